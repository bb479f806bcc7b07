"""The child process that reads one PDF: prints {"pages": [...]} or {"error": key}. The one module that knows pypdf."""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_LARGER = 1.1


def main(path: str, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    print(json.dumps(_read(path)))


def _read(path: str) -> dict[str, object]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "pdf_encrypted"}
        return _pages(reader)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return {"error": "pdf_broken"}


def _pages(reader: PdfReader) -> dict[str, object]:
    """Text of each page, and the lines that are set larger than most of the text: the headings."""
    sizes: Counter[float] = Counter()
    pieces: list[tuple[float, str]] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        height = round(abs(size * tm[3] * cm[3]), 1)
        sizes[height] += len(text.strip())
        pieces.append((height, text))

    pages = [page.extract_text(visitor_text=note).encode("utf-8", "ignore").decode() for page in reader.pages]
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    large = {line.strip() for height, text in pieces if height > _LARGER * usual for line in text.splitlines()}
    return {"pages": pages, "large": sorted(large - {""})}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
