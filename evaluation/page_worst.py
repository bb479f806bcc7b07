"""The worst answers on the page of a run, each to unfold."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.language import Language
from evaluation.outcomes import Row
from evaluation.page_tables import note, outcome_name
from evaluation.page_texts import percent, say

_WORST = 20


def worst(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Unanswerable questions that were answered, the surest first, and answerable ones that missed facts, the least
    found first; at most 20 together, half of each where there are enough."""
    wrong = [row for row in rows if not row["answerable"] and not row["right_outcome"]]
    missed = [row for row in rows if row["answerable"] and row.get("answer_recall", 1.0) < 1.0]
    wrong.sort(key=lambda row: -row["confidence"])
    missed.sort(key=lambda row: (row["answer_recall"], -row["confidence"]))
    wrong = wrong[: max(_WORST // 2, _WORST - len(missed))]
    return wrong, missed[: _WORST - len(wrong)]


def questions(rows: Sequence[Row], language: Language) -> str:
    """Those of each kind under a heading of their own."""
    parts = []
    for key, chosen in zip(("missed", "wrong"), reversed(worst(rows)), strict=True):
        shown = "".join(_question(row, language) for row in chosen) or note("none", language)
        parts.append(f"<h3>{say(key, language)}</h3>{note(f'{key}_note', language) if chosen else ''}{shown}")
    return "".join(parts)


def _question(row: Row, language: Language) -> str:
    """A question to unfold: what became of it, the answer and its sources."""
    ended = {key: outcome_name(row[key], language).lower() for key in ("expected", "outcome")}
    why = say("why", language, confidence=percent(row["confidence"], language), **ended)
    if "answer_recall" in row:
        why = f"{say('why_facts', language, recall=percent(row['answer_recall'], language))}; {why}"
    parts = [f"<summary>{html.escape(row['question'])}<span class='why'>{why}</span></summary>"]
    if row.get("searched_for", row["question"]) != row["question"]:
        parts.append(f"<p>{say('searched_for', language)}: {html.escape(row['searched_for'])}</p>")
    text = html.escape(row["answer"]) if "answer" in row else say("no_answer", language)
    parts.append(f'<p class="answer">{text}</p>')
    if row.get("sources"):
        items = "".join(f"<li>{html.escape(source)}</li>" for source in row["sources"])
        parts.append(f"<p>{say('sources', language)}:</p><ul>{items}</ul>")
    return f"<details>{''.join(parts)}</details>"
