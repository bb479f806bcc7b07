"""Intervals, tests and outcome measures, worked out by hand or checked by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.outcomes import auroc, confusion, refusal, risk_coverage, wilson
from evaluation.run import Run
from evaluation.statistics import changed, compare, difference, estimate, holm, mcnemar

ROWS = [
    {"expected": "answered", "outcome": "answered", "answerable": True, "refused": False, "confidence": 0.9},
    {"expected": "answered", "outcome": "not_in_corpus", "answerable": True, "refused": True, "confidence": 0.3},
    {"expected": "not_in_corpus", "outcome": "answered", "answerable": False, "refused": False, "confidence": 0.6},
    {"expected": "unclear", "outcome": "not_in_corpus", "answerable": False, "refused": True, "confidence": 0.3},
]


def run(values: list[float], measure: str = "recall@5") -> Run:
    rows = [{"id": str(i), "cluster": str(i), measure: value} for i, value in enumerate(values)]
    return Run({"set": "x"}, tuple(rows))


def test_intervals_and_differences() -> None:
    """A constant has no spread; a difference in every question is not chance, none is."""
    assert (estimate([0.5] * 9).low, estimate([0.5] * 9).high) == (0.5, 0.5)
    assert estimate([]).mean == 0.0
    assert difference([0.0] * 12, [1.0] * 12).p < 0.01
    assert difference([1.0, 0.0], [0.0, 1.0]).p > 0.5
    assert difference([], []).p == 1.0


def test_questions_of_one_document_count_as_one() -> None:
    """Twelve questions on two documents are two observations: no difference can be shown."""
    assert difference([0.0] * 12, [1.0] * 12, ["a", "b"] * 6).p > 0.4


def test_no_difference_cries_wolf_at_its_rate() -> None:
    """Two runs that differ only by chance are told apart in some 5 % of 300 trials: more than 1 %, less than 10 %."""
    chance = np.random.default_rng(5)
    alarms = 0
    for _ in range(300):
        before, after = chance.binomial(1, 0.7, (2, 60)).astype(float).tolist()
        alarms += difference(before, after).p < 0.05
    assert 3 < alarms < 30


def test_holm_by_hand() -> None:
    """The smallest p times 3, the next times 2, and never less than the one before."""
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])


def test_mcnemar_by_hand() -> None:
    """Six changes to the better and none to the worse: 2 × (1/2)^6."""
    before, after = run([0.0] * 6 + [1.0], "right_outcome"), run([1.0] * 7, "right_outcome")
    assert mcnemar(before, after) == pytest.approx(2 / 64)


def test_what_changed_is_listed_worst_first() -> None:
    moved = changed(run([1.0, 0.5, 0.2]), run([0.0, 0.5, 0.9]), "recall@5")
    assert [a["id"] for a, _ in moved] == ["0", "2"]
    assert compare(run([1.0, 0.0]), run([1.0, 1.0]))["recall@5"].estimate.mean == 0.5


def test_outcome_measures_by_hand() -> None:
    """One of two refusals is right, one of two unanswerable questions is refused; 2.5 of 4 pairs are in order."""
    assert refusal(ROWS) == (0.5, 0.5)
    assert refusal([]) == (0.0, 0.0)
    assert auroc(ROWS) == pytest.approx(2.5 / 4)
    assert auroc(ROWS[:2]) == 0.5
    assert risk_coverage(ROWS)[:2] == [(0.25, 0.0), (0.5, 0.5)]
    assert confusion(ROWS)["answered"] == {"answered": 1, "not_in_corpus": 1}


def test_wilson_by_hand() -> None:
    """54 of 60: [80, 95] % as published; no trials say nothing."""
    assert wilson(54, 60) == pytest.approx((0.7986, 0.9534), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)
