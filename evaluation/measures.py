"""The measures. Each takes what a question got and gives a number from 0 to 1; nothing found counts 0, nothing is NaN.

A unit is found when at least half the characters of one of its spans are covered (ANCHORS.md a1: gold by character
range, so that the number survives another way of splitting passages).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from evaluation.gold import Span, Unit

_COVERED = 0.5


def recall(units: Sequence[Unit], found: Sequence[Span]) -> float:
    """Share of the units that the found spans cover."""
    return sum(is_found(unit, found) for unit in units) / len(units) if units else 0.0


def recall_within(units: Sequence[Unit], ranked: Sequence[Span], characters: int) -> float:
    """Recall of what stands within the first so many characters of the ranked list: longer passages buy nothing."""
    kept: list[Span] = []
    for span in ranked:
        room = characters - sum(s.end - s.start for s in kept)
        if room <= 0:
            break
        kept.append(Span(span.document, span.start, min(span.end, span.start + room)))
    return recall(units, kept)


def reciprocal_rank(units: Sequence[Unit], ranked: Sequence[Span]) -> float:
    """1 / rank of the first span that covers a unit, 0 if none does."""
    for rank, span in enumerate(ranked, start=1):
        if any(is_found(unit, [span]) for unit in units):
            return 1 / rank
    return 0.0


def precision(units: Sequence[Unit], quoted: Sequence[Span]) -> float:
    """Share of the quoted characters that lie in a unit's span."""
    length = sum(span.end - span.start for span in quoted)
    gold = [span for unit in units for span in unit]
    return sum(len(_common(span, gold)) for span in quoted) / length if length else 0.0


def word_f1(gold: Iterable[str], answer: str) -> float:
    """F1 of the words of the answer against the words of the gold quotes (SQuAD's measure, nothing stripped)."""
    wanted, given = (Counter(re.findall(r"\w+", text.lower())) for text in (" ".join(gold), answer))
    common = (wanted & given).total()
    return 2 * common / (wanted.total() + given.total()) if common else 0.0


def is_found(unit: Unit, found: Sequence[Span]) -> bool:
    return any(len(_common(span, found)) >= _COVERED * (span.end - span.start) for span in unit)


def _common(span: Span, others: Sequence[Span]) -> set[int]:
    """The characters of a span that others cover."""
    ranges = (range(max(span.start, o.start), min(span.end, o.end)) for o in others if o.document == span.document)
    return {place for covered in ranges for place in covered}
