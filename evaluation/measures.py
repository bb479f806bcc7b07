"""The measures of one question. Each gives a number from 0 to 1, but for LIX; nothing found counts 0, nothing is NaN.

A unit is found when at least half the characters of one of its spans are covered: gold by character range, so that
the number survives another way of splitting passages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, nDCG

from evaluation.gold import Span, Unit

_COVERED = 0.5
_LONG_WORD = 6


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


def ranking(units: Sequence[Unit], ranked: Sequence[Span]) -> dict[str, float]:
    """nDCG@10 (Järvelin & Kekäläinen 2002) and MRR@10 by `ir_measures`; a span that covers a unit is relevant.

    The ideal list has one relevant span for each unit, so a unit that is nowhere in the list counts as lost.
    """
    qrels, run = [], []
    missed = list(units)
    for rank, span in enumerate(ranked):
        new = [unit for unit in missed if is_found(unit, [span])]
        missed = [unit for unit in missed if unit not in new]
        run.append(ScoredDoc("q", str(rank), float(len(ranked) - rank)))
        if new:
            qrels.append(Qrel("q", str(rank), 1))
    qrels += [Qrel("q", f"missed {i}", 1) for i in range(len(missed))]
    found = {str(m.measure): m.value for m in ir_measures.iter_calc([nDCG @ 10, RR @ 10], qrels, run)}
    return {"ndcg@10": found.get("nDCG@10", 0.0), "mrr@10": found.get("RR@10", 0.0)}


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


def matched(expressions: Sequence[str], text: str) -> float:
    """Share of the regular expressions that the text matches, whatever the case of its letters."""
    return sum(bool(re.search(e, text, re.IGNORECASE)) for e in expressions) / len(expressions) if expressions else 0.0


def lix(text: str) -> float:
    """LIX (Björnsson 1968): words a sentence, plus the percentage of words longer than six letters; 0 for no words."""
    words = re.findall(r"\w+", text)
    sentences = max(len(re.findall(r"[.!?:](?:\s|$)", text)), 1)
    long_words = sum(len(word) > _LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words) if words else 0.0


def is_found(unit: Unit, found: Sequence[Span]) -> bool:
    return any(len(_common(span, found)) >= _COVERED * (span.end - span.start) for span in unit)


def _common(span: Span, others: Sequence[Span]) -> set[int]:
    """The characters of a span that others cover."""
    ranges = (range(max(span.start, o.start), min(span.end, o.end)) for o in others if o.document == span.document)
    return {place for covered in ranges for place in covered}
