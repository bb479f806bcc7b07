"""Means with intervals, and paired comparison of two runs of the same questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.outcomes import Row, auroc
from evaluation.run import Run

MEASURES = (
    "recall@5",
    "recall@20",
    "recall@4000chars",
    "ndcg@10",
    "mrr@10",
    "answer_recall",
    "must",
    "quote_precision",
    "word_f1",
    "right_outcome",
    "right_language",
    "quotes_exact",
)
_DRAWS = 10_000
_SEED = 2026


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}] (n={self.count})"


@dataclass(frozen=True)
class Difference:
    """B − A per question: the mean and its interval, p of a paired randomisation test, that p by Holm over the measures
    (set by `compare`), and the smallest true difference that so many questions would show four times in five."""

    estimate: Estimate
    p: float
    detectable: float
    p_holm: float = 1.0


def estimate(values: Sequence[float], clusters: Sequence[str] | None = None) -> Estimate:
    """The mean and its percentile bootstrap interval (Efron 1979); 0 with an empty interval if there are no values.

    Values of one cluster are drawn together (Miller 2024): questions on one document are not independent.
    """
    if not values:
        return Estimate(0.0, 0.0, 0.0, 0)
    array = np.asarray(values, float)
    _, groups = np.unique(list(clusters) if clusters else np.arange(len(array)), return_inverse=True)
    sums, sizes = np.bincount(groups, array), np.bincount(groups)
    drawn = np.random.default_rng(_SEED).integers(0, len(sums), (_DRAWS, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [2.5, 97.5])
    return Estimate(float(array.mean()), float(low), float(high), len(array))


def difference(before: Sequence[float], after: Sequence[float], clusters: Sequence[str] | None = None) -> Difference:
    """Paired bootstrap and Fisher's randomisation test, signs flipped at random by cluster (Smucker et al. 2007).

    :raises ValueError: If the two are not of the same length.
    """
    deltas = np.asarray([b - a for a, b in zip(before, after, strict=True)], float)
    if not len(deltas):
        return Difference(estimate([]), 1.0, 0.0)
    _, groups = np.unique(list(clusters) if clusters else np.arange(len(deltas)), return_inverse=True)
    sums = np.bincount(groups, deltas)
    signs = np.random.default_rng(_SEED).choice([-1.0, 1.0], (_DRAWS, len(sums)))
    extreme = int((np.abs(signs @ sums) >= abs(sums.sum()) - 1e-9).sum())
    error = math.sqrt(float((sums**2).sum())) / len(deltas)
    found = estimate(deltas.tolist(), clusters)
    return Difference(found, (extreme + 1) / (_DRAWS + 1), (1.96 + 0.84) * error)


def holm(ps: Sequence[float]) -> list[float]:
    """The p values adjusted for being several (Holm 1979), in their order."""
    order = sorted(range(len(ps)), key=lambda i: ps[i])
    adjusted, highest = [1.0] * len(ps), 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[i]))
        adjusted[i] = highest
    return adjusted


def mcnemar(before: Run, after: Run) -> float:
    """Exact two-sided p that outcomes change from right to wrong as often as back (McNemar 1947)."""
    moves = [b["right_outcome"] - a["right_outcome"] for a, b in changed(before, after, "right_outcome")]
    fewer = min(sum(move < 0 for move in moves), sum(move > 0 for move in moves))
    tail = sum(math.comb(len(moves), k) for k in range(fewer + 1)) / 2 ** len(moves)
    return float(min(1.0, 2 * tail))


def summary(run: Run) -> dict[str, Estimate]:
    """Every measure over the rows that have it, and how often answerable and other questions came out right."""
    found = {name: _estimate(run.rows, name) for name in MEASURES if name != "right_outcome"}
    for answerable, name in ((True, "answerable_answered"), (False, "unanswerable_right")):
        found[name] = _estimate([row for row in run.rows if row.get("answerable") is answerable], "right_outcome")
    return {name: value for name, value in found.items() if value.count}


def extras(run: Run) -> dict[str, float]:
    """Numbers without an interval: AUROC, lengths, and seconds at the median and the 95th percentile."""
    rows = [row for row in run.rows if not row.get("stale")]
    answered = [row for row in rows if not row["refused"]]
    seconds = [row["seconds"] for row in rows] or [0.0]
    return {
        "auroc": auroc(rows),
        "characters_median": float(np.median([row["characters"] for row in answered] or [0])),
        "lix_median": float(np.median([row["lix"] for row in answered if "lix" in row] or [0])),
        "seconds_p50": float(np.percentile(seconds, 50)),
        "seconds_p95": float(np.percentile(seconds, 95)),
    }


def compare(before: Run, after: Run) -> dict[str, Difference]:
    """Each measure over the questions that both runs measured, p adjusted over the measures that differ at all."""
    first = {row["id"]: row for row in before.rows}
    second = {row["id"]: row for row in after.rows}
    found = {}
    for name in MEASURES:
        ids = [i for i, row in first.items() if name in row and name in second.get(i, {})]
        befores, afters = ([rows[i][name] for i in ids] for rows in (first, second))
        found[name] = difference(befores, afters, [first[i]["cluster"] for i in ids])
    adjusted = holm([value.p for value in found.values()])
    return {
        name: Difference(value.estimate, value.p, value.detectable, p)
        for (name, value), p in zip(found.items(), adjusted, strict=True)
        if value.estimate.count
    }


def changed(before: Run, after: Run, measure: str) -> list[tuple[Row, Row]]:
    """The questions that a measure judges differently in the two runs, the largest fall first."""
    second = {row["id"]: row for row in after.rows}
    pairs = [(row, second[row["id"]]) for row in before.rows if measure in row and measure in second.get(row["id"], {})]
    moved = [(a, b) for a, b in pairs if a[measure] != b[measure]]
    return sorted(moved, key=lambda pair: pair[1][measure] - pair[0][measure])


def _estimate(rows: Sequence[Row], name: str) -> Estimate:
    having = [row for row in rows if name in row]
    return estimate([row[name] for row in having], [row["cluster"] for row in having])
