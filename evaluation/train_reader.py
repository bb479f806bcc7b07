"""Teaches the reader to tell a text that answers a question from one that is only about the same thing.

The questions were written for this, paragraph by paragraph and without sight of the test sets: some that the paragraph
answers, some that it seems to answer, some that take for granted what it does not say. Some are asked two at a time,
which is answered if one of them is. `paraphrased.jsonl` holds those that say it in other words than the text, as
somebody does who has not read it, `off-topic.jsonl` what no document is about. Cross-entropy, AdamW.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.answering.candidates import Quote, candidates
from assistant.answering.cross_encoder import CrossEncoder
from assistant.answering.scoring import QuoteParameters
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.language import language_of
from assistant.passages import Hit
from evaluation.outcomes import auroc
from evaluation.priors import priors

_FOLDER = Path(__file__).parent / "reading"
_ANSWERABLE, _OFF_TOPIC = "answerable", "off-topic"
_BATCH = 16
_RATE = 4e-4
_FURTHER = 2e-4  # the rate for weights that have been trained before
_WARM = 0.1
_LEFT_OUT = 10  # every tenth document only judges
_NEAR = 8
_NEAREST = 4
_TWO_AT_A_TIME = 8  # every eighth question with another on the same paragraph


@dataclass(frozen=True)
class Pair:
    """A question and a text, whether the text answers it, and whether the question was written for it. `document` is
    what the question was written for, without its ending: the same in every language."""

    question: str
    text: str
    answers: bool
    own: bool
    document: str


@dataclass(frozen=True)
class Written:
    """A question written for a paragraph, which begins with `text`; kind: answerable, absent or false-premise. Or one
    for no paragraph at all; kind: off-topic."""

    document: str
    text: str
    kind: str
    question: str


def read_questions() -> list[Written]:
    lines = [line for path in sorted(_FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [Written(**json.loads(line)) for line in lines]


def two_at_a_time(written: Sequence[Written]) -> list[Written]:
    """Some of the questions, each with the one written after it for the same paragraph: "Vem ledde det, och när?"."""
    found = []
    for one, other in list(pairwise(written))[::_TWO_AT_A_TIME]:
        if (one.document, one.text) == (other.document, other.text):
            joint = " and " if language_of(other.question) == "en" else " och "
            question = one.question.rstrip("?. ") + joint + other.question[:1].lower() + other.question[1:]
            kind = _ANSWERABLE if _ANSWERABLE in (one.kind, other.kind) else one.kind
            found.append(replace(one, question=question, kind=kind))
    return found


def drawn(written: Sequence[Written], number: int) -> list[Written]:
    """So many of the questions, at most, by lot."""
    chosen = np.random.default_rng(0).permutation(len(written))[:number]
    return [written[n] for n in sorted(chosen)]


def pairs_of(written: Sequence[Written], quotes: Sequence[Quote], embeddings: WordEmbeddings) -> list[Pair]:
    """Each question with the paragraph that it was written for, and one which that answers with another too, which does
    not: by turns one of the nearest and any. One that is off-topic meets the nearest, as in the chat. Otherwise a
    question whose paragraph is not among the quotes is left out."""
    texts = [quote.headed for quote in quotes]
    vectors = np.asarray(embeddings.embed_documents(texts), np.float32)
    chance, near_or_any = np.random.default_rng(0), cycle((_NEAR, len(quotes)))
    pairs = []
    for row in written:
        own = [n for n, quote in enumerate(quotes) if quote.passage.document == row.document and row.text in quote.text]
        document = Path(row.document).stem
        if own:
            pairs.append(Pair(row.question, texts[own[0]], row.kind == _ANSWERABLE, True, document))
        if row.kind == _OFF_TOPIC:
            nearest = _by_nearness(row.question, vectors, embeddings)[:_NEAREST]
            pairs += [Pair(row.question, texts[n], False, False, document) for n in nearest]
        elif own and row.kind == _ANSWERABLE:
            near = _by_nearness(row.question, vectors, embeddings)[: next(near_or_any) + len(own)]
            other = int(chance.choice([n for n in near if n not in own]))
            pairs.append(Pair(row.question, texts[other], False, False, document))
    return pairs


def _by_nearness(question: str, vectors: npt.NDArray[np.float32], embeddings: WordEmbeddings) -> list[int]:
    """The rows of `vectors`, the most like the question first."""
    return [int(n) for n in np.argsort(-vectors @ np.asarray(embeddings.embed_query(question), np.float32))]


def all_quotes(index: Index) -> list[Quote]:
    """Everything in the documents that may be quoted, once."""
    documents = {document.name: document for document in index.store.documents()}
    hits = [Hit(passage, 0.0, 0.0, 0.0) for passage in index.store.passages(index.lexical.ids).values()]
    found = candidates(hits, documents, QuoteParameters().whole_chars)
    return list({(quote.passage.document, quote.start, quote.end): quote for _, quote in found}.values())


def train(
    encoder: CrossEncoder, pairs: Sequence[Pair], epochs: int, progress: Callable[[str], None], rate: float = _RATE
) -> None:
    """Train adapters and head on what the questions' words alone do not give away, and in the last epoch, when likeness
    has been learnt, on what shared words do not give away either. After each epoch `progress` is told how well
    questions on other documents are told apart by the paragraph that they were written for. `rate`: the highest."""
    held_out = set(sorted({pair.document for pair in pairs if pair.own})[::_LEFT_OUT])
    judged = _batches(encoder, [pair for pair in pairs if pair.document in held_out and pair.own])
    taught = _batches(encoder, [pair for pair in pairs if pair.document not in held_out])
    known = {last: _priors(taught, by_shared=last) for last in (False, True)}
    weights = list(encoder.parameters())
    optimizer = torch.optim.AdamW([weight for weight in weights if weight.requires_grad], rate, weight_decay=0.01)
    steps = epochs * len(taught)
    slowing = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(n / (_WARM * steps), (steps - n) / steps, 1.0))
    chance = np.random.default_rng(0)
    for epoch in range(1, epochs + 1):
        losses = []
        for n in chance.permutation(len(taught)):
            odds = _log_odds(encoder, taught[n]) + known[epoch == epochs][n]
            loss = binary_cross_entropy_with_logits(odds, _answers(taught[n]))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            slowing.step()
            losses.append(loss.item())
        progress(f"varv {epoch}: förlust {np.mean(losses):.3f}, AUROC på andra dokument {_auroc(encoder, judged):.3f}")


def train_further(encoder: CrossEncoder, pairs: Sequence[Pair], epochs: int, progress: Callable[[str], None]) -> None:
    """Train weights that have been trained before, and keep the mean of both, which forgets less (Wortsman et al. 2022,
    "Robust fine-tuning of zero-shot models")."""
    before = {name: weight.detach().clone() for name, weight in encoder.trained().items()}
    train(encoder, pairs, epochs, progress, _FURTHER)
    with torch.no_grad():
        for name, weight in encoder.trained().items():
            weight.lerp_(before[name], 0.5)


@dataclass(frozen=True)
class _Batch:
    """Pairs that are half read."""

    pairs: Sequence[Pair]
    states: torch.Tensor
    mask: torch.Tensor


def _batches(encoder: CrossEncoder, pairs: Sequence[Pair]) -> list[_Batch]:
    """Half read once, since the lower layers do not change; pairs of like length together."""
    ordered = sorted(pairs, key=lambda pair: len(pair.question) + len(pair.text))
    parts = [ordered[first : first + _BATCH] for first in range(0, len(ordered), _BATCH)]
    read = (encoder.half_read([(pair.question, pair.text) for pair in part]) for part in parts)
    return [_Batch(part, states.half(), mask) for part, (states, mask) in zip(parts, read, strict=True)]


def _priors(batches: Sequence[_Batch], by_shared: bool) -> list[torch.Tensor]:
    """A batch's each. Those who wrote for a paragraph had habits; the pairs made by lot have none, and get 0: that a
    text about something else shares no words with the question tells truly that it does not answer."""
    own = [pair for batch in batches for pair in batch.pairs if pair.own]
    questions, texts = [pair.question for pair in own], [pair.text for pair in own]
    odds = iter(priors(questions, texts, [pair.answers for pair in own], [p.document for p in own], by_shared))
    return [torch.tensor([next(odds) if pair.own else 0.0 for pair in batch.pairs]) for batch in batches]


def _log_odds(encoder: CrossEncoder, batch: _Batch) -> torch.Tensor:
    return encoder.log_odds(batch.states.float(), batch.mask)


def _answers(batch: _Batch) -> torch.Tensor:
    return torch.tensor([float(pair.answers) for pair in batch.pairs])


@torch.no_grad()
def _auroc(encoder: CrossEncoder, batches: Sequence[_Batch]) -> float:
    pairs = [pair for batch in batches for pair in batch.pairs]
    odds = torch.cat([_log_odds(encoder, batch) for batch in batches]).tolist()
    return auroc([{"confidence": o, "answerable": pair.answers} for o, pair in zip(odds, pairs, strict=True)])
