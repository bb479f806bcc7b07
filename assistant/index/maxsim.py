"""Late interaction: every word of a question against every word of a text (ColBERT's MaxSim, Khattab and Zaharia 2020).

The words' vectors are the embedder's own, each in its context, without any training: less the mean of sample texts,
turned and cut down by a fixed random projection (Johnson and Lindenstrauss 1984), and kept as bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
WordBytes = npt.NDArray[np.int8]
"""The words of a text, a row each."""

_DIMENSIONS = 192
_ONE = 127  # what 1.0 is as a byte
_BATCH = 256


@dataclass(frozen=True)
class QuestionWords:
    """The words of a question: unit vectors, a row each, and how much each counts; the weights sum to 1."""

    vectors: Vectors
    weights: Vectors


@dataclass(frozen=True)
class WordSpace:
    """Where words are compared: the mean of questions' and of documents' words, and the axes [dimension, kept]."""

    question_mean: Vectors
    document_mean: Vectors
    axes: Vectors

    @classmethod
    def of_samples(cls, questions: Vectors, documents: Vectors) -> WordSpace:
        """The space for an embedder, from words of sample texts embedded as questions and as documents."""
        size = questions.shape[1]
        turned, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(size, size)))
        asked, told = (words.sum(axis=0) / np.float32(max(len(words), 1)) for words in (questions, documents))
        return cls(asked, told, turned[:, :_DIMENSIONS].astype(np.float32))

    @classmethod
    def read(cls, folder: Path) -> WordSpace:
        with np.load(folder / "word_space.npz") as found:
            return cls(found["question_mean"], found["document_mean"], found["axes"])

    def write(self, folder: Path) -> None:
        np.savez(folder / "word_space.npz", **vars(self))

    def question(self, words: Vectors) -> Vectors:
        return self._projected(words, self.question_mean)

    def document(self, words: Vectors) -> WordBytes:
        return np.rint(self._projected(words, self.document_mean) * _ONE).astype(np.int8)

    def _projected(self, words: Vectors, mean: Vectors) -> Vectors:
        kept = (words - mean) @ self.axes
        return np.asarray(kept / np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9), np.float32)


def write_words(folder: Path, texts: Sequence[str], words_of: Callable[[Sequence[str]], list[WordBytes]]) -> None:
    """Write the words of each text, in order; an empty text has none."""
    counts: list[int] = []
    with (folder / "words.bin").open("wb") as file:
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            known = iter(words_of([text for text in batch if text]))
            found = [next(known) if text else np.empty((0, 0), np.int8) for text in batch]
            counts.extend(map(len, found))
            for words in found:
                file.write(words.tobytes())
    np.save(folder / "word_starts.npy", np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


class WordIndex:
    """The words of a build's views, memory-mapped."""

    def __init__(self, folder: Path, space: WordSpace) -> None:
        self._starts: npt.NDArray[np.int64] = np.load(folder / "word_starts.npy")
        total = int(self._starts[-1])
        shape = (total, space.axes.shape[1])
        self._words = np.memmap(folder / "words.bin", np.int8, "r", shape=shape) if total else np.empty(shape, np.int8)

    def keeps(self, view: int) -> bool:
        """Whether all is kept that the embedder knows of a view's words: of some embedders there are none at all."""
        return not len(self._words) or bool(self._starts[view + 1] > self._starts[view])

    def likeness(self, asked: QuestionWords, views: Sequence[int] | npt.NDArray[np.int64]) -> Vectors:
        """How like the question each view is, 0 for one without words."""
        return maxsim(asked, [self._words[self._starts[view] : self._starts[view + 1]] for view in views])


def maxsim(asked: QuestionWords, texts: Sequence[WordBytes]) -> Vectors:
    """For each text, the weighted mean over the question's words of the cosine with the text's most like word."""
    found = np.zeros(len(texts), np.float32)
    filled = [place for place, words in enumerate(texts) if len(words)]
    if filled:
        starts = np.cumsum([0, *(len(texts[place]) for place in filled[:-1])])
        cosines = np.concatenate([texts[place] for place in filled]).astype(np.float32) @ asked.vectors.T / _ONE
        found[filled] = np.maximum.reduceat(cosines, starts, axis=0) @ asked.weights
    return found
