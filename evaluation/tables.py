"""The files that test sets are kept in → one mapping for each case, with the place where it stands.

In CSV and Excel the first row names the fields; several values in a cell stand on lines of their own, and a gold quote
is written `document: quote`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml

from assistant.errors import MioError

_LISTS = ("history", "facts", "must", "must_not", "missing", "tags")
Entry = tuple[str, Any]


def entries(path: Path) -> Iterator[Entry]:
    """What each case says, and where.

    :raises MioError: If the file cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise MioError("case_wrong", place=path.name, reason=f"filen ska sluta på {', '.join(_READERS)}")
    try:
        yield from reader(path)
    except (OSError, UnicodeDecodeError) as error:
        raise MioError("file_unreadable", path=path, reason=getattr(error, "strerror", None) or error) from error


def _json_lines(path: Path) -> Iterator[Entry]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield f"rad {number}", json.loads(line)
            except ValueError as error:
                raise MioError("case_wrong", place=f"{path.name}, rad {number}", reason="inte JSON") from error


def _yaml(path: Path) -> Iterator[Entry]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise MioError("case_wrong", place=path.name, reason="inte YAML") from error
    yield from ((f"fråga {number}", entry) for number, entry in enumerate(found, start=1))


def _csv(path: Path) -> Iterator[Entry]:
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","  # Swedish Excel writes semicolons
    yield from _table(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))


def _excel(path: Path) -> Iterator[Entry]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).active
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise MioError("case_wrong", place=path.name, reason="inte en Excelfil") from error
    rows = sheet.iter_rows(values_only=True) if sheet else ()
    yield from _table([["" if cell is None else str(cell) for cell in row] for row in rows])


def _table(rows: Iterable[list[str]]) -> Iterator[Entry]:
    lines = iter(rows)
    header = [cell.strip() for cell in next(lines, [])]
    for number, row in enumerate(lines, start=2):
        values: dict[str, Any] = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        for name in set(values) & {*_LISTS, "gold"}:
            values[name] = [line.strip() for line in values[name].splitlines() if line.strip()]
        if "gold" in values:
            parts = [line.partition(": ") for line in values["gold"]]
            values["gold"] = [{"document": document, "quote": quote} for document, _, quote in parts]
        if values:
            yield f"rad {number}", values


_READERS = {".jsonl": _json_lines, ".yaml": _yaml, ".yml": _yaml, ".csv": _csv, ".xlsx": _excel}
