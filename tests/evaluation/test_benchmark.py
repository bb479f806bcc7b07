"""The benchmark measures what it says, on a collection small enough to build in a test. Never a time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.index.chunking import passages_of
from assistant.index.location import Index, open_index
from assistant.passages import Filters
from assistant.retrieval import RetrievalParameters, search
from evaluation.benchmark import FILTERS, Row, build, measured, timed
from evaluation.figures import chart, search_table
from evaluation.synthetic import HUNDREDTH, MOST, TENTH, CheapEmbeddings, documents

QUESTIONS = [
    "Hur börjar en kommun med innovation?",
    "Vem äger frågan om innovation i en liten kommun?",
    "Vilka kommuner har ett labb för nya arbetssätt?",
    "När ska en idé prövas, och vad kostar det?",
    "Vad gör chefen när medarbetare har en idé?",
]
PASSAGES = 900


@pytest.fixture(scope="module")
def row() -> Row:
    """What is measured on a small collection."""
    return measured(200, QUESTIONS, QUESTIONS)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A made-up index, open."""
    home = tmp_path_factory.mktemp("benchmark")
    build(home, PASSAGES, QUESTIONS)
    opened = open_index(home)
    yield opened
    opened.close()


def test_a_row_is_complete(row: Row) -> None:
    """Every time has a median and a 95th percentile in order, and every size is above nothing."""
    times = [value for key, value in row.items() if isinstance(value, dict)]
    assert len(times) == len(FILTERS) + 2
    assert all(0 < time["p50"] <= time["p95"] for time in times)
    assert all(row[key] > 0 for key in row if not isinstance(row[key], dict))
    assert row["passages"] == 200


def test_the_vector_index_finds_what_brute_force_finds(row: Row) -> None:
    """On a small collection nearly nothing among the ten nearest is missed."""
    assert row["recall@10"] >= 0.98


@pytest.mark.parametrize(("filters", "share"), [(MOST, 0.9), (TENTH, 0.1), (HUNDREDTH, 0.01)])
def test_filters_let_through_the_share_they_name(index: Index, filters: Filters, share: float) -> None:
    """A tenth is about a tenth, and every hit obeys the filter."""
    assert len(index.store.matching(filters)) == pytest.approx(share * PASSAGES, rel=0.8)
    hits = search(index, CheapEmbeddings(), QUESTIONS[0], filters, RetrievalParameters(limit=8))
    assert len(hits) == 8
    for about in (index.store.document(hit.passage.document) for hit in hits):
        assert about is not None
        assert about.metadata.type in (filters.types or {about.metadata.type})
        assert set(filters.municipalities) <= set(about.metadata.covers_municipalities)


def test_likeness_is_the_same_for_one_passage_and_for_all(index: Index) -> None:
    """How many passages are asked for changes how cosines are computed, not what they are."""
    vector = np.asarray(CheapEmbeddings().embed_query(QUESTIONS[1]), np.float32)
    together = index.vectors.likeness(vector, np.arange(PASSAGES))
    alone = [index.vectors.likeness(vector, np.asarray([row])) for row in range(0, PASSAGES, 90)]
    for name in ("whole", "part", "question"):
        expected = np.concatenate([getattr(one, name) for one in alone])
        np.testing.assert_allclose(getattr(together, name)[::90], expected, atol=1e-6)


def test_fewer_hits_are_the_first_of_more(index: Index) -> None:
    """A limit cuts the list, it does not choose other hits."""
    more, fewer = (
        search(index, CheapEmbeddings(), QUESTIONS[2], MOST, RetrievalParameters(limit=limit)) for limit in (300, 7)
    )
    assert fewer == more[:7]
    assert [hit.score for hit in more] == sorted((hit.score for hit in more), reverse=True)


def test_passages_are_slices_of_their_documents() -> None:
    """Made-up passages keep the promise that real ones keep, and there are as many as asked for."""
    made = list(documents(21, QUESTIONS))
    passages = [(document, passage) for document in made for passage in passages_of(document)]
    assert len(passages) == len({passage.id for _, passage in passages}) == 21
    assert all(document.text[p.start : p.end] == p.text for document, p in passages)


def test_a_small_collection_begins_a_larger_one() -> None:
    """Sizes differ in size alone: whole documents of the smaller stand in the larger."""
    assert list(documents(16, QUESTIONS)) == list(documents(32, QUESTIONS))[:2]


def test_cheap_vectors_are_unit_vectors_near_their_subject() -> None:
    """The same text has the same vector, and texts under one title are nearer than others."""
    first, again, near, far = np.asarray(CheapEmbeddings().embed_documents(["A – x", "A – x", "A – y", "B – y"]))
    assert np.array_equal(first, again)
    assert first @ first == pytest.approx(1)
    assert first @ near > first @ far


def test_every_question_is_timed_under_load() -> None:
    """Four askers at once ask each question once."""
    asked: list[str] = []
    timed(asked.append, QUESTIONS, askers=4)
    assert sorted(asked) == sorted(QUESTIONS)


def test_the_table_has_a_column_for_each_size(row: Row) -> None:
    """Sizes stand side by side, so that growth is read along a line."""
    lines = search_table([row, row]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[0].split()[-2:] == ["200", "200"]


def test_the_chart_stands_alone(row: Row) -> None:
    """The SVG is well-formed, refers to nothing outside itself, and has a point for each size and line."""
    picture = chart([row, row | {"passages": 2_000}])
    root = ET.fromstring(picture)
    assert len(root.findall(".//{*}circle")) == 2 * len(root.findall("{*}polyline")) == 12
    assert "href" not in picture


def test_a_chart_of_one_point_is_drawn(row: Row) -> None:
    """One size alone divides by nothing."""
    assert "nan" not in chart([row]).lower()
