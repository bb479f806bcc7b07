"""Embeddings through sentence-transformers, behind LangChain's `Embeddings`, with a cache on disk."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import MioError
from assistant.index.analysis import word_spans
from assistant.index.bundled_model import REVISION, ensure_bundled_model
from assistant.index.maxsim import Vectors, WordBytes, WordSpace
from assistant.settings import BUNDLED_EMBEDDER, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "document"]
_RECENT = 64
_BATCH = 16


@dataclass(frozen=True)
class Encoded:
    """A text's unit vector, its words (lower-cased, in order), and a vector for each word [words, dimension]."""

    vector: Vectors
    words: tuple[str, ...]
    word_vectors: Vectors


class WordEmbeddings(Embeddings, ABC):
    """LangChain's `Embeddings` that also tell the vector of each word in its context."""

    @property
    @abstractmethod
    def id(self) -> str:
        """Names the vectors: two embedders with the same id give the same vectors."""

    @abstractmethod
    def encode(self, texts: Sequence[str], kind: Role) -> list[Encoded]:
        """Each text, embedded as a question or as (part of) a document."""

    def encode_query(self, text: str) -> Encoded:
        return self.encode([text], "query")[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [found.vector.tolist() for found in self.encode(texts, "document")]

    def embed_query(self, text: str) -> list[float]:
        return self.encode_query(text).vector.tolist()  # type: ignore[no-any-return]


class SentenceEmbeddings(WordEmbeddings):
    """A sentence-transformers model; loaded at the first use, since that import is slow.

    Prompts come from the model's own configuration. Vectors are L2-normalised float32. The last questions are kept,
    since one is searched for, weighed and quoted from in turn.
    """

    def __init__(self, name: str, models: Path, threads: int | None = None) -> None:
        """`threads` are torch's, None for one on each core: best for many texts, while single questions are embedded
        faster by one thread, above all on a busy machine, where threads wait for each other (`mio benchmark`)."""
        self.name = name
        self._models = models
        self._threads = threads
        self._encoded_query = lru_cache(_RECENT)(super().encode_query)

    @property
    def id(self) -> str:
        revision = REVISION if self.name == BUNDLED_EMBEDDER else "1"
        return f"{self.name}@{revision}/{precision()}"

    @cached_property
    def model(self) -> SentenceTransformer:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        path = str(ensure_bundled_model(self._models)) if self.name == BUNDLED_EMBEDDER else self.name
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        if self._threads:
            torch.set_num_threads(self._threads)

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(path, device="cpu", local_files_only=True)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise MioError("model_unusable", name=path, reason=str(error).splitlines()[0]) from error
        return model.bfloat16() if precision() == "bfloat16" else model

    def encode_query(self, text: str) -> Encoded:
        return self._encoded_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """As `encode`, without the words: for who needs no more, this takes less time and memory."""
        found = self._run(texts, "document", convert_to_tensor=True)
        return [_unit(vector.float().cpu().numpy()).tolist() for vector in found]

    def encode(self, texts: Sequence[str], kind: Role) -> list[Encoded]:
        found = self._run(texts, kind, output_value=None)
        prompt = self.model.prompts.get(kind) or ""
        return [self._encoded(prompt, text, features) for text, features in zip(texts, found, strict=True)]

    def _run(self, texts: Sequence[str], kind: Role, **form: Any) -> Any:
        """What the model makes of texts, under its own prompt for their kind if it has one."""
        prompt = kind if kind in self.model.prompts else None
        settings: dict[str, Any] = {"prompt_name": prompt, "show_progress_bar": False, "batch_size": _BATCH}
        return self.model.encode(list(texts), **settings, **form) if texts else []

    def _encoded(self, prompt: str, text: str, features: dict[str, Any]) -> Encoded:
        """The vector of a word is the mean of its pieces' vectors; words beyond the model's window have none, and no
        word has one if the model knows texts only."""
        vector = _unit(features["sentence_embedding"].float().cpu().numpy())
        if "token_embeddings" not in features or not self.model.tokenizer.is_fast:
            return Encoded(vector, (), np.empty((0, len(vector)), np.float32))
        pieces = features["token_embeddings"][features["attention_mask"].bool()].float().cpu().numpy()
        encoding = self.model.tokenizer(
            prompt + text, return_offsets_mapping=True, truncation=True, max_length=self.model.max_seq_length
        )
        words = [span for span in word_spans(prompt + text) if span[0] >= len(prompt)]
        of_word: list[list[int]] = [[] for _ in words]
        place = 0
        for piece, (start, end) in enumerate(encoding["offset_mapping"]):
            while place < len(words) and words[place][1] < end:
                place += 1
            if start < end and place < len(words) and words[place][0] < end:
                of_word[place].append(piece)
        known = [place for place, found in enumerate(of_word) if found]
        rows = [pieces[of_word[place]].mean(axis=0) for place in known]
        return Encoded(
            vector,
            tuple((prompt + text)[slice(*words[place])].lower() for place in known),
            np.asarray(rows, np.float32).reshape(len(rows), pieces.shape[1]),
        )


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)


def precision() -> str:
    """bfloat16 where the CPU multiplies it in hardware (measured twice as fast there), float32 elsewhere."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "float32"
    return "bfloat16" if "avx512_bf16" in flags else "float32"


class CachedEmbeddings(Embeddings):
    """Looks texts up in a cache on disk and embeds only those that are not there, their words in the same pass.

    `embedder_id` names the embedder and what the space of words was made of. `spelled` are the texts whose words are
    kept too: they take six times the room of a vector.
    """

    def __init__(
        self,
        inner: WordEmbeddings,
        embedder_id: str,
        space: WordSpace,
        path: Path,
        spelled: Collection[str],
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        self._inner = inner
        self._id = embedder_id
        self._space = space
        self._spelled = frozenset(spelled)
        self._progress = progress
        self._cache = sqlite3.connect(path)
        self._cache.execute("DROP TABLE IF EXISTS vectors")  # of an older form
        self._cache.execute("CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, vector BLOB, words BLOB)")
        self.embedded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._progress(len(texts) - self._embed_missing(texts))
        return [np.frombuffer(self._kept(text, "vector"), np.float32).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._inner.embed_query(text)

    def words_of(self, texts: Sequence[str]) -> list[WordBytes]:
        """The words of each text, which is one of those `spelled`, as they are compared in late interaction."""
        self._embed_missing(texts)
        size = self._space.axes.shape[1]
        return [np.frombuffer(self._kept(text, "words"), np.int8).reshape(-1, size) for text in texts]

    def close(self) -> None:
        self._cache.close()

    def _embed_missing(self, texts: Sequence[str]) -> int:
        """How many texts had to be embedded, which is reported as it goes on."""
        # By length, so that a batch holds texts of like length: short ones are padded to the longest of theirs.
        missing = sorted((text for text in dict.fromkeys(texts) if not self._known(text)), key=len)
        for first in range(0, len(missing), _BATCH):
            batch = missing[first : first + _BATCH]
            rows = [
                (self._key(text), found.vector.tobytes(), self._words(text, found))
                for text, found in zip(batch, self._inner.encode(batch, "document"), strict=True)
            ]
            self._cache.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)
            self._cache.commit()
            self.embedded += len(batch)
            self._progress(len(batch))
        return len(missing)

    def _words(self, text: str, found: Encoded) -> bytes | None:
        return self._space.document(found.word_vectors).tobytes() if text in self._spelled else None

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._id}\0{text}".encode()).hexdigest()

    def _known(self, text: str) -> bool:
        found = self._cache.execute("SELECT words IS NULL FROM texts WHERE key = ?", (self._key(text),)).fetchone()
        return found is not None and not (found[0] and text in self._spelled)

    def _kept(self, text: str, column: Literal["vector", "words"]) -> bytes:
        found = self._cache.execute(f"SELECT {column} FROM texts WHERE key = ?", (self._key(text),)).fetchone()
        return bytes(found[0])


def open_embeddings(settings: Settings, threads: int | None = None) -> SentenceEmbeddings:
    return SentenceEmbeddings(settings.embedder, settings.models, threads)
