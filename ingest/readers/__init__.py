"""File → raw text, page by page. One reader per format, chosen by the file's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import DocumentError
from ingest.readers.markdown import split_front_matter
from ingest.readers.pdf import read_pdf
from ingest.readers.raw import RawDocument, RawPage

MAX_BYTES = 100_000_000


def read(path: Path) -> RawDocument:
    """Read one file.

    :raises DocumentError: If the file is empty, too large, broken, encrypted or not what its name says.
    """
    size = path.stat().st_size
    if size == 0:
        raise DocumentError("file_empty")
    if size > MAX_BYTES:
        raise DocumentError("file_too_large", limit=MAX_BYTES // 1_000_000)
    return _READERS[path.suffix.lower()](path)


def suffixes() -> frozenset[str]:
    return frozenset(_READERS)


def _pdf(path: Path) -> RawDocument:
    return RawDocument(tuple(read_pdf(path)), "pdf")


def _text(path: Path) -> RawDocument:
    return RawDocument((RawPage(None, _decoded(path)),), "text")


def _markdown(path: Path) -> RawDocument:
    body, metadata = split_front_matter(_decoded(path))
    return RawDocument((RawPage(None, body),), "markdown", metadata)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if b"\0" in data:
        raise DocumentError("not_text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip():
        raise DocumentError("file_empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_READERS: dict[str, Callable[[Path], RawDocument]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".pdf": _pdf,
}
