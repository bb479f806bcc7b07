"""Library → index: read, clean, split, embed what is not in the vector cache, write a new build, publish it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from assistant.index.chunking import MAX_CHARS, passages_of, views_of
from assistant.index.embeddings import CachedEmbeddings, WordEmbeddings
from assistant.index.location import (
    FORMAT,
    Manifest,
    builds_folder,
    ensure_writable,
    prune,
    publish,
)
from assistant.index.vectors import spelled_out
from assistant.index.writing import Contents, sampled, write_build
from assistant.passages import Document, Original
from ingest.code import code_digest, words_digest

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """The result of a build: its id, whether it was made now, and how many passages were embedded."""

    id: str
    fresh: bool
    passages: int
    embedded: int


def build(
    documents: list[Document],
    embeddings: WordEmbeddings,
    home: Path,
    originals: list[Original],
    progress: Progress = lambda done, total: None,
) -> Built:
    """Make the build of these documents and let it answer. The same documents and settings do nothing."""
    passages = [passage for document in documents for passage in passages_of(document)]
    identity = _build_id(documents, embeddings.id, originals)
    folder = builds_folder(home) / identity
    if (folder / "manifest.json").is_file():
        publish(home, folder)
        prune(home)
        return Built(identity, False, len(passages), 0)
    ensure_writable(builds_folder(home))
    half = Path(tempfile.mkdtemp(prefix=".half-", dir=builds_folder(home)))
    try:
        held = Contents(documents, passages, views_of(documents, passages), originals)
        embedded = _write(half, held, embeddings, home, identity, progress)
        shutil.rmtree(folder, ignore_errors=True)
        half.rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    publish(home, folder)
    prune(home)
    return Built(identity, True, len(passages), embedded)


def _write(
    half: Path,
    held: Contents,
    embeddings: WordEmbeddings,
    home: Path,
    identity: str,
    progress: Progress,
) -> int:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(done, len(held.views))

    samples = files("ingest").joinpath("sample_questions.txt").read_text(encoding="utf-8")
    mean, space = sampled(embeddings, [line for line in samples.splitlines() if line])
    versions = {document.name: document.version for document in held.documents}
    manifest = Manifest(identity, FORMAT, embeddings.id, len(mean), MAX_CHARS, len(held.passages), versions)
    kept, spelled = home / "vectors.sqlite", spelled_out(held.views)
    cached = CachedEmbeddings(embeddings, f"{embeddings.id}/{words_digest()}", space, kept, spelled, advance)
    try:
        write_build(half, manifest, held, cached, cached.words_of, mean, space)
    finally:
        cached.close()
    return cached.embedded


def _build_id(documents: list[Document], embedder: str, originals: list[Original]) -> str:
    """A digest of everything that shapes the build: the code of this package too, so that no old build lingers."""
    sources = [{key: vars(source) for key, source in document.sources.items()} for document in documents]
    parts = [[document.name, document.version] for document in documents]
    listed = [vars(original) for original in originals]
    text = json.dumps([FORMAT, embedder, MAX_CHARS, parts, sources, listed, code_digest()], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
