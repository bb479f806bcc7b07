"""Blocks put together into the canonical text of a document version, with its map.

Source marks are in Pandoc's citation syntax, `[@KEY; @KEY]`, and become the sources of the paragraph they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.passages import Block, Segment
from ingest.cleaning.chars import NOWHERE, Char, Draft, layout, normalised, raw_lines, squeezed, string
from ingest.cleaning.hyphens import joiner
from ingest.cleaning.marked_text import text_blocks
from ingest.cleaning.pdf_blocks import pdf_blocks
from ingest.cleaning.pdf_lines import pdf_lines
from ingest.readers.raw import RawDocument

_MARK = re.compile(r"\s*\[(@[\w-]+(?:\s*;\s*@[\w-]+)*)\s*\]")


@dataclass(frozen=True)
class Cleaned:
    """The canonical text of a document version: text, its blocks, and the map back to the pages."""

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    empty_pages: tuple[int, ...]


def clean(raw: RawDocument) -> Cleaned:
    """Clean a document."""
    if raw.format == "pdf":
        drafts = pdf_blocks(pdf_lines(raw), joiner(raw))
    else:
        lines = [normalised(text, p.number, start) for p in raw.pages for start, text in raw_lines(p.text)]
        drafts = text_blocks(lines, raw.format == "markdown")
    empty = tuple(page.number for page in raw.pages if page.number is not None and not page.text.strip())
    return _assemble(drafts, empty)


def _assemble(drafts: list[Draft], empty_pages: tuple[int, ...]) -> Cleaned:
    text: list[Char] = []
    blocks: list[Block] = []
    for draft in drafts:
        chars, sources = _without_marks(squeezed(draft.chars))
        if not chars:
            continue
        if blocks:
            listed = draft.kind in {"item", "row"} and blocks[-1].kind == draft.kind
            text.extend(layout("\n" if listed else "\n\n"))
        blocks.append(Block(len(text), len(text) + len(chars), draft.kind, draft.headings, sources))
        text.extend(chars)
    return Cleaned(string(text), tuple(blocks), tuple(_segments(text)), empty_pages)


def _without_marks(chars: list[Char]) -> tuple[list[Char], tuple[str, ...]]:
    text = string(chars)
    marks = list(_MARK.finditer(text))
    gone = {i for mark in marks for i in range(*mark.span())}
    keys = [key for mark in marks for key in re.findall(r"@([\w-]+)", mark.group(1))]
    kept = squeezed([char for i, char in enumerate(chars) if i not in gone])
    return kept, tuple(dict.fromkeys(keys))


def _segments(text: list[Char]) -> Iterator[Segment]:
    """Runs of characters that also stood side by side in the raw text."""
    first = 0
    for i in range(1, len(text) + 1):
        if i < len(text) and _side_by_side(text[i - 1], text[i]):
            continue
        if text[first].raw != NOWHERE:
            yield Segment(first, i, text[first].page, text[first].raw, text[i - 1].raw + 1)
        first = i


def _side_by_side(before: Char, after: Char) -> bool:
    return NOWHERE not in (before.raw, after.raw) and (before.page, before.raw + 1) == (after.page, after.raw)
