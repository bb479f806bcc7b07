"""A document version as it is searched: read and cleaned once, kept beside the original in the library."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.passages import Block, Document, SectionQuestion, Segment, Source
from ingest.cleaning import Cleaned, clean
from ingest.code import cleaning_digest
from ingest.metadata import metadata, read_beside, read_questions
from ingest.readers import read

Reading = dict[str, Any]
_log = logging.getLogger(__name__)


def reading_of(path: Path) -> Reading:
    """What a file says, as JSON values: cleaned text, blocks, map, pages without text, and its own metadata.

    :raises DocumentError: If it cannot be read or its metadata is wrong.
    """
    try:
        raw = read(path)
        cleaned = clean(raw)
        values, questions = read_beside(path) | raw.metadata, read_questions(path)
        metadata(values, path, cleaned.blocks, cleaned.text)  # refuses wrong metadata now, not at the next build
    except DocumentError:
        raise
    except Exception as error:  # a fault of ours must not keep the other documents out
        _log.exception("reading %s failed", path)
        raise DocumentError("unreadable", reason=type(error).__name__) from error
    return {
        "code": cleaning_digest(),
        "metadata": values,
        "text": cleaned.text,
        "blocks": [[b.start, b.end, b.kind, b.headings, b.sources] for b in cleaned.blocks],
        "segments": [[s.start, s.end, s.page, s.raw_start, s.raw_end] for s in cleaned.segments],
        "empty_pages": cleaned.empty_pages,
        "questions": questions,
    }


def write_reading(path: Path, reading: Reading) -> None:
    path.write_text(json.dumps(reading, ensure_ascii=False, default=str), encoding="utf-8")


def stored_reading(path: Path) -> Reading | None:
    """The reading kept at `path`, None if there is none or older code made it."""
    if not path.is_file():
        return None
    reading: Reading = json.loads(path.read_text(encoding="utf-8"))
    return reading if reading["code"] == cleaning_digest() else None


def document_from(name: str, version: str, reading: Reading, sources: dict[str, Source]) -> Document:
    """The document, with the originals its paragraphs name; its title is no heading above its own text."""
    blocks = tuple(Block(a, b, kind, tuple(path), tuple(keys)) for a, b, kind, path, keys in reading["blocks"])
    cleaned = Cleaned(reading["text"], blocks, tuple(Segment(*s) for s in reading["segments"]), ())
    about = metadata(reading["metadata"], Path(name), blocks, cleaned.text)
    below = tuple(replace(b, headings=tuple(h for h in b.headings if h != about.title)) for b in blocks)
    used = {key: sources[key] for block in blocks for key in block.sources if key in sources}
    questions = tuple(SectionQuestion(heading, q) for heading, asked in reading["questions"].items() for q in asked)
    return Document(name, version, about, cleaned.text, below, cleaned.segments, used, questions)
