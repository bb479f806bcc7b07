"""Indexes made otherwise for the table of retrieval, of a small collection with fake vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from assistant.answering.pipeline import Assistant
from assistant.index.analysis import ngrams, stems
from assistant.index.location import open_index
from assistant.settings import Settings
from evaluation.variants import rebuilt, with_terms
from ingest.run import ingest
from tests.conftest import FakeEmbeddings

TEXT = "# Titeln\n\n## Idésluss\n\n" + "\n\n".join(f"Kommun {n} prövade en innovationsupphandling." for n in range(9))
ASKED = "Vem prövade en idésluss?"


@pytest.fixture
def kept() -> Iterator[ExitStack]:
    """Closes what a test makes."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def shipped(fake_settings: Settings, kept: ExitStack) -> Assistant:
    """The assistant over a document whose one section has a question of its own."""
    (fake_settings.corpus / "a.md").write_text(TEXT, encoding="utf-8")
    (fake_settings.corpus / "a.questions.yaml").write_text(f"Idésluss:\n- {ASKED}\n", encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    index = open_index(fake_settings.home)
    kept.callback(index.close)
    return Assistant(index, FakeEmbeddings())


def test_a_build_of_the_same_kind_finds_the_same(shipped: Assistant, kept: ExitStack) -> None:
    """Made anew as it was made, the index gives the same hits with the same scores."""
    again = rebuilt(shipped, kept)
    assert again.search(ASKED) == shipped.search(ASKED) != []


def test_passages_have_another_length(shipped: Assistant, kept: ExitStack) -> None:
    """Shorter passages are more, and none is longer than asked for."""
    hits = rebuilt(shipped, kept, max_chars=100).search(ASKED)
    assert len(hits) > len(shipped.search(ASKED))
    assert all(len(hit.passage.text) <= 100 for hit in hits)


def test_nothing_is_embedded_with_its_header(shipped: Assistant, kept: ExitStack) -> None:
    """Neither title nor heading is in what is embedded or in BM25; the section's question still is embedded."""
    fake = FakeEmbeddings()
    bare = rebuilt(Assistant(shipped.index, fake), kept, headed=False)
    bare_texts = [text for text in fake.embedded if text != ASKED]
    assert len(fake.embedded) > len(bare_texts) > 0
    assert all(text.startswith("Kommun") for text in bare_texts)
    assert shipped.index.lexical.scores("Titeln").any()
    assert not bare.index.lexical.scores("Titeln").any()


def test_bm25_counts_one_kind_of_terms(shipped: Assistant, kept: ExitStack) -> None:
    """A part of a compound finds it by n-grams alone, a word itself by stems too; the shipped index stays as it is."""
    by_stems, by_ngrams = (with_terms(shipped, kept, terms).index.lexical for terms in (stems, ngrams))
    assert not by_stems.scores("upphandling").any()
    assert by_ngrams.scores("upphandling").any()
    assert by_stems.scores("innovationsupphandlingen").any()
    assert shipped.index.lexical.scores("upphandling").any()
