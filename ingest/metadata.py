"""What is known about a document: front matter or the YAML file beside it, else its first heading or its name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import DocumentError, MioError
from assistant.passages import Block, Metadata, Original, Source
from ingest.readers.markdown import parse_metadata

_TUPLES = {"authors", "covers_years", "covers_municipalities", "topics", "sources"}
SOURCES_FILE = "sources.yaml"
CATALOGUE_FILE = "catalogue.yaml"


def beside(path: Path) -> Path | None:
    """The metadata file of a document, `name.yaml` beside `name.pdf`, None if there is none."""
    side = path.with_suffix(".yaml")
    return side if side.is_file() else None


def read_beside(path: Path) -> dict[str, Any]:
    side = beside(path)
    return parse_metadata(side.read_text(encoding="utf-8")) if side else {}


def questions_beside(path: Path) -> Path | None:
    """The file with questions that the document's sections answer, `name.questions.yaml`, None if there is none."""
    side = path.with_suffix(".questions.yaml")
    return side if side.is_file() else None


def read_questions(path: Path) -> dict[str, list[str]]:
    """Questions by heading.

    :raises DocumentError: If the file is no YAML mapping of lists.
    """
    side = questions_beside(path)
    values = parse_metadata(side.read_text(encoding="utf-8")) if side else {}
    for heading, questions in values.items():
        if not isinstance(questions, list):
            raise DocumentError("metadata_wrong_value", field=heading, value=questions)
    return {str(heading): [str(question) for question in questions] for heading, questions in values.items()}


def metadata(values: dict[str, Any], path: Path, blocks: tuple[Block, ...], text: str) -> Metadata:
    """Check and complete the metadata of a document.

    :raises DocumentError: If a field is unknown or a date or year is none.
    """
    known = {field.name for field in fields(Metadata)}
    unknown = sorted(map(str, set(values) - known))
    if unknown:
        raise DocumentError("metadata_unknown_field", field=unknown[0], known=", ".join(sorted(known)))
    checked = {name: _value(name, value) for name, value in values.items() if value is not None}
    heading = next((text[block.start : block.end] for block in blocks if block.kind == "heading"), "")
    checked.setdefault("title", heading or re.sub(r"[-_]+", " ", path.stem))
    return Metadata(**checked)


def _value(name: str, value: Any) -> Any:
    if name in _TUPLES:
        parts = value if isinstance(value, list) else [value]
        if name == "covers_years":
            return tuple(_year(part) for part in parts)
        return tuple(str(part) for part in parts)
    if name == "review_by":
        return _date(name, value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _year(value: Any) -> int:
    if isinstance(value, int) and 1000 <= value <= 9999:
        return value
    raise DocumentError("metadata_wrong_value", field="covers_years", value=value)


def _date(name: str, value: Any) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise DocumentError("metadata_wrong_value", field=name, value=value) from error


def read_sources(folder: Path) -> dict[str, Source]:
    """The originals that the documents of an import folder name, by key; empty if there is no `sources.yaml`.

    :raises MioError: If the file is no mapping of mappings.
    """
    path = folder / SOURCES_FILE
    catalogued = {url for original in read_catalogue(folder) for url in original.urls}
    with _told_of(path):
        values = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {str(key): _source(str(key), entry, catalogued) for key, entry in values.items()}


def _source(key: str, entry: dict[str, Any], catalogued: set[str]) -> Source:
    title, publisher, year, url = (str(entry.get(name) or "") for name in ("title", "publisher", "year", "url"))
    return Source(key, title, publisher, year, url, url in catalogued)


def read_catalogue(folder: Path) -> list[Original]:
    """The publications worth reading whole that an import folder lists; none if there is no `catalogue.yaml`.

    :raises MioError: If the file is no list of mappings with `urls`.
    """
    path = folder / CATALOGUE_FILE
    with _told_of(path):
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
        return [_original(row) for row in rows]


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """A file that a person has written is told of by name, whatever is wrong with it."""
    try:
        yield
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
        raise MioError("file_unreadable", path=path, reason=reason) from error


def _original(row: dict[str, Any]) -> Original:
    title, publisher, year, licence = (str(row.get(name) or "") for name in ("title", "publisher", "year", "licence"))
    return Original(title, publisher, year, tuple(row["urls"]), licence)
