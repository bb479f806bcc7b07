"""The vector store: LangChain's Chroma finds candidates, a memory-mapped file beside it gives exact likenesses.

A passage has several views, each with a vector: the whole passage, each of its paragraphs, and the questions that its
section is said to answer. No other module knows chromadb.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from assistant.errors import MioError
from assistant.index.embeddings import WordEmbeddings
from assistant.index.maxsim import QuestionWords, Vectors, WordIndex, WordSpace, maxsim

Rows = npt.NDArray[np.int64]
"""Passages by their place in the build, from 0."""

_COLLECTION = "passages"
# Default HNSW recall@10 at 100,000 vectors was .64; this gives .995 (ARCHITECTURE.md). Cosine, since the default is L2.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 1_600, "ef_construction": 200, "max_neighbors": 32}}
_BATCH = 256
_MANY = 0.2  # of all views: from here on copying them took longer than the product with all (at 312,500 views)


class Kind(IntEnum):
    """What of a passage a vector stands for."""

    WHOLE = 0
    PART = 1
    QUESTION = 2


@dataclass(frozen=True)
class View:
    """A text that stands for the passage in row `row`."""

    row: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class QuestionVectors:
    """A question's unit vector, and those of its words."""

    vector: Vectors
    words: QuestionWords


@dataclass(frozen=True)
class Likeness:
    """Cosines of a question with passages, an array each: the whole, the best paragraph, the best of its questions.

    Where a passage is a single paragraph, `part` is `whole`; where its section has no questions, `question` is NaN.
    """

    whole: Vectors
    part: Vectors
    question: Vectors


def _client(folder: Path) -> Client:
    return cast(Client, chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False)))


def write_vectors(folder: Path, views: Sequence[View], embeddings: Embeddings) -> None:
    """Embed the views, which are in order of their rows, and write them into `folder`."""
    client = _client(folder / "chroma")
    vectors = []
    try:
        collection = client.create_collection(
            _COLLECTION,
            configuration=_HNSW,  # type: ignore[arg-type]
            embedding_function=None,
        )
        for first in range(0, len(views), _BATCH):
            texts = [view.text for view in views[first : first + _BATCH]]
            embedded = np.asarray(embeddings.embed_documents(texts), np.float32)
            ids = [str(first + i) for i in range(len(texts))]
            # LangChain's Chroma drops hits without a text, and a copy of each would take most of the disk.
            collection.add(ids, embedded, documents=[""] * len(ids))
            vectors.append(embedded)
    finally:
        client.close()
    np.save(folder / "vectors.npy", np.concatenate(vectors))
    np.save(folder / "views.npy", np.asarray([(view.row, view.kind, _key(view.text)) for view in views], np.int64))


def spelled_out(views: Sequence[View]) -> list[str]:
    """For each view the text whose words are kept: of a passage its paragraphs, if it has more than one."""
    parted = {view.row for view in views if view.kind is Kind.PART}
    kept = [view.kind is Kind.PART or (view.kind is Kind.WHOLE and view.row not in parted) for view in views]
    return [view.text if keep else "" for view, keep in zip(views, kept, strict=True)]


class VectorIndex:
    """Nearest passages by cosine, and exact likenesses of given passages and texts."""

    def __init__(self, folder: Path, space: WordSpace) -> None:
        try:
            self._vectors: Vectors = np.load(folder / "vectors.npy", mmap_mode="r")
            self._rows, self._kinds, keys = np.ascontiguousarray(np.load(folder / "views.npy").T)
            self._place = {key: place for place, key in enumerate(keys.tolist())}
            self._words = WordIndex(folder, space)
            self._space = space
            self._client = _client(folder / "chroma")
        except (OSError, ValueError) as error:
            raise MioError("index_damaged", path=folder) from error
        try:
            self._store = Chroma(_COLLECTION, client=self._client, create_collection_if_not_exists=False)
        except Exception as error:
            self._client.close()
            raise MioError("index_damaged", path=folder) from error

    def nearest(self, vector: Vectors, limit: int) -> Rows:
        """The passages behind the `limit` nearest views, each once."""
        found = self._store.similarity_search_by_vector(vector.tolist(), k=min(limit, len(self._rows)))
        return np.unique(self._rows[[int(document.id or 0) for document in found]])

    def likeness(self, vector: Vectors, rows: Rows) -> Likeness:
        """How like the question the passages in `rows` (ascending, each once) are."""
        views, place = self._views_of(rows)
        found = np.full(len(Kind) * len(rows), -np.inf, np.float32)
        np.maximum.at(found, self._kinds[views] * len(rows) + place, self._cosines(vector, views))
        whole, part, question = found.reshape(len(Kind), len(rows))
        return Likeness(whole, np.where(np.isinf(part), whole, part), np.where(np.isinf(question), np.nan, question))

    def words_likeness(self, asked: QuestionWords, rows: Rows) -> Vectors:
        """How like the question the passages in `rows` (ascending, each once) are, word by word (MaxSim): the best of
        each one's paragraphs."""
        views, place = self._views_of(rows)
        found = np.zeros(len(rows), np.float32)
        np.maximum.at(found, place, self._words.likeness(asked, views))
        return found

    def texts_likeness(
        self, asked: QuestionVectors, texts: Sequence[str], embeddings: WordEmbeddings
    ) -> tuple[Vectors, Vectors]:
        """Cosine and MaxSim of each text; only a text that is no view whose words are kept is embedded."""
        places = [self._place.get(_key(text), -1) for text in texts]
        old = [n for n, place in enumerate(places) if place >= 0 and self._words.keeps(place)]
        new = sorted(set(range(len(texts))) - set(old))
        known = np.asarray([places[n] for n in old], np.int64)
        encoded = embeddings.encode([texts[n] for n in new], "document")
        cosines, words = np.zeros((2, len(texts)), np.float32)
        cosines[old], words[old] = self._cosines(asked.vector, known), self._words.likeness(asked.words, known)
        cosines[new] = [found.vector @ asked.vector for found in encoded]
        words[new] = maxsim(asked.words, [self._space.document(found.word_vectors) for found in encoded])
        return cosines, words

    def _cosines(self, vector: Vectors, views: Rows) -> Vectors:
        """Of many views, the product with all is faster than first copying those that are asked for.

        Row by row, since a matrix product shares the work with threads, which wait for each other on a busy machine.
        """
        if len(views) > _MANY * len(self._rows):
            return np.asarray(np.vecdot(self._vectors, vector)[views])
        return np.asarray(np.vecdot(self._vectors[views], vector))

    def _views_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """The views of the passages in `rows`, and for each its passage's place in `rows`."""
        first, last = np.searchsorted(self._rows, rows), np.searchsorted(self._rows, rows, side="right")
        place = np.repeat(np.arange(len(rows)), last - first)
        return np.arange(len(place)) + np.repeat(last - np.cumsum(last - first), last - first), place

    def close(self) -> None:
        self._client.close()


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
