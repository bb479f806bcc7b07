"""Measures over many questions of whether to answer: refusing is a class of its own, never a perfect answer.

"Not answerable" is the positive class. A row is one of a run (`evaluation.run`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
_Z = 1.96


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) without trials."""
    if trials == 0:
        return 0.0, 1.0
    share, spread = hits / trials, _Z * _Z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def confusion(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """How often each expected outcome became each outcome."""
    table: dict[str, Counter[str]] = {}
    for row in rows:
        table.setdefault(row["expected"], Counter())[row["outcome"]] += 1
    return table


def refusal(rows: Sequence[Row]) -> tuple[float, float]:
    """Precision and recall of refusing; 0 where nothing was (to be) refused."""
    refused = [row for row in rows if row["refused"]]
    wanted = [row for row in rows if not row["answerable"]]
    right = sum(not row["answerable"] for row in refused)
    return (right / len(refused) if refused else 0.0), (right / len(wanted) if wanted else 0.0)


def auroc(rows: Sequence[Row]) -> float:
    """How often an answerable question is the more confident of two, ties half; .5 if a kind is absent."""
    yes: list[float] = [row["confidence"] for row in rows if row["answerable"]]
    no = [row["confidence"] for row in rows if not row["answerable"]]
    if not yes or not no:
        return 0.5
    return float(sum((a > b) + 0.5 * (a == b) for a in yes for b in no)) / (len(yes) * len(no))


def risk_coverage(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """(coverage, risk) when only the most confident questions are answered; an unanswerable one answered is a risk."""
    ranked = sorted(rows, key=lambda row: -row["confidence"])
    wrong, curve = 0, []
    for answered, row in enumerate(ranked, start=1):
        wrong += not row["answerable"]
        curve.append((answered / len(ranked), wrong / answered))
    return curve
