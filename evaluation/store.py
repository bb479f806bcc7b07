"""Runs on disk: one JSON object a line, first the head, then a row for each case as it is measured; and as tables."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.errors import MioError
from assistant.settings import ROOT
from evaluation.outcomes import Row
from evaluation.run import Run, read_run

_NO_RUN = "den är ingen mätning från mio evaluate"
_LIBRARIES = ("mio-assistenten", "sentence-transformers", "torch", "chromadb", "bm25s", "numpy")


def run_name(name: str, head: dict[str, Any]) -> str:
    """The file of a run: the set, and a digest of everything that its numbers depend on."""
    return f"{name}-{hashlib.sha256(json.dumps(head, sort_keys=True).encode()).hexdigest()[:10]}.jsonl"


def resumed(path: Path, head: dict[str, Any], cases: int) -> dict[str, Row]:
    """The rows that an interrupted run of the same head has measured already, by id; a whole run is made anew."""
    if not path.is_file():
        return {}
    try:
        run = read_run(path)
    except ValueError:
        return {}  # cut off in the middle of a line
    return {row["id"]: row for row in run.rows} if run.head == head and len(run.rows) < cases else {}


def read_checked(path: Path) -> Run:
    """A run that someone names.

    :raises MioError: If the file cannot be read or is no run.
    """
    try:
        run = read_run(path)
    except (OSError, ValueError) as error:
        raise MioError("file_unreadable", path=path, reason=getattr(error, "strerror", None) or _NO_RUN) from error
    parts = [(run.head, "set"), *((row, "id") for row in run.rows)]
    if not all(isinstance(part, dict) and key in part for part, key in parts):
        raise MioError("file_unreadable", path=path, reason=_NO_RUN)
    return run


def read_two(before: Path, after: Path) -> tuple[Run, Run]:
    """Two runs that can be compared.

    :raises MioError: If one is no run, or they are of different sets.
    """
    first, second = read_checked(before), read_checked(after)
    if first.head["set"] != second.head["set"]:
        raise MioError("runs_of_different_sets", before=before, after=after)
    return first, second


def write_rows(path: Path, head: dict[str, Any], rows: Iterable[Row]) -> Iterator[Row]:
    """Write each row when it comes, and pass it on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for line in chain([head], rows):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            if line is not head:
                yield line


def write_tables(path: Path, run: Run) -> None:
    """The rows beside `path` as .csv and .xlsx, a column for each field that some row has; the workbook has the head on
    a sheet of its own. Several values in a cell stand on lines of their own, as in test sets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [_flat(row) for row in run.rows]
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    with path.with_suffix(".csv").open("w", encoding="utf-8-sig", newline="") as file:
        # A spreadsheet runs a text that begins as a formula, whoever asked the question.
        csv.writer(file).writerows([_inert(cell) for cell in line] for line in lines)
    _write_workbook(
        path.with_suffix(".xlsx"), {"rows": lines, "head": [list(pair) for pair in _flat(run.head).items()]}
    )


def _write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for i, line in enumerate(lines, start=1):
            for j, value in enumerate(line, start=1):
                cell = sheet.cell(i, j, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type  # text, never a formula
    book.worksheets[0].freeze_panes = "A2"
    book.save(path)


def versions() -> dict[str, str]:
    """What a number may depend on: the libraries, a digest of our own code, and the commit ("+": files differ)."""
    found = {name: version(name) for name in _LIBRARIES}
    code = [
        path.read_bytes() for folder in ("assistant", "evaluation") for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    found["code"] = hashlib.sha256(b"".join(code)).hexdigest()[:10]
    try:
        command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+"]
        found["commit"] = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        found["commit"] = ""
    return found


def _flat(row: Row) -> Row:
    """With a cell for each value: a list as lines, a mapping as fields of its own."""
    flat: Row = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name} {key}": inner for key, inner in value.items()}
        else:
            flat[name] = "\n".join(map(str, value)) if isinstance(value, list) else value
    return flat


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
