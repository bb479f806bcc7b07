"""A run: every case through the same `Assistant` as the chat, a row of numbers for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import Assistant
from assistant.answers import Answer, Outcome, Turn
from assistant.passages import Hit
from evaluation.cases import Case, Quote, set_digest
from evaluation.gold import Span, Unit, resolve
from evaluation.measures import precision, recall, recall_within, reciprocal_rank, word_f1

DEPTH = 20
CHARACTERS = 4_000
_ANSWERED = {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}
Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """What was measured on what: the head names set, build and parameters, so that rows can be traced."""

    head: dict[str, Any]
    rows: tuple[Row, ...]


def evaluate(
    assistant: Assistant,
    cases: Sequence[Case],
    facts: Mapping[str, list[Quote]],
    progress: Callable[[], None] = lambda: None,
) -> Run:
    """Ask every case and measure; stale cases get a row that says so and no numbers."""
    texts = {document.name: document.text for document in assistant.index.store.documents()}
    rows = []
    for case in cases:
        units = resolve(case, facts, texts)
        rows.append({"id": case.id, "stale": True} if units is None else _row(assistant, case, units, texts))
        progress()
    head = {
        "set": set_digest(list(cases)),
        "index": assistant.index.manifest.id,
        "embedder": assistant.index.manifest.embedder,
        "parameters": repr(assistant.parameters),
        "model": assistant.chat_model_name,
    }
    return Run(head, tuple(rows))


def _row(assistant: Assistant, case: Case, units: list[Unit], texts: Mapping[str, str]) -> Row:
    turns = [Turn(question) for question in case.history]
    answer = assistant.ask(case.question, turns)
    row: Row = {
        "id": case.id,
        "tags": list(case.tags),
        "expected": case.expected,
        "outcome": str(answer.outcome),
        "right_outcome": float((answer.outcome in _ANSWERED) == (case.expected == "answer")),
        "quotes_exact": float(all(texts[c.document][c.start : c.end] == c.quote for c in answer.citations)),
        "characters": len(answer.text),
        "seconds": round(answer.seconds, 3),
    }
    if units:
        hits = assistant.search(assistant.searched_for(case.question, turns), limit=DEPTH)
        row |= _retrieval(units, [_of_hit(hit) for hit in hits]) | _quotation(units, answer, texts)
    return row


def _retrieval(units: list[Unit], ranked: list[Span]) -> dict[str, float]:
    return {
        "recall@5": recall(units, ranked[:5]),
        "recall@20": recall(units, ranked[:20]),
        "recall@4000chars": recall_within(units, ranked, CHARACTERS),
        "mrr": reciprocal_rank(units, ranked),
    }


def _quotation(units: list[Unit], answer: Answer, texts: Mapping[str, str]) -> dict[str, float]:
    """Of the answer itself; a refused question found nothing."""
    quoted = [Span(c.document, c.start, c.end) for c in answer.citations]
    gold = [texts[unit[0].document][unit[0].start : unit[0].end] for unit in units]
    said = " ".join(statement.text for statement in answer.statements)
    return {
        "answer_recall": recall(units, quoted),
        "quote_precision": precision(units, quoted),
        "word_f1": word_f1(gold, said),
    }


def _of_hit(hit: Hit) -> Span:
    return Span(hit.passage.document, hit.passage.start, hit.passage.end)


def write_run(path: Path, run: Run) -> None:
    """One JSON object a line: first the head, then a row for each case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) for row in (run.head, *run.rows))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_run(path: Path) -> Run:
    head, *rows = _lines(path)
    return Run(head, tuple(rows))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
