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

from assistant.errors import IndexError_
from assistant.index.embeddings import Vectors

Rows = npt.NDArray[np.int64]
"""Passages by their place in the build, from 0."""

_COLLECTION = "passages"
# Default HNSW recall@10 at 100,000 vectors was .64; this gives .995 (ARCHITECTURE.md). Cosine, since the default is L2.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 1_600, "ef_construction": 200, "max_neighbors": 32}}
_BATCH = 256


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
        store = Chroma(
            _COLLECTION,
            embedding_function=embeddings,
            client=client,
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        )
        for first in range(0, len(views), _BATCH):
            texts = [view.text for view in views[first : first + _BATCH]]
            ids = store.add_texts(texts, ids=[str(first + i) for i in range(len(texts))])
            added = store.get(ids=ids, include=["embeddings"])
            found = dict(zip(added["ids"], added["embeddings"], strict=True))
            vectors.append(np.asarray([found[key] for key in ids], np.float32))
    finally:
        client.close()
    np.save(folder / "vectors.npy", np.concatenate(vectors))
    np.save(folder / "views.npy", np.asarray([(view.row, view.kind, _key(view.text)) for view in views], np.int64))


class VectorIndex:
    """Nearest passages by cosine, and exact likenesses of given passages."""

    def __init__(self, folder: Path) -> None:
        try:
            self._vectors: Vectors = np.load(folder / "vectors.npy", mmap_mode="r")
            self._rows, self._kinds, keys = np.load(folder / "views.npy").T
            self._place = {key: place for place, key in enumerate(keys.tolist())}
            self._client = _client(folder / "chroma")
        except (OSError, ValueError) as error:
            raise IndexError_("index_damaged", path=folder) from error
        try:
            self._store = Chroma(_COLLECTION, client=self._client, create_collection_if_not_exists=False)
        except Exception as error:
            self._client.close()
            raise IndexError_("index_damaged", path=folder) from error

    def nearest(self, vector: Vectors, limit: int) -> Rows:
        """The passages behind the `limit` nearest views, each once."""
        found = self._store.similarity_search_by_vector(vector.tolist(), k=min(limit, len(self._rows)))
        return np.unique(self._rows[[int(document.id or 0) for document in found]])

    def likeness(self, vector: Vectors, rows: Rows) -> Likeness:
        """How like the question the passages in `rows` (ascending, each once) are."""
        first, last = np.searchsorted(self._rows, rows), np.searchsorted(self._rows, rows, side="right")
        views = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)] or [np.arange(0)])
        found = np.full((len(Kind), len(rows)), -np.inf, np.float32)
        place = np.searchsorted(rows, self._rows[views])
        np.maximum.at(found, (self._kinds[views], place), self._vectors[views] @ vector)
        whole, part, question = found
        return Likeness(whole, np.where(np.isinf(part), whole, part), np.where(np.isinf(question), np.nan, question))

    def embedded(self, texts: Sequence[str], embeddings: Embeddings) -> Vectors:
        """The vectors of texts, a row each; only those that are no view of a passage are embedded now."""
        places = [self._place.get(_key(text)) for text in texts]
        new = iter(embeddings.embed_documents([t for t, place in zip(texts, places, strict=True) if place is None]))
        return np.asarray([next(new) if place is None else self._vectors[place] for place in places], np.float32)

    def close(self) -> None:
        self._client.close()


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
