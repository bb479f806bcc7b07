"""Measures worked out by hand, cases and runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answering.pipeline import Assistant
from assistant.errors import MioError
from assistant.settings import ROOT
from evaluation.calibrate import fit
from evaluation.cases import Case, Quote, load_set
from evaluation.gold import Span, resolve
from evaluation.measures import precision, recall, recall_within, reciprocal_rank, word_f1
from evaluation.run import evaluate, read_run, write_run
from evaluation.statistics import compare, difference, estimate, summary

UNITS = [(Span("a", 0, 10), Span("b", 0, 10)), (Span("a", 20, 30),)]


def test_a_unit_is_found_when_half_of_one_of_its_spans_is_covered() -> None:
    """5 of 10 characters count, 4 do not, and another place of the same fact does."""
    assert recall(UNITS, [Span("a", 5, 15)]) == 0.5
    assert recall(UNITS, [Span("a", 6, 15)]) == 0.0
    assert recall(UNITS, [Span("b", 0, 10), Span("a", 20, 25)]) == 1.0
    assert recall([], [Span("a", 0, 9)]) == 0.0


def test_recall_within_counts_characters_not_passages() -> None:
    """Of the ranked text only the first 15 characters count: the second span is cut before its gold."""
    ranked = [Span("c", 0, 10), Span("a", 0, 30)]
    assert recall_within(UNITS, ranked, 15) == 0.5
    assert recall_within(UNITS, ranked, 14) == 0.0
    assert recall_within(UNITS, ranked, 40) == 1.0


def test_rank_precision_and_words() -> None:
    """The second span is the first that covers a unit; 5 of 20 quoted characters are gold; 2 of 3 words agree."""
    assert reciprocal_rank(UNITS, [Span("c", 0, 9), Span("a", 0, 10)]) == 0.5
    assert precision(UNITS, [Span("a", 25, 45)]) == 0.25
    assert precision(UNITS, []) == 0.0
    assert word_f1(["en ny idé"], "en idé nu") == pytest.approx(2 / 3)
    assert word_f1(["en"], "") == 0.0


def test_the_decision_is_fitted() -> None:
    """Where one feature parts the questions, its weight has that sign and the other's is small."""
    values = np.array([[0.9, 0.1], [0.8, 0.9], [0.7, 0.5], [0.3, 0.6], [0.2, 0.2], [0.1, 0.8]])
    weights = fit(values, np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0]))
    assert weights[0] > 1 > abs(weights[1])


def test_a_case_is_stale_when_its_quote_is_gone() -> None:
    """A quote that stands nowhere makes the case stale; one that stands in one of two places does not."""
    facts = {"1.1": [Quote("a", "finns"), Quote("a", "borta")], "1.2": [Quote("a", "borta")]}
    texts = {"a": "Det finns här."}
    assert resolve(Case("1", "?", facts=("1.1",)), facts, texts) == [(Span("a", 4, 9),)]
    assert resolve(Case("2", "?", facts=("1.1", "1.2")), facts, texts) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "inte JSON"),
        ('{"id": 1}', "question saknas"),
        ('{"id": 1, "question": "?", "svar": 2}', "okänt fält svar"),
        ('{"id": 0, "question": "?"}', "finns redan"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """Loading says which line is wrong and why."""
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 0, "question": "Vad?"}\n' + line, encoding="utf-8")
    with pytest.raises(MioError, match=f"rad 2.*{reason}"):
        load_set(path)


def test_intervals_and_differences() -> None:
    """A constant has no spread; a difference in every question is not chance, none is."""
    assert (estimate([0.5] * 9).low, estimate([0.5] * 9).high) == (0.5, 0.5)
    assert estimate([]).mean == 0.0
    assert difference([0.0] * 12, [1.0] * 12).p < 0.01
    assert difference([1.0, 0.0], [0.0, 1.0]).p > 0.5


def test_a_run_measures_the_assistant_itself(assistant: Assistant, tmp_path: Path) -> None:
    """An answered question, a refused one and a stale one, written and read back unchanged."""
    sentence = "Vinnova bidrog med 2 000 000 kronor till MIO-projektet (diarienummer 2014-00908)."
    cases = [
        Case("a", "Vem finansierade MIO-projektet?", gold=(Quote("mio-projektet.md", sentence),)),
        Case("b", "Vad blir det för väder i morgon?", expected="refuse"),
        Case("c", "Vad?", gold=(Quote("mio-projektet.md", "Står ingenstans."),)),
    ]
    run = evaluate(assistant, cases, {})
    assert run.rows[0]["answer_recall"] == run.rows[0]["quotes_exact"] == 1.0
    assert run.rows[1]["right_outcome"] == 1.0
    assert run.rows[2] == {"id": "c", "stale": True}
    write_run(tmp_path / "run.jsonl", run)
    again = read_run(tmp_path / "run.jsonl")
    assert summary(again) == summary(run)
    assert all(found.estimate.mean == 0.0 for found in compare(run, again).values())


@pytest.mark.parametrize("path", sorted((ROOT / "evaluation" / "sets").glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_sets_can_be_loaded(path: Path) -> None:
    """Every test set of the repository is well formed."""
    assert load_set(path)
