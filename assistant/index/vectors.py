"""The vector store: LangChain's Chroma, filled once per build, then only read. No other module knows chromadb."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from assistant.errors import IndexError_
from assistant.index.embeddings import Vectors

_COLLECTION = "passages"
# Default HNSW recall@10 at 100,000 vectors was .64; this gives .995 (ARCHITECTURE.md). Cosine, since the default is L2.
_HNSW = {"hnsw": {"space": "cosine", "ef_search": 1_600, "ef_construction": 200, "max_neighbors": 32}}
_BATCH = 256


def _client(folder: Path) -> Client:
    return cast(Client, chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False)))


def write_vectors(folder: Path, ids: list[str], texts: list[str], embeddings: Embeddings) -> None:
    client = _client(folder)
    try:
        store = Chroma(
            _COLLECTION,
            embedding_function=embeddings,
            client=client,
            collection_configuration=_HNSW,  # type: ignore[arg-type]
        )
        for first in range(0, len(ids), _BATCH):
            store.add_texts(texts[first : first + _BATCH], ids=ids[first : first + _BATCH])
    finally:
        client.close()


class VectorIndex:
    """Nearest passages by cosine, and the exact vectors of given passages."""

    def __init__(self, folder: Path, size: int) -> None:
        self._client = _client(folder)
        self._size = size
        try:
            self._store = Chroma(_COLLECTION, client=self._client, create_collection_if_not_exists=False)
        except Exception as error:
            self._client.close()
            raise IndexError_("index_damaged", path=folder) from error

    def nearest(self, vector: Vectors, limit: int) -> list[str]:
        limit = min(limit, self._size)
        if limit == 0:
            return []
        found = self._store.similarity_search_by_vector(vector.tolist(), k=limit)
        return [document.id for document in found if document.id]

    def vectors(self, ids: list[str]) -> dict[str, Vectors]:
        if not ids:
            return {}
        rows = self._store.get(ids=ids, include=["embeddings"])
        return dict(zip(rows["ids"], np.asarray(rows["embeddings"], np.float32), strict=True))

    def close(self) -> None:
        self._client.close()
