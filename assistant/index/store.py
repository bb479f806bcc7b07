"""`passages.sqlite`, the truth of a build: documents with their text and maps, passages with their place."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from assistant.index.vectors import Rows
from assistant.passages import (
    Block,
    Document,
    Filters,
    FilterValues,
    Metadata,
    Original,
    Passage,
    SectionQuestion,
    Segment,
    Source,
)

_SCHEMA = """
CREATE TABLE documents (name TEXT PRIMARY KEY, version TEXT, metadata TEXT, text TEXT, blocks TEXT, segments TEXT,
                        sources TEXT, type TEXT, first_year INT, last_year INT);
CREATE TABLE municipalities (document TEXT, name TEXT);
CREATE TABLE questions (document TEXT, heading TEXT, question TEXT);
CREATE TABLE originals (title TEXT, publisher TEXT, year TEXT, urls TEXT, licence TEXT);
CREATE TABLE passages (id TEXT PRIMARY KEY, document TEXT, title TEXT, text TEXT, start INT, end INT, headings TEXT,
                       page INT, page_end INT);
CREATE INDEX questions_by_section ON questions (document, heading);
CREATE INDEX passages_by_document ON passages (document, start);
CREATE INDEX documents_by_filter ON documents (type, first_year, last_year);
"""


def write_store(
    path: Path, documents: Iterable[Document], passages: Iterable[Passage], originals: Iterable[Original] = ()
) -> None:
    with sqlite3.connect(path) as store:
        store.executescript(_SCHEMA)
        for document in documents:
            store.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _document_row(document))
            places = [(document.name, place) for place in document.metadata.covers_municipalities]
            store.executemany("INSERT INTO municipalities VALUES (?, ?)", places)
            asked = [(document.name, q.heading, q.question) for q in document.questions]
            store.executemany("INSERT INTO questions VALUES (?, ?, ?)", asked)
        for original in originals:
            row = (original.title, original.publisher, original.year, json.dumps(original.urls), original.licence)
            store.execute("INSERT INTO originals VALUES (?, ?, ?, ?, ?)", row)
        store.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_passage_row, passages))
    store.close()


class PassageStore:
    """Reads a build's documents and passages; opened read-only and usable from several threads."""

    def __init__(self, path: Path) -> None:
        self._store = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = threading.Lock()

    def documents(self) -> list[Document]:
        return [self._document(row) for row in self._rows("SELECT * FROM documents ORDER BY name")]

    def document(self, name: str) -> Document | None:
        rows = self._rows("SELECT * FROM documents WHERE name = ?", [name])
        return self._document(rows[0]) if rows else None

    def passages(self, ids: list[str]) -> dict[str, Passage]:
        rows = self._rows(f"SELECT * FROM passages WHERE id IN ({_marks(ids)})", ids)
        return {row[0]: _passage(row) for row in rows}

    def matching(self, filters: Filters) -> Rows:
        """The rows, from 0, of the passages whose document meets every filter."""
        where, values = _conditions(filters)
        found = self._rows(f"SELECT rowid FROM documents WHERE {' AND '.join(where) or 'TRUE'}", values)
        return np.flatnonzero(np.isin(self._document_of, np.asarray(found, np.int64)))

    @cached_property
    def _document_of(self) -> Rows:
        """The rowid of each passage's document. Kept, since to fetch it for each search would take most of the time."""
        query = "SELECT documents.rowid FROM passages JOIN documents ON name = document ORDER BY passages.rowid"
        return np.asarray(self._rows(query), np.int64).reshape(-1)

    def filter_values(self) -> FilterValues:
        """The values that filters can take in this build."""
        rows = [
            (row[0], metadata_from(json.loads(row[1]))) for row in self._rows("SELECT name, metadata FROM documents")
        ]
        return FilterValues(
            documents=tuple(sorted(((name, about.title) for name, about in rows), key=lambda pair: pair[1])),
            types=tuple(sorted({about.type for _, about in rows if about.type})),
            years=tuple(sorted({year for _, about in rows for year in about.years()}, reverse=True)),
            municipalities=tuple(sorted({place for _, about in rows for place in about.covers_municipalities})),
        )

    def questions(self, filters: Filters | None = None) -> list[str]:
        """Every question that a section is said to answer, document by document, of those that meet every filter."""
        where, values = _conditions(filters or Filters())
        kept = f"JOIN documents ON name = document WHERE {' AND '.join(where) or 'TRUE'}"
        return [row[0] for row in self._rows(f"SELECT question FROM questions {kept} ORDER BY questions.rowid", values)]

    def questions_of(self, passage: Passage) -> list[str]:
        """The questions that the section of a passage answers."""
        asked = "SELECT question FROM questions WHERE document = ? AND heading = ? ORDER BY rowid"
        return [row[0] for heading in passage.headings[-1:] for row in self._rows(asked, [passage.document, heading])]

    def originals(self) -> list[Original]:
        rows = self._rows("SELECT * FROM originals ORDER BY rowid")
        return [Original(title, by, year, tuple(json.loads(urls)), licence) for title, by, year, urls, licence in rows]

    def count(self) -> int:
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def close(self) -> None:
        self._store.close()

    def _document(self, row: tuple[str, ...]) -> Document:
        asked = self._rows("SELECT heading, question FROM questions WHERE document = ? ORDER BY rowid", row[:1])
        return _document(row, tuple(SectionQuestion(*pair) for pair in asked))

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._store.execute(query, tuple(values)).fetchall()


def _conditions(filters: Filters) -> tuple[list[str], list[str | int]]:
    """SQL conditions on `documents`, one for each filter that is set, and their values."""
    where: list[str] = []
    values: list[str | int] = []
    for column, wanted in (("documents.name", filters.documents), ("type", filters.types)):
        if wanted:
            where.append(f"{column} IN ({_marks(wanted)})")
            values.extend(wanted)
    if filters.municipalities:
        named = f"SELECT document FROM municipalities WHERE name IN ({_marks(filters.municipalities)})"
        where.append(f"documents.name IN ({named})")
        values.extend(filters.municipalities)
    if filters.years:
        where.append(f"({' OR '.join(['? BETWEEN first_year AND last_year'] * len(filters.years))})")
        values.extend(filters.years)
    return where, values


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _document_row(document: Document) -> tuple[object, ...]:
    blocks = [[b.start, b.end, b.kind, b.headings, b.sources] for b in document.blocks]
    segments = [[s.start, s.end, s.page, s.raw_start, s.raw_end] for s in document.segments]
    sources = {key: asdict(source) for key, source in document.sources.items()}
    parts = (asdict(document.metadata), blocks, segments, sources)
    metadata, *maps = (json.dumps(part, ensure_ascii=False) for part in parts)
    about = document.metadata
    years = about.years()
    span = (years[0], years[-1]) if years else (None, None)
    return (document.name, document.version, metadata, document.text, *maps, about.type, *span)


def _document(row: tuple[str, ...], questions: tuple[SectionQuestion, ...]) -> Document:
    name, version, metadata, text, blocks, segments, sources, *_ = row
    return Document(
        name=name,
        version=version,
        metadata=metadata_from(json.loads(metadata)),
        text=text,
        blocks=tuple(Block(a, b, kind, tuple(path), tuple(keys)) for a, b, kind, path, keys in json.loads(blocks)),
        segments=tuple(Segment(*segment) for segment in json.loads(segments)),
        sources={key: Source(**source) for key, source in json.loads(sources).items()},
        questions=questions,
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
