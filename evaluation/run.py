"""A run: every case through the same `Assistant` as the chat, a row of numbers for each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import Assistant
from assistant.answers import Answer, Citation, Turn
from assistant.passages import Hit
from evaluation.cases import Case, Quote, set_digest
from evaluation.gold import Span, Unit, resolve, why_stale
from evaluation.measures import lix, matched, precision, ranking, recall, recall_within, word_f1
from evaluation.outcomes import Row

DEPTH = 20  # of a ranked list, ours or a peer's
CHARACTERS = 4_000
_BUDGETS = (500, 1_000, 2_000, 4_000, 8_000)  # characters, for recall as a curve


@dataclass(frozen=True)
class Run:
    """What was measured on what: the head names set, build, parameters and versions, so that rows can be traced."""

    head: dict[str, Any]
    rows: tuple[Row, ...]


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    facts: Mapping[str, list[Quote]],
    progress: Callable[[], None] = lambda: None,
    known: Mapping[str, Row] | None = None,
) -> Iterator[Row]:
    """Ask every case and measure; stale cases get a row that says so and no numbers. Rows in `known` are kept."""
    texts = {document.name: document.text for document in assistant.index.store.documents()}
    for case in cases:
        if known and case.id in known:
            yield known[case.id]
        else:
            units = resolve(case, facts, texts)
            if units is None:
                yield {"id": case.id, "stale": True, "why": why_stale(case, facts, texts)}
            else:
                yield _row(assistant, case, units, texts)
        progress()


def head(assistant: Assistant, cases: Sequence[Case], versions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "schema": 2,
        "set": set_digest(list(cases)),
        "index": assistant.index.manifest.id,
        "embedder": assistant.index.manifest.embedder,
        "parameters": repr(assistant.parameters),
        "model": assistant.chat_model_name,
        "versions": dict(versions),
    }


def _row(assistant: Assistant, case: Case, units: list[Unit], texts: Mapping[str, str]) -> Row:
    turns = [Turn(question) for question in case.history]
    answer = assistant.ask(case.question, turns)
    row: Row = {
        "id": case.id,
        "question": case.question,
        "searched_for": answer.searched_for,
        "tags": list(case.tags),
        "cluster": units[0][0].document if units else case.id,
        "expected": str(case.expected),
        "outcome": str(answer.outcome),
        "answerable": case.answerable,
        "refused": not answer.outcome.is_answer,
        "confidence": round(answer.confidence, 4),
        "right_outcome": float(is_right(case, answer)),
        "exact_outcome": float(answer.outcome == case.expected),
        "right_language": float(answer.language == case.language),
        "quotes_exact": float(all(texts[c.document][c.start : c.end] == c.quote for c in answer.citations)),
        "characters": len(answer.text),
        "seconds": round(answer.seconds, 3),
        "answer": answer.text,
        "sources": list(dict.fromkeys(_source(citation) for citation in answer.citations)),
    }
    if case.must_not:
        row["must_not"] = matched(case.must_not, answer.text)
    if units:
        hits = assistant.search(assistant.searched_for(case.question, turns), limit=DEPTH)
        ranked = [span_of(hit) for hit in hits]
        row |= retrieval(units, ranked) | _quotation(case, units, answer, texts)
        row["recall_by_chars"] = {str(budget): recall_within(units, ranked, budget) for budget in _BUDGETS}
    return row


def is_right(case: Case, answer: Answer) -> bool:
    """An answerable question is answered; of another it is said that the documents lack it, or what they lack."""
    if case.answerable:
        return answer.outcome.is_answer
    return not answer.outcome.is_answer or (bool(answer.missing) and _names_missing(case, answer))


def _names_missing(case: Case, answer: Answer) -> bool:
    """Whether one of the parts that a case says are missing is named, whatever its ending."""
    named = re.findall(r"\w+", " ".join(answer.missing).lower())
    wanted = [word[:5] for part in case.missing for word in re.findall(r"\w+", part.lower())]
    return not wanted or any(word.startswith(tuple(wanted)) for word in named)


def retrieval(units: list[Unit], ranked: list[Span]) -> dict[str, float]:
    """What a ranked list found of a case's units; the same for every system that is measured."""
    return {
        "recall@5": recall(units, ranked[:5]),
        "recall@20": recall(units, ranked[:DEPTH]),
        "recall@4000chars": recall_within(units, ranked, CHARACTERS),
        **ranking(units, ranked),
    }


def _quotation(case: Case, units: list[Unit], answer: Answer, texts: Mapping[str, str]) -> dict[str, float]:
    """Of the answer itself; a refused question found nothing."""
    quoted = [Span(c.document, c.start, c.end) for c in answer.citations]
    gold = [texts[unit[0].document][unit[0].start : unit[0].end] for unit in units]
    said = " ".join(statement.text for statement in answer.statements)
    found = {
        "answer_recall": recall(units, quoted),
        "quote_precision": precision(units, quoted),
        "word_f1": word_f1(gold, said),
        "lix": lix(said),
    }
    return found | ({"must": matched(case.must, said)} if case.must else {})


def _source(citation: Citation) -> str:
    """Title and page, if the document has pages, as the row keeps it."""
    if citation.page is None:
        return citation.title
    last = citation.page_end or citation.page
    return f"{citation.title}, s. {citation.page}" + (f"–{last}" if last > citation.page else "")


def span_of(hit: Hit) -> Span:
    return Span(hit.passage.document, hit.passage.start, hit.passage.end)


def read_run(path: Path) -> Run:
    first, *rows = map(json.loads, path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    return Run(first, tuple(rows))
