"""The child process that reads one PDF: prints {"pages": [...]} or {"error": key}. The one module that knows pypdf."""

from __future__ import annotations

import json
import logging
import resource
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError


def main(path: str, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    print(json.dumps(_read(path)))


def _read(path: str) -> dict[str, object]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "pdf_encrypted"}
        return {"pages": [page.extract_text().encode("utf-8", "ignore").decode() for page in reader.pages]}
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return {"error": "pdf_broken"}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
