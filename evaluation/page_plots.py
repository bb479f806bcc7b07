"""The plots of the page of a run, each from its rows and only if they say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from assistant.language import Language
from evaluation.outcomes import Row, risk_coverage, wilson
from evaluation.page_tables import by_tag
from evaluation.page_texts import number, percent, say
from evaluation.plots import Frame, Point, curve, dots, logarithmic
from evaluation.statistics import Estimate, estimate

_LEAST = 3  # questions of a tag: with fewer, its interval is nearly everything
_LONGEST = 28  # characters of a tag beside a plot


def plots(rows: Sequence[Row], language: Language) -> list[tuple[str, str, str]]:
    """(heading, SVG, what it says) of each plot."""
    makers = {"risk": _risk, "chars": _characters, "tags": _recall_by_tag, "kinds": _right_by_tag}
    found = []
    for name, make in makers.items():
        title, note = say(f"{name}_title", language), say(f"{name}_note", language, least=_LEAST)
        x_name, y_name = say(f"{name}_x", language), say(f"{name}_y", language) if name in ("risk", "chars") else ""
        frame = Frame(f"{language}-{name}", title, note, x_name, y_name, partial(percent, language=language))
        drawn = make(frame, rows, language)
        if drawn:
            found.append((title, drawn, note))
    return found


def _risk(frame: Frame, rows: Sequence[Row], language: Language) -> str:
    """Without questions of both kinds the curve is flat and says nothing."""
    if len({row["answerable"] for row in rows}) < 2:
        return ""
    line = [Point(coverage, risk, risk, risk) for coverage, risk in risk_coverage(rows)]
    answered = [row for row in rows if not row["refused"]]
    risk = sum(not row["answerable"] for row in answered) / max(len(answered), 1)
    now = (len(answered) / len(rows), risk, say("now", language, risk=percent(risk, language)))
    return curve(frame, line, marked=now if answered else None)


def _characters(frame: Frame, rows: Sequence[Row], language: Language) -> str:
    """The mean of recall within each number of characters, the numbers at the distance of their logarithms."""
    having = [row for row in rows if row.get("recall_by_chars")]
    if not having:
        return ""
    budgets = sorted({int(budget) for row in having for budget in row["recall_by_chars"]})
    places = logarithmic(budgets)
    found = [_mean(having, str(budget)) for budget in budgets]
    line = [Point(x, e.mean, e.low, e.high) for x, e in zip(places, found, strict=True)]
    names = [f"{budget:,}".replace(",", " " if language == "sv" else ",") for budget in budgets]
    return curve(frame, line, list(zip(places, names, strict=True)))


def _recall_by_tag(frame: Frame, rows: Sequence[Row], language: Language) -> str:
    having = [row for row in rows if row["answerable"] and "answer_recall" in row]
    tags = {tag: [row for row in having if tag in row["tags"]] for row in having for tag in row["tags"]}
    kept = sorted((tag for tag in tags if len(tags[tag]) >= _LEAST), key=lambda tag: (-len(tags[tag]), tag))
    found = {tag: estimate([r["answer_recall"] for r in tags[tag]], [r["cluster"] for r in tags[tag]]) for tag in kept}
    return _dotted(frame, ((tag, Point(e.mean, 0, e.low, e.high), e.count) for tag, e in found.items()), language)


def _right_by_tag(frame: Frame, rows: Sequence[Row], language: Language) -> str:
    kept = ((tag, Point(right / of, 0, *wilson(right, of)), of) for tag, right, of in by_tag(rows) if of >= _LEAST)
    return _dotted(frame, kept, language)


def _dotted(frame: Frame, found: Iterator[tuple[str, Point, int]], language: Language) -> str:
    lines = [(f"{_short(tag)} ({number(count, language, 0)})", point) for tag, point, count in found]
    return dots(frame, lines) if lines else ""


def _mean(rows: Sequence[Row], budget: str) -> Estimate:
    having = [row for row in rows if budget in row["recall_by_chars"]]
    return estimate([row["recall_by_chars"][budget] for row in having], [row["cluster"] for row in having])


def _short(tag: str) -> str:
    return tag if len(tag) <= _LONGEST else f"{tag[: _LONGEST - 1]}…"
