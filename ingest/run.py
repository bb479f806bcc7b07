"""The whole of ingest in one function: import folder → library → build."""

from __future__ import annotations

from pathlib import Path

from langchain_core.embeddings import Embeddings

from assistant.errors import DocumentError, MioError
from assistant.index.location import ensure_writable
from assistant.passages import Document
from assistant.settings import Settings
from ingest.build import Progress, build, document_of
from ingest.library import Change, Entry, Library, digest
from ingest.metadata import read_sources
from ingest.readers import suffixes
from ingest.report import Report


def ingest(
    settings: Settings, embeddings: Embeddings, embedder: str, progress: Progress = lambda done, total: None
) -> Report:
    """Bring the library in line with the import folder and build the index.

    :raises MioError: If the folder is missing or holds no document that can be read.
    """
    if not settings.corpus.is_dir():
        raise MioError("corpus_missing", path=settings.corpus)
    ensure_writable(settings.home / "library")
    library = Library(settings.home / "library")
    sources = read_sources(settings.corpus)
    report = Report()
    documents: dict[str, Document] = {}
    for name, path in import_files(settings.corpus):
        try:
            document, cleaned = document_of(Entry(name, digest(path), path), sources)
        except DocumentError as error:
            report.refused[name] = error
            continue
        report.changes[name] = library.add(name, path)
        if cleaned.empty_pages:
            report.empty_pages[name] = cleaned.empty_pages
        documents[name] = document
    _withdraw_vanished(library, settings.corpus, report)
    for entry in library.active():
        if entry.name not in documents:  # its new version was refused: the one before stays searchable
            documents[entry.name], _ = document_of(entry, sources)
    if not documents:
        raise MioError("corpus_empty", path=settings.corpus)
    report.built = build([documents[name] for name in sorted(documents)], embeddings, embedder, settings.home, progress)
    return report


def import_files(corpus: Path) -> list[tuple[str, Path]]:
    """The documents of an import folder: name (path relative to it) and file, in order of name."""
    found = [p for p in corpus.rglob("*") if p.is_file() and p.suffix.lower() in suffixes()]
    visible = [p for p in found if not any(part.startswith(".") for part in p.relative_to(corpus).parts)]
    return sorted((p.relative_to(corpus).as_posix(), p) for p in visible)


def _withdraw_vanished(library: Library, corpus: Path, report: Report) -> None:
    present = {name for name, _ in import_files(corpus)}
    for entry in library.active():
        if entry.name not in present:
            library.withdraw(entry.name)
            report.changes[entry.name] = Change.WITHDRAWN
