"""Markdown and plain text → blocks."""

from __future__ import annotations

import re

from ingest.cleaning.chars import Char, Draft, item_start, space_before, string

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^[\s|:\-=_*]+$")
_EMPHASIS = re.compile(r"(\*\*|__|`)")


def text_blocks(lines: list[list[Char]], markdown: bool) -> list[Draft]:
    """Blank lines part paragraphs; in Markdown, headings, list items and table rows are blocks of their own."""
    drafts: list[Draft] = []
    path: list[tuple[int, str]] = []
    open_block = False
    for line in lines:
        text = string(line)
        heading = _HEADING.match(text) if markdown else None
        if heading:
            level = len(heading.group(1))
            path = [entry for entry in path if entry[0] < level]
            chars = line[slice(*heading.span(2))]
            drafts.append(Draft("heading", chars, tuple(title for _, title in path)))
            path.append((level, string(chars)))
            open_block = False
        elif not text.strip() or (markdown and _RULE.match(text)):
            open_block = False
        else:
            open_block = _add_line(drafts, line, tuple(title for _, title in path), open_block, markdown)
    return drafts


def _add_line(drafts: list[Draft], line: list[Char], path: tuple[str, ...], open_block: bool, markdown: bool) -> bool:
    """Continue the open block or begin a new one; return whether it stays open."""
    text = string(line)
    if markdown and text.lstrip().startswith("|"):
        drafts.append(Draft("row", _cells(line), path))
        return False
    start = item_start(text)
    if start is not None or not open_block:
        drafts.append(Draft("paragraph" if start is None else "item", _plain(line[start or 0 :]), path))
        return True
    drafts[-1].chars.extend([space_before(line), *_plain(line)])
    return True


def _cells(line: list[Char]) -> list[Char]:
    """A table row without its outer bars."""
    text = string(line)
    start, end = text.index("|") + 1, len(text.rstrip())
    return _plain(line[start : end - 1 if text.rstrip().endswith("|") else end])


def _plain(line: list[Char]) -> list[Char]:
    """Without emphasis marks."""
    gone = {i for found in _EMPHASIS.finditer(string(line)) for i in range(*found.span())}
    return [char for i, char in enumerate(line) if i not in gone]
