"""Embeddings through sentence-transformers, behind LangChain's `Embeddings`, with a cache of vectors on disk."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from assistant.errors import ModelError
from assistant.index.bundled_model import REVISION, ensure_bundled_model
from assistant.settings import BUNDLED_EMBEDDER, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model; loaded at the first use, since that import is slow.

    Prompts come from the model's own configuration. Vectors are L2-normalised float32.
    """

    def __init__(self, name: str, models: Path) -> None:
        self.name = name
        self._models = models

    @property
    def id(self) -> str:
        """Names the vectors: two embedders with the same id give the same vectors."""
        revision = REVISION if self.name == BUNDLED_EMBEDDER else "1"
        return f"{self.name}@{revision}/{precision()}"

    @cached_property
    def model(self) -> SentenceTransformer:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        path = str(ensure_bundled_model(self._models)) if self.name == BUNDLED_EMBEDDER else self.name
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(path, device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise ModelError("model_unusable", name=path, reason=str(error).splitlines()[0]) from error
        return model.bfloat16() if precision() == "bfloat16" else model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._encode(texts, "document").tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        return self._encode([text], "query")[0].tolist()  # type: ignore[no-any-return]

    def _encode(self, texts: list[str], kind: str) -> Vectors:
        prompt = kind if kind in self.model.prompts else None
        tensor = self.model.encode(
            texts, prompt_name=prompt, convert_to_tensor=True, show_progress_bar=False, batch_size=16
        )
        vectors: Vectors = tensor.float().cpu().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def precision() -> str:
    """bfloat16 where the CPU multiplies it in hardware (measured twice as fast there), float32 elsewhere."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "float32"
    return "bfloat16" if "avx512_bf16" in flags else "float32"


class CachedEmbeddings(Embeddings):
    """Looks passages up in a cache on disk and embeds only those that are not there."""

    def __init__(
        self, inner: Embeddings, embedder_id: str, path: Path, progress: Callable[[int], None] = lambda done: None
    ) -> None:
        self._inner = inner
        self._id = embedder_id
        self._progress = progress
        self._cache = sqlite3.connect(path)
        self._cache.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)")
        self.embedded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text) for text in self._embed_missing(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self._inner.embed_query(text)

    def close(self) -> None:
        self._cache.close()

    def _embed_missing(self, texts: list[str]) -> list[str]:
        missing = [text for text in dict.fromkeys(texts) if not self._known(text)]
        self._progress(len(texts) - len(missing))
        for first in range(0, len(missing), 16):
            batch = missing[first : first + 16]
            rows = [
                (self._key(text), np.asarray(vector, np.float32).tobytes())
                for text, vector in zip(batch, self._inner.embed_documents(batch), strict=True)
            ]
            self._cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            self._cache.commit()
            self.embedded += len(batch)
            self._progress(len(batch))
        return texts

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._id}\0{text}".encode()).hexdigest()

    def _known(self, text: str) -> bool:
        found = self._cache.execute("SELECT 1 FROM vectors WHERE key = ?", (self._key(text),)).fetchone()
        return found is not None

    def _vector(self, text: str) -> list[float]:
        row = self._cache.execute("SELECT vector FROM vectors WHERE key = ?", (self._key(text),)).fetchone()
        return np.frombuffer(row[0], np.float32).tolist()  # type: ignore[no-any-return]


def open_embeddings(settings: Settings) -> SentenceEmbeddings:
    return SentenceEmbeddings(settings.embedder, settings.models)
