"""Words of a question are compared with words of texts as ColBERT's MaxSim says."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.index.embeddings import SentenceEmbeddings
from assistant.index.maxsim import QuestionWords, Vectors, WordBytes, WordIndex, WordSpace, maxsim, write_words

AXES = np.eye(2, dtype=np.float32)
SPACE = WordSpace(np.zeros(2, np.float32), np.zeros(2, np.float32), AXES)
EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def words(*rows: list[float]) -> Vectors:
    return np.asarray(rows, np.float32)


def kept(*rows: list[float]) -> WordBytes:
    return SPACE.document(words(*rows))


def test_each_word_of_the_question_counts_with_its_most_like_word_and_its_weight() -> None:
    """Weights .75 and .25; a text that holds the first word alone is as like as .75, one that holds both as 1."""
    asked = QuestionWords(words(EAST, NORTH), np.asarray([0.75, 0.25], np.float32))
    assert np.allclose(maxsim(asked, [kept(EAST), kept(NORTH, EAST), kept(NORTH)]), [0.75, 1.0, 0.25])


def test_a_text_without_words_is_not_like_anything() -> None:
    """Its likeness is 0, and those around it keep theirs."""
    asked = QuestionWords(words(EAST), np.ones(1, np.float32))
    assert np.allclose(maxsim(asked, [kept(EAST), np.empty((0, 2), np.int8), kept(NORTH)]), [1.0, 0.0, 0.0])


def test_what_is_written_is_what_is_compared(tmp_path: Path) -> None:
    """Views keep their own words, also behind one that has none."""
    known = {"öst": kept(EAST), "norr öst": kept(NORTH, EAST)}
    write_words(tmp_path, ["öst", "", "norr öst"], lambda texts: [known[text] for text in texts])
    index = WordIndex(tmp_path, SPACE)
    asked = QuestionWords(words(NORTH), np.ones(1, np.float32))
    assert [index.keeps(view) for view in range(3)] == [True, False, True]
    assert np.allclose(index.likeness(asked, [2, 1, 0]), [1.0, 0.0, 0.0])


def test_lengths_and_directions_survive_being_kept_as_bytes() -> None:
    """Cosines of words in the space of an embedder differ from the true ones by little."""
    rng = np.random.default_rng(3)
    samples = rng.normal(size=(500, 384)).astype(np.float32)
    space = WordSpace.of_samples(samples, samples)
    some = samples[:40] - samples.mean(axis=0)
    true = (some @ some.T) / np.outer(np.linalg.norm(some, axis=1), np.linalg.norm(some, axis=1))
    found = space.question(samples[:40]) @ space.document(samples[:40]).T.astype(np.float32) / 127
    assert abs(found - true).max() < 0.25
    assert np.allclose(np.diag(found), 1.0, atol=0.02)


def test_every_word_of_a_text_has_a_vector(embeddings: SentenceEmbeddings) -> None:
    """Words are lower-cased and in order, without the model's prompt and without signs."""
    found = embeddings.encode(["Hur bygger vi en idésluss – i Åmål?"], "query")[0]
    assert found.words == ("hur", "bygger", "vi", "en", "idésluss", "i", "åmål")
    assert found.word_vectors.shape == (7, len(found.vector))


def test_words_beyond_the_models_window_are_left_out(embeddings: SentenceEmbeddings) -> None:
    """A text longer than the window is cut, not refused."""
    found = embeddings.encode(["förvaltning " * 600], "document")[0]
    assert 100 < len(found.words) < 600
    assert len(found.words) == len(found.word_vectors)
