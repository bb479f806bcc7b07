"""File → raw text, page by page. One reader per format, chosen by the file's ending."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from ingest.readers.markdown import split_front_matter
from ingest.readers.pdf import read_pdf

MAX_BYTES = 100_000_000


@dataclass(frozen=True)
class RawDocument:
    """What a reader gives: raw text per page (one page numbered None where a format has no pages)."""

    pages: tuple[tuple[int | None, str], ...]
    layout: str
    metadata: dict[str, Any] = field(default_factory=dict)
    large_lines: frozenset[str] = frozenset()


def suffixes() -> frozenset[str]:
    return frozenset({".md", ".markdown", ".txt", ".pdf"})


def read(path: Path) -> RawDocument:
    """Read one file.

    :raises DocumentError: If the file is empty, too large, broken, encrypted or not what its name says.
    """
    size = path.stat().st_size
    if size == 0:
        raise DocumentError("file_empty")
    if size > MAX_BYTES:
        raise DocumentError("file_too_large", limit=MAX_BYTES // 1_000_000)
    if path.suffix.lower() == ".pdf":
        pages, large = read_pdf(path)
        return RawDocument(tuple(enumerate(pages, start=1)), "pdf", large_lines=large)
    text = _decode(path.read_bytes())
    if not text.strip():
        raise DocumentError("file_empty")
    if path.suffix.lower() == ".txt":
        return RawDocument(((None, text),), "text")
    body, metadata = split_front_matter(text)
    return RawDocument(((None, body),), "markdown", metadata)


def _decode(data: bytes) -> str:
    if b"\0" in data:
        raise DocumentError("not_text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
