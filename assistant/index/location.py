"""Where builds lie under `MIO_HOME/index`, which of them answers, and how a reader holds on to one.

A reader keeps a shared lock on the build's `lease` file; the kernel lets go of it however the process ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.errors import MioError
from assistant.index.lexical import LexicalIndex
from assistant.index.maxsim import Vectors, WordSpace
from assistant.index.store import PassageStore
from assistant.index.vectors import VectorIndex

FORMAT = 9
KEPT_BUILDS = 3


@dataclass(frozen=True)
class Manifest:
    """How a build was made; equal manifests mean equal builds, so `id` is their digest."""

    id: str
    format: int
    embedder: str
    dimension: int
    max_chars: int
    passages: int
    documents: dict[str, str]


def builds_folder(home: Path) -> Path:
    return home / "index"


def current_build(home: Path) -> Path | None:
    """The folder of the build that answers, None if there is none."""
    pointer = builds_folder(home) / "current"
    if not pointer.is_file():
        return None
    folder = builds_folder(home) / pointer.read_text(encoding="utf-8").strip()
    return folder if (folder / "manifest.json").is_file() else None


def publish(home: Path, build: Path) -> None:
    """Let `build` answer from now on: the pointer is written beside and moved in one step."""
    pointer = builds_folder(home) / "current"
    half = pointer.with_suffix(".new")
    half.write_text(build.name, encoding="utf-8")
    os.replace(half, pointer)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    (folder / "lease").touch()


def read_manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise MioError("index_damaged", path=folder) from error
    if manifest.format != FORMAT:
        raise MioError("index_other_format", found=manifest.format, wanted=FORMAT)
    return manifest


class Index:
    """An open build: passages, vectors, BM25, the question mean and the space of words. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self.manifest = read_manifest(folder)
        with ExitStack() as opened:
            try:
                lease = opened.enter_context((folder / "lease").open("rb"))
                fcntl.flock(lease, fcntl.LOCK_SH)
                self.store = PassageStore(folder / "passages.sqlite")
                opened.callback(self.store.close)
                complete = self.store.count() == self.manifest.passages
                self.lexical = LexicalIndex(folder / "bm25")
                self.question_mean: Vectors = np.load(folder / "question_mean.npy")
                self.word_space = WordSpace.read(folder)
            except Exception as error:
                raise MioError("index_damaged", path=folder) from error
            if not complete:
                raise MioError("index_damaged", path=folder)
            self.vectors = VectorIndex(folder, self.word_space)
            opened.callback(self.vectors.close)
            self.row_of = {identity: row for row, identity in enumerate(self.lexical.ids)}
            self._opened = opened.pop_all()

    def close(self) -> None:
        self._opened.close()


def open_index(home: Path) -> Index:
    """Open the build that answers.

    :raises MioError: If there is none, it is damaged or of another format, or its folder cannot be written.
    """
    folder = current_build(home)
    if folder is None:
        raise MioError("index_missing", path=home)
    ensure_writable(folder)  # Chroma writes to its file even when it only reads
    return Index(folder)


def prune(home: Path) -> None:
    """Delete half builds and all but the newest builds, except those that a reader holds."""
    current = current_build(home)
    builds = sorted((p for p in builds_folder(home).iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
    complete = [build for build in builds if not build.name.startswith(".") and (build / "manifest.json").is_file()]
    kept = {*complete[-KEPT_BUILDS:], current}
    for build in builds:
        if build not in kept and not _leased(build):
            shutil.rmtree(build, ignore_errors=True)


def _leased(build: Path) -> bool:
    lease = build / "lease"
    if not lease.is_file():
        return False
    with lease.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def ensure_writable(folder: Path) -> None:
    """:raises MioError: If the folder cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise MioError("cannot_write", path=folder, reason=error.strerror or error) from error
