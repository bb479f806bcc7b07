"""PDF through pypdf, in a child process with limits: a 3-KiB file can hold pypdf for a minute."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from assistant.errors import DocumentError

TIMEOUT_SECONDS = 120
MEMORY_BYTES = 1_024 * 1_024 * 1_024


def read_pdf(path: Path) -> tuple[list[str], frozenset[str]]:
    """The raw text of each page, in order, and the lines set in larger type.

    :raises DocumentError: If the file is no PDF, broken, encrypted, or takes too much time or memory.
    """
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1_024):
            raise DocumentError("not_pdf")
    command = [sys.executable, "-m", "ingest.readers.pdf_child", str(path), str(MEMORY_BYTES)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise DocumentError("pdf_too_slow", seconds=TIMEOUT_SECONDS) from error
    try:
        result = json.loads(done.stdout)
    except ValueError as error:
        raise DocumentError("pdf_broken") from error
    if "error" in result:
        raise DocumentError(result["error"])
    pages: list[str] = result["pages"]
    if not any(page.strip() for page in pages):
        raise DocumentError("pdf_without_text")
    return pages, frozenset(result["large"])
