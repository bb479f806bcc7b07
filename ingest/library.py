"""The library: every version of every document, with its original file, under `MIO_HOME/library`.

`<document>/<version>/` holds the original, its metadata file if it has one, and `reading.json` with its cleaned text
and the map back to the pages; only the reading is ever made anew, when the code that reads has changed.
`<document>/active` names the version that is searched; a withdrawn document has none. Who did what is a line in
`history.jsonl`.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.documents import Reading, reading_of, stored_reading, write_reading
from ingest.metadata import beside, questions_beside

_READING = "reading.json"


class Change(StrEnum):
    """What an import did to a document."""

    UNCHANGED = "unchanged"
    NEW = "new"
    NEW_VERSION = "new_version"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Entry:
    """The active version of a document: its name, version, and the folder that holds the original."""

    name: str
    version: str
    file: Path


@dataclass(frozen=True)
class Library:
    """Documents with versions in a folder."""

    folder: Path

    def add(self, name: str, path: Path) -> Change:
        """Take in the file at `path` as the active version of document `name`.

        :raises DocumentError: If it cannot be read; then nothing has changed.
        """
        version = digest(path)
        home = self.folder / _safe(name)
        before = self._active(home)
        if before == version:
            return Change.UNCHANGED
        if not (home / version).is_dir():
            self._store(home, version, path, reading_of(path))
        (home / "name").write_text(name, encoding="utf-8")
        self._activate(home, version)
        change = Change.NEW_VERSION if before else Change.NEW
        self._note(change, name, version)
        return change

    def withdraw(self, name: str) -> None:
        """Keep the document, but search it no more."""
        home = self.folder / _safe(name)
        version = self._active(home) or ""
        (home / "active").unlink(missing_ok=True)
        self._note(Change.WITHDRAWN, name, version)

    def active(self) -> list[Entry]:
        """The active versions, by name."""
        entries = []
        for home in sorted(self.folder.iterdir()) if self.folder.is_dir() else []:
            version = self._active(home)
            if version:
                name = (home / "name").read_text(encoding="utf-8")
                file = next(p for p in (home / version).iterdir() if p.name == Path(name).name)
                entries.append(Entry(name, version, file))
        return sorted(entries, key=lambda entry: entry.name)

    def reading(self, entry: Entry) -> Reading:
        """What a version says; read anew only if the code that reads has changed.

        :raises DocumentError: If the newer code refuses it.
        """
        path = entry.file.parent / _READING
        reading = stored_reading(path)
        if reading is None:
            reading = reading_of(entry.file)
            write_reading(path, reading)
        return reading

    def _active(self, home: Path) -> str | None:
        pointer = home / "active"
        return pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else None

    def _store(self, home: Path, version: str, path: Path, reading: Reading) -> None:
        home.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=".half-", dir=home))
        for file in filter(None, (path, beside(path), questions_beside(path))):
            shutil.copyfile(file, half / file.name)
        write_reading(half / _READING, reading)
        half.rename(home / version)

    def _activate(self, home: Path, version: str) -> None:
        half = home / "active.new"
        half.write_text(version, encoding="utf-8")
        os.replace(half, home / "active")

    def _note(self, change: Change, name: str, version: str) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        line = {"at": now, "who": _user(), "change": change, "document": name, "version": version}
        with (self.folder / "history.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _user() -> str:
    """Who imports: the name, or the number of a user without one, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def digest(path: Path) -> str:
    """The version of a file: a digest of its bytes, and of the metadata and questions beside it."""
    sha = hashlib.sha256(path.read_bytes())
    for side in filter(None, (beside(path), questions_beside(path))):
        sha.update(b"\0" + side.read_bytes())
    return sha.hexdigest()[:16]


def _safe(name: str) -> str:
    """A folder name for a document: readable, and unique by a digest of the whole name."""
    return f"{Path(name).stem[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
