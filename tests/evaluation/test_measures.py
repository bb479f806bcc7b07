"""Measures worked out by hand, and runs."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.pipeline import Assistant
from assistant.answers import Outcome
from evaluation.calibrate import fit
from evaluation.cases import Case, Quote
from evaluation.gold import Span, resolve
from evaluation.measures import lix, matched, precision, ranking, recall, recall_within, word_f1
from evaluation.run import Run, evaluate, head, read_run
from evaluation.statistics import compare
from evaluation.store import resumed, write_rows

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


def test_precision_and_words() -> None:
    """5 of 20 quoted characters are gold; 2 of 3 words agree; one of two expressions matches."""
    assert precision(UNITS, [Span("a", 25, 45)]) == 0.25
    assert precision(UNITS, []) == 0.0
    assert word_f1(["en ny idé"], "en idé nu") == pytest.approx(2 / 3)
    assert word_f1(["en"], "") == 0.0
    assert matched(["motala", r"2\s000"], "I Motala gick det bra.") == 0.5


def test_ranking_by_hand() -> None:
    """One of two units at rank 2: DCG 1/log2(3) against an ideal of 1 + 1/log2(3); nothing found is 0, not NaN."""
    found = ranking(UNITS, [Span("c", 0, 9), Span("a", 0, 10), Span("b", 0, 10)])
    discounted = 1 / math.log2(3)
    assert found == {"ndcg@10": pytest.approx(discounted / (1 + discounted)), "mrr@10": 0.5}
    assert ranking(UNITS, []) == {"ndcg@10": 0.0, "mrr@10": 0.0}


@given(st.lists(st.integers(0, 3), max_size=15))
def test_ndcg_agrees_with_its_formula(places: list[int]) -> None:
    """`ir_measures` gives what the definition gives, for any ranked list of four units."""
    units = [(Span("d", 10 * n, 10 * n + 10),) for n in range(4)]
    ranked = [Span("d", 10 * place, 10 * place + 10) for place in places]
    gains = [float(place not in places[:rank]) for rank, place in enumerate(places)]
    dcg = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains[:10]))
    ideal = sum(1 / math.log2(rank + 2) for rank in range(4))
    assert ranking(units, ranked)["ndcg@10"] == pytest.approx(dcg / ideal)


def test_lix_by_hand() -> None:
    """Six words in two sentences, one of them long: 6 / 2 + 100 / 6."""
    assert lix("Det är bra. Kommuner har idéer.") == pytest.approx(3 + 100 / 6)
    assert lix("") == 0.0


def test_the_decision_is_fitted() -> None:
    """Where one feature parts the questions, its weight has that sign and the other's is small."""
    values = np.array([[0.9, 0.1], [0.8, 0.9], [0.7, 0.5], [0.3, 0.6], [0.2, 0.2], [0.1, 0.8]])
    weights = fit(values, np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])).weights
    assert weights[0] > 1 > abs(weights[1])


def test_a_case_is_stale_when_its_quote_is_gone() -> None:
    """A quote that stands nowhere makes the case stale; one that stands in one of two places does not."""
    facts = {"1.1": [Quote("a", "finns"), Quote("a", "borta")], "1.2": [Quote("a", "borta")]}
    texts = {"a": "Det finns här."}
    assert resolve(Case("1", "?", facts=("1.1",)), facts, texts) == [(Span("a", 4, 9),)]
    assert resolve(Case("2", "?", facts=("1.1", "1.2")), facts, texts) is None


def test_a_run_measures_the_assistant_itself(assistant: Assistant, tmp_path: Path) -> None:
    """An answered question, a refused one and a stale one, written and read back unchanged."""
    sentence = "Vinnova bidrog med 2 000 000 kronor till MIO-projektet (diarienummer 2014-00908)."
    cases = [
        Case("a", "Vem finansierade MIO-projektet?", gold=(Quote("mio-projektet.md", sentence),), must=("Vinnova",)),
        Case("b", "Vad blir det för väder i morgon?", expected=Outcome.OUT_OF_SCOPE),
        Case("c", "Vad?", gold=(Quote("mio-projektet.md", "Står ingenstans."),)),
    ]
    first = head(assistant, cases, {})
    rows = list(write_rows(tmp_path / "run.jsonl", first, evaluate(assistant, cases, {})))
    assert rows[0]["answer_recall"] == rows[0]["quotes_exact"] == rows[0]["must"] == 1.0
    assert sentence in rows[0]["answer"]
    titles = {document.metadata.title for document in assistant.index.store.documents()}
    assert set(rows[0]["sources"]) <= titles
    assert len(rows[0]["sources"]) == len(set(rows[0]["sources"])) > 0
    assert list(rows[0]["recall_by_chars"]) == ["500", "1000", "2000", "4000", "8000"]
    assert rows[0]["recall_by_chars"]["4000"] == rows[0]["recall@4000chars"]
    assert rows[1]["right_outcome"] == 1.0
    assert rows[2]["stale"]
    assert rows[2]["why"] == " (c): hittar inte ”Står ingenstans.” i mio-projektet.md."
    again = read_run(tmp_path / "run.jsonl")
    assert again == Run(first, tuple(rows))
    assert all(found.estimate.mean == 0.0 for found in compare(again, again).values())


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    """Rows of the same head are kept; another head, a whole run or half a line are measured anew."""
    path = tmp_path / "run.jsonl"
    list(write_rows(path, {"set": "a"}, [{"id": "1"}]))
    assert resumed(path, {"set": "a"}, 2) == {"1": {"id": "1"}}
    assert resumed(path, {"set": "a"}, 1) == resumed(path, {"set": "b"}, 2) == {}
    path.write_text(path.read_text(encoding="utf-8") + '{"id":', encoding="utf-8")
    assert resumed(path, {"set": "a"}, 3) == {}
