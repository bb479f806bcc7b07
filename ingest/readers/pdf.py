"""PDF through pypdf, in a child process with limits: a 3-KiB file can hold pypdf for a minute."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import DocumentError
from ingest.readers.raw import RawPage, Run

TIMEOUT_SECONDS = 120
MEMORY_BYTES = 1_024 * 1_024 * 1_024


def read_pdf(path: Path) -> Iterator[RawPage]:
    """The pages, in order.

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
    if not any(text.strip() for page in result["pages"] for *_, text in page):
        raise DocumentError("pdf_without_text")
    return (_page(number, runs) for number, runs in enumerate(result["pages"], start=1))


def _page(number: int, pieces: list[tuple[float, float, float, bool, str]]) -> RawPage:
    runs, start = [], 0
    for x, y, size, bold, text in pieces:
        runs.append(Run(start, x, y, size, bold))
        start += len(text)
    return RawPage(number, "".join(piece[-1] for piece in pieces), tuple(runs))
