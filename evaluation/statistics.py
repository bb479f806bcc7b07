"""Means with intervals, and paired comparison of two runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.run import Row, Run

MEASURES = (
    "recall@5",
    "recall@20",
    "recall@4000chars",
    "mrr",
    "answer_recall",
    "quote_precision",
    "word_f1",
    "quotes_exact",
)
_DRAWS = 2_000
_SEED = 2026


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval (percentile bootstrap over questions, Efron 1979)."""

    mean: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}] (n={self.count})"


@dataclass(frozen=True)
class Difference:
    """B − A per question: the mean, its interval, and p of a paired randomisation test (signs flipped at random)."""

    estimate: Estimate
    p: float


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of the values; 0 with an empty interval if there are none."""
    if not values:
        return Estimate(0.0, 0.0, 0.0, 0)
    array = np.asarray(values, float)
    draws = np.random.default_rng(_SEED).choice(array, (_DRAWS, len(array))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return Estimate(float(array.mean()), float(low), float(high), len(array))


def difference(before: Sequence[float], after: Sequence[float]) -> Difference:
    """:raises ValueError: If the two are not of the same length."""
    deltas = [b - a for a, b in zip(before, after, strict=True)]
    signs = np.random.default_rng(_SEED).choice([-1.0, 1.0], (_DRAWS, len(deltas)))
    flipped = np.abs((signs * np.asarray(deltas)).mean(axis=1))
    extreme = int((flipped >= abs(float(np.mean(deltas))) - 1e-12).sum()) if deltas else _DRAWS
    return Difference(estimate(deltas), (extreme + 1) / (_DRAWS + 1))


def summary(run: Run) -> dict[str, Estimate]:
    """Every measure over the rows that have it, and how often answerable and unanswerable questions came out right."""
    found = {name: estimate(_values(run.rows, name)) for name in MEASURES}
    for expected, name in (("answer", "answerable_answered"), ("refuse", "unanswerable_refused")):
        rows = [row for row in run.rows if row.get("expected") == expected]
        found[name] = estimate(_values(rows, "right_outcome"))
    return found


def compare(before: Run, after: Run) -> dict[str, Difference]:
    """Each measure over the questions that both runs measured."""
    first = {row["id"]: row for row in before.rows}
    second = {row["id"]: row for row in after.rows}
    result = {}
    for name in (*MEASURES, "right_outcome"):
        ids = [i for i, row in first.items() if name in row and name in second.get(i, {})]
        result[name] = difference([first[i][name] for i in ids], [second[i][name] for i in ids])
    return result


def _values(rows: Sequence[Row], name: str) -> list[float]:
    return [row[name] for row in rows if name in row]
