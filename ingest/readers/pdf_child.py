"""The child process that reads one PDF: prints {"pages": [[[x, y, size, bold, text], …], …]} or {"error": key}.

The one module that knows pypdf.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

Matrix = list[float]
Piece = tuple[float, float, float, bool, str]


def main(path: str, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    print(json.dumps(_read(path)))


def _read(path: str) -> dict[str, object]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "pdf_encrypted"}
        return {"pages": [_pieces(page) for page in reader.pages]}
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return {"error": "pdf_broken"}


def _pieces(page: PageObject) -> list[Piece]:
    """The page's text in pieces that were drawn together; put end to end they are `page.extract_text()`."""
    found: list[Piece] = []

    def note(text: str, cm: Matrix, tm: Matrix, font: Any, size: float) -> None:
        clean = text.encode("utf-8", "ignore").decode()
        if clean:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            found.append((round(x, 1), round(y, 1), round(abs(size) * _scale(tm) * _scale(cm), 1), bold, clean))

    page.extract_text(visitor_text=note)
    return found


def _scale(matrix: Matrix) -> float:
    """How much a transformation enlarges, however it turns."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
