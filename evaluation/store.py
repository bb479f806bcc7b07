"""Runs on disk: one JSON object a line, first the head, then a row for each case as it is measured."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.settings import ROOT
from evaluation.outcomes import Row
from evaluation.run import read_run

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


def write_rows(path: Path, head: dict[str, Any], rows: Iterable[Row]) -> Iterator[Row]:
    """Write each row when it comes, and pass it on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for line in _chain(head, rows):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            if line is not head:
                yield line


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


def _chain(head: dict[str, Any], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    yield head
    yield from rows
