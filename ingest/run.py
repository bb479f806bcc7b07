"""The whole of ingest in one function: import folder → library → build."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import DocumentError, MioError
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import ensure_writable
from assistant.settings import Settings
from assistant.vocabulary import FILE
from ingest.build import Progress, build
from ingest.documents import document_from
from ingest.library import Change, Library
from ingest.metadata import read_catalogue, read_sources
from ingest.readers import suffixes
from ingest.report import Report


def ingest(settings: Settings, embeddings: WordEmbeddings, progress: Progress = lambda done, total: None) -> Report:
    """Bring the library in line with the import folder and build the index.

    :raises MioError: If the folder is missing or holds no document that can be read, or another import is running.
    """
    if not settings.corpus.is_dir():
        raise MioError("corpus_missing", path=settings.corpus)
    ensure_writable(settings.home / "library")
    with _alone(settings.home):
        return _ingest(settings, embeddings, progress)


def _ingest(settings: Settings, embeddings: WordEmbeddings, progress: Progress) -> Report:
    library = Library(settings.home / "library")
    report = Report()
    files = import_files(settings.corpus)
    for name, path in files:
        try:
            report.changes[name] = library.add(name, path)
        except DocumentError as error:
            report.refused[name] = error  # the version before it, if any, stays searchable
    for entry in library.active():
        if entry.name not in dict(files):
            library.withdraw(entry.name)
            report.changes[entry.name] = Change.WITHDRAWN
    sources = read_sources(settings.corpus)
    readings = {entry: library.reading(entry) for entry in library.active()}
    if not readings:
        raise MioError("corpus_empty", path=settings.corpus)
    report.empty_pages = {e.name: tuple(r["empty_pages"]) for e, r in readings.items() if r["empty_pages"]}
    documents = [document_from(e.name, e.version, reading, sources) for e, reading in readings.items()]
    if not any(block.kind != "heading" for document in documents for block in document.blocks):
        raise MioError("corpus_empty", path=settings.corpus)
    report.built = build(documents, embeddings, settings.home, read_catalogue(settings.corpus), progress)
    return report


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the import lock of `home`; the kernel lets go of it however the process ends."""
    with (home / "ingest.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise MioError("import_running", path=home) from error
        yield


def import_files(corpus: Path) -> list[tuple[str, Path]]:
    """The documents of an import folder: name (path relative to it) and file, in order of name."""
    found = [p for p in corpus.rglob("*") if p.is_file() and p.suffix.lower() in suffixes() and p.name != FILE]
    visible = [p for p in found if not any(part.startswith(".") for part in p.relative_to(corpus).parts)]
    return sorted((p.relative_to(corpus).as_posix(), p) for p in visible)
