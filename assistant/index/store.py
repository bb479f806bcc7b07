"""`passages.sqlite`, the truth of a build: documents with their text and maps, passages with their place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.passages import Block, Document, Filters, Metadata, Passage, Segment, Source

_SCHEMA = """
CREATE TABLE documents (name TEXT PRIMARY KEY, version TEXT, metadata TEXT, text TEXT, blocks TEXT, segments TEXT,
                        sources TEXT);
CREATE TABLE passages (id TEXT PRIMARY KEY, document TEXT, title TEXT, text TEXT, start INT, end INT, headings TEXT,
                       page INT, page_end INT);
CREATE INDEX passages_by_document ON passages (document, start);
"""


def write_store(path: Path, documents: Iterable[Document], passages: Iterable[Passage]) -> None:
    with sqlite3.connect(path) as store:
        store.executescript(_SCHEMA)
        store.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", map(_document_row, documents))
        store.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_passage_row, passages))
    store.close()


class PassageStore:
    """Reads a build's documents and passages; opened read-only and usable from several threads."""

    def __init__(self, path: Path) -> None:
        self._store = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def documents(self) -> list[Document]:
        return [_document(row) for row in self._store.execute("SELECT * FROM documents ORDER BY name")]

    def document(self, name: str) -> Document | None:
        row = self._store.execute("SELECT * FROM documents WHERE name = ?", (name,)).fetchone()
        return _document(row) if row else None

    def passages(self, ids: list[str]) -> dict[str, Passage]:
        marks = ",".join("?" * len(ids))
        rows = self._store.execute(f"SELECT * FROM passages WHERE id IN ({marks})", ids)
        return {row[0]: _passage(row) for row in rows}

    def matching(self, filters: Filters) -> list[str]:
        """Ids of the passages whose document meets every filter."""
        names = [document.name for document in self.documents() if _meets(document, filters)]
        marks = ",".join("?" * len(names))
        rows = self._store.execute(f"SELECT id FROM passages WHERE document IN ({marks}) ORDER BY rowid", names)
        return [row[0] for row in rows]

    def count(self) -> int:
        return int(self._store.execute("SELECT count(*) FROM passages").fetchone()[0])

    def close(self) -> None:
        self._store.close()


def _meets(document: Document, filters: Filters) -> bool:
    about = document.metadata
    span = about.covers_years
    return (
        (not filters.documents or document.name in filters.documents)
        and (not filters.types or about.type in filters.types)
        and (not filters.municipalities or bool(set(filters.municipalities) & set(about.covers_municipalities)))
        and (not filters.years or (bool(span) and any(min(span) <= year <= max(span) for year in filters.years)))
    )


def _document_row(document: Document) -> tuple[str, ...]:
    blocks = [[b.start, b.end, b.kind, b.headings, b.sources] for b in document.blocks]
    segments = [[s.start, s.end, s.page, s.raw_start, s.raw_end] for s in document.segments]
    sources = {key: asdict(source) for key, source in document.sources.items()}
    parts = (asdict(document.metadata), blocks, segments, sources)
    metadata, *maps = (json.dumps(part, ensure_ascii=False) for part in parts)
    return (document.name, document.version, metadata, document.text, *maps)


def _document(row: tuple[str, ...]) -> Document:
    name, version, metadata, text, blocks, segments, sources = row
    return Document(
        name=name,
        version=version,
        metadata=metadata_from(json.loads(metadata)),
        text=text,
        blocks=tuple(Block(a, b, kind, tuple(path), tuple(keys)) for a, b, kind, path, keys in json.loads(blocks)),
        segments=tuple(Segment(*segment) for segment in json.loads(segments)),
        sources={key: Source(**source) for key, source in json.loads(sources).items()},
    )


def metadata_from(values: dict[str, Any]) -> Metadata:
    """Metadata from plain JSON values, lists made into tuples."""
    typed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Metadata(**typed)


def _passage_row(passage: Passage) -> tuple[object, ...]:
    headings = json.dumps(passage.headings, ensure_ascii=False)
    place = (passage.start, passage.end, headings, passage.page, passage.page_end)
    return (passage.id, passage.document, passage.title, passage.text, *place)


def _passage(row: tuple[Any, ...]) -> Passage:
    identity, document, title, text, start, end, headings, page, page_end = row
    return Passage(identity, document, title, text, start, end, tuple(json.loads(headings)), page, page_end)
