"""Fits the models of quoting and deciding: logistic regression (Cox 1958) with an L2 penalty, by Newton's method.

The threshold is the highest at which the wanted share of the answerable questions is still answered: a refusal of what
the documents do say costs a reader more than a quote that misses, which the reader sees for what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.answering.calibration import decision_json, model_json
from assistant.answering.candidates import Quote, candidates
from assistant.answering.decide import DecisionParameters
from assistant.answering.features import Features
from assistant.answering.pipeline import Assistant
from assistant.answering.question import is_request, is_vague, without_orders
from assistant.answering.scoring import QuoteFeatures, quote_features, read_first
from assistant.answers import Turn
from assistant.logistic import Logistic
from assistant.retrieval import question_vectors
from evaluation.cases import Case
from evaluation.cases import Quote as Gold
from evaluation.gold import Span, Unit, resolve
from evaluation.measures import is_found
from evaluation.outcomes import wilson

Matrix = npt.NDArray[np.float64]
_PENALTY = 1.0
_ANSWERED = 0.9
_LOST_BY_SCOPE = 0.005
_OFF_TOPIC = "off-topic"
_STEPS = 50
_READING = np.asarray([field.name == "reading" for field in fields(Features)])


@dataclass(frozen=True)
class Example:
    """A question with what is known of it; its group is what is left out together in cross-validation."""

    asked: str
    question: str
    answerable: bool
    units: list[Unit]
    group: str
    tags: tuple[str, ...]


def examples(assistant: Assistant, cases: Sequence[Case], facts: Mapping[str, list[Gold]]) -> list[Example]:
    """The cases that are decided by what is found: not stale, no request and not vague."""
    texts = {document.name: document.text for document in assistant.index.store.documents()}
    found = []
    for case in cases:
        units = resolve(case, facts, texts)
        asked = without_orders(case.question)
        question = assistant.searched_for(case.question, [Turn(earlier) for earlier in case.history])
        if units is not None and asked and not is_request(asked) and not is_vague(question):
            group = next((tag for tag in case.tags if tag.startswith("topic-")), case.id)
            found.append(Example(asked, question, case.answerable, units, group, case.tags))
    return found


def calibrate(assistant: Assistant, given: Sequence[Example], progress: Callable[[], None]) -> dict[str, Any]:
    """The calibration as it is written to a file, and under "report" how it does on topics it was not fitted on."""
    quotes = fit_quotes(assistant, [example for example in given if example.units])
    parameters = replace(assistant.parameters, quotes=replace(assistant.parameters.quotes, model=quotes))
    fitted = replace(assistant, parameters=parameters)
    rows = []
    for example in given:
        rows.append(fitted.find(example.asked, example.question).features)
        progress()
    found = [(row.values(), example) for row, example in zip(rows, given, strict=True) if row]
    values, given = np.asarray([row for row, _ in found]), [example for _, example in found]
    return {
        "questions": len(given),
        "quotes": model_json(quotes, QuoteFeatures),
        **decision_json(fit_decision(values, given)),
        "report": cross_validated(values, given),
    }


def fit_decision(values: Matrix, given: Sequence[Example]) -> DecisionParameters:
    """Both models. Off-topic questions teach the first, without the reading, which tells answers and not subjects; the
    others teach the second. Thresholds keep the wanted shares."""
    answerable = np.asarray([example.answerable for example in given])
    off_topic = np.asarray([_OFF_TOPIC in example.tags for example in given])
    scope = fit(np.where(_READING, 0.0, values), (~off_topic).astype(float))
    answer = fit(values[~off_topic], answerable[~off_topic].astype(float))
    return with_thresholds(scope, answer, values[answerable])


def with_thresholds(scope: Logistic, answer: Logistic, answerable: Matrix) -> DecisionParameters:
    """The thresholds at which the wanted share of the answerable questions is answered."""
    in_scope = np.asarray([scope.probability(row) for row in answerable.tolist()])
    probable = np.asarray([answer.probability(row) for row in answerable.tolist()])
    scope_threshold = float(np.quantile(in_scope, _LOST_BY_SCOPE))
    left = probable[in_scope >= scope_threshold]
    return DecisionParameters(
        scope, scope_threshold, answer, float(np.quantile(left, 1 - _ANSWERED * len(probable) / len(left)))
    )


def fit_quotes(assistant: Assistant, given: Sequence[Example]) -> Logistic:
    """The model of whether a quote holds gold, over everything that could be quoted for the answerable questions.

    Fitted twice: what is most probable before anybody has read it is read, and that is a feature of the second.
    """
    quotable = [_quotable(assistant, example.question) for example in given]
    labels = np.asarray(
        [
            float(any(is_found(unit, [Span(quote.passage.document, quote.start, quote.end)]) for unit in example.units))
            for example, (quotes, _) in zip(given, quotable, strict=True)
            for quote in quotes
        ]
    )
    unread = fit(_matrix([features for _, features in quotable]), labels, balanced=False)
    read = []
    for example, (quotes, features) in zip(given, quotable, strict=True):
        probable = [
            replace(quote, probability=unread.probability(found.values()))
            for quote, found in zip(quotes, features, strict=True)
        ]
        read.append(read_first(example.asked, example.question, probable, features, assistant.reader)[1])
    return fit(_matrix(read), labels, balanced=False)


def _quotable(assistant: Assistant, question: str) -> tuple[list[Quote], list[QuoteFeatures]]:
    """What could be quoted, with its features before anybody has read it."""
    chosen = assistant.parameters.quotes
    hits = assistant.search(question)[: chosen.passages]
    documents = {name: d for hit in hits if (d := assistant.index.store.document(name := hit.passage.document))}
    vectors = question_vectors(assistant.index, assistant.embeddings, question)
    pairs = candidates(hits, documents, chosen.whole_chars)
    features = quote_features(question, vectors, pairs, assistant.index, assistant.embeddings)
    return [quote for _, quote in pairs], features


def _matrix(features: Sequence[Sequence[QuoteFeatures]]) -> Matrix:
    return np.asarray([found.values() for group in features for found in group])


def cross_validated(values: Matrix, given: Sequence[Example]) -> dict[str, Any]:
    """What is refused, by kind, each topic judged by models and thresholds that were fitted on the others."""
    groups = np.asarray([example.group for example in given])
    refused = np.zeros(len(given), bool)
    for fold in np.array_split(np.random.default_rng(0).permutation(np.unique(groups)), 10):
        out = np.isin(groups, fold)
        models = fit_decision(values[~out], [example for example, left in zip(given, out, strict=True) if not left])
        refused[out] = [
            models.scope.probability(row) < models.scope_threshold
            or models.answer.probability(row) < models.answer_threshold
            for row in values[out].tolist()
        ]
    kinds = {"answerable": np.asarray([example.answerable for example in given])}
    for kind in ("absent", "municipality", "false-premise", _OFF_TOPIC):
        kinds[kind] = np.asarray([kind in example.tags and not example.answerable for example in given])
    return {kind: _share(int(refused[inside].sum()), int(inside.sum())) for kind, inside in kinds.items()}


def _share(refused: int, total: int) -> dict[str, Any]:
    low, high = wilson(refused, total)
    return {"refused": refused, "of": total, "low": round(low, 3), "high": round(high, 3)}


def fit(values: Matrix, wanted: Matrix, balanced: bool = True) -> Logistic:
    """The model of the rows' labels. `balanced`: both labels count the same in sum.

    The penalty falls on standardised features, so that no feature's unit decides how much it may weigh.
    """
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    design = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    shares = (0.5 / max(wanted.mean(), 1e-9), 0.5 / max(1 - wanted.mean(), 1e-9)) if balanced else (1.0, 1.0)
    share = np.where(wanted == 1, *shares)
    penalty = np.diag([_PENALTY] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-(design @ weights)))
        gradient = design.T @ (share * (guess - wanted)) + penalty @ weights
        curvature = design.T @ (design * (share * guess * (1 - guess))[:, None]) + penalty
        weights = weights - np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    raw = weights[:-1] / spread
    return Logistic(tuple(raw.tolist()), float(weights[-1] - raw @ mean))
