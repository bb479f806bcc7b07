"""Writes a build into a folder: one sequence for documents that are ingested and for collections that are made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.index.embeddings import WordEmbeddings
from assistant.index.lexical import write_lexical
from assistant.index.location import Manifest, write_manifest
from assistant.index.maxsim import Vectors, WordBytes, WordSpace, write_words
from assistant.index.store import write_store
from assistant.index.vectors import View, spelled_out, write_vectors
from assistant.passages import Document, Original, Passage


@dataclass(frozen=True)
class Contents:
    """What a build holds; `views` are in order of the passages' rows."""

    documents: list[Document]
    passages: list[Passage]
    views: list[View]
    originals: list[Original] = field(default_factory=list)


def sampled(embeddings: WordEmbeddings, samples: Sequence[str]) -> tuple[Vectors, WordSpace]:
    """What retrieval needs to know of an embedder, from sample questions: the mean of questions' vectors, which it
    subtracts from a question's (centring), and the space that words are compared in."""
    asked, told = embeddings.encode(samples, "query"), embeddings.encode(samples, "document")
    mean = np.asarray([found.vector for found in asked], np.float32).mean(axis=0)
    words = (np.concatenate([found.word_vectors for found in encoded]) for encoded in (asked, told))
    return mean, WordSpace.of_samples(*words)


def write_build(
    folder: Path,
    manifest: Manifest,
    held: Contents,
    embeddings: Embeddings,
    words_of: Callable[[Sequence[str]], list[WordBytes]],
    question_mean: Vectors,
    space: WordSpace,
) -> None:
    """Everything that an `Index` opens; the manifest last, since a folder without one is no build.

    `words_of` gives the words of texts in `space`.
    """
    write_store(folder / "passages.sqlite", held.documents, held.passages, held.originals)
    write_vectors(folder, held.views, embeddings)
    write_words(folder, spelled_out(held.views), words_of)
    write_lexical(folder / "bm25", [p.id for p in held.passages], [p.embedded_text for p in held.passages])
    np.save(folder / "question_mean.npy", question_mean)
    space.write(folder)
    write_manifest(folder, manifest)
