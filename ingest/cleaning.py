"""Raw pages → cleaned text, with a map from every cleaned range to (page, raw range).

The text is carried as characters that know where they stood. Furniture (running headers and footers, page numbers),
hyphens at line ends, soft hyphens, markup and source marks are taken out; nothing else is lost. Source marks are in
Pandoc's citation syntax, `[@KEY; @KEY]`, and become the sources of the paragraph they stand in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.passages import Block, Segment
from ingest.readers import RawDocument

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROPPED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
_MARK = re.compile(r"\s*\[(@[\w-]+(?:\s*;\s*@[\w-]+)*)\s*\]")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+•▪–]|\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"^[\s|:\-=_*]+$")
_PAGE_NUMBER = re.compile(
    r"^(?:sid(?:a|an)?\.?|page|s\.)?\s*\d{1,4}(?:\s*(?:\(\d{1,4}\)|/\s*\d{1,4}|av\s+\d{1,4}|of\s+\d{1,4}))?$", re.I
)
_EMPHASIS = re.compile(r"(\*\*|__|`)")
_EDGE_LINES = 2

Joins = Callable[[str, str], bool]


@dataclass(frozen=True)
class Char:
    """One cleaned character and where it stood in the raw text."""

    text: str
    page: int | None
    raw: int


@dataclass(frozen=True)
class Cleaned:
    """The canonical text of a document version: text, its blocks, and the map back to the pages."""

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    empty_pages: tuple[int, ...]


@dataclass
class _Draft:
    """A block that is being read: its kind, its characters and the headings above it."""

    kind: str
    chars: list[Char]
    headings: tuple[str, ...] = ()


def clean(raw: RawDocument, known_words: frozenset[str] = frozenset()) -> Cleaned:
    """Clean a document. `known_words` (lower case) help to tell a hyphenated line end from a hyphen that belongs."""
    lines = [_line(text, page, start) for page, body in raw.pages for start, text in _raw_lines(body)]
    if raw.layout == "pdf":
        drafts = _pdf_blocks(_without_furniture(raw, lines), raw.large_lines, _joiner(raw, known_words))
    else:
        drafts = _text_blocks(lines, raw.layout == "markdown")
    empty = tuple(page for page, body in raw.pages if page is not None and not body.strip())
    return _assemble(drafts, empty)


def _raw_lines(body: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in body.split("\n"):
        yield start, line
        start += len(line) + 1


def _line(text: str, page: int | None, start: int) -> list[Char]:
    """Normalise a raw line to NFC, ligatures spelled out, invisible characters dropped."""
    chars: list[Char] = []
    for offset, character in enumerate(text):
        if character in _DROPPED or (unicodedata.category(character) == "Cc" and character != "\t"):
            continue
        if unicodedata.combining(character) and chars:
            composed = unicodedata.normalize("NFC", chars[-1].text + character)
            if len(composed) == 1:
                chars[-1] = Char(composed, chars[-1].page, chars[-1].raw)
                continue
        plain = " " if character.isspace() else _LIGATURES.get(character, character)
        chars.extend(Char(part, page, start + offset) for part in plain)
    return chars


def _string(chars: list[Char]) -> str:
    return "".join(char.text for char in chars)


# --- furniture -----------------------------------------------------------------------------------------------------


def _without_furniture(raw: RawDocument, lines: list[list[Char]]) -> list[list[Char]]:
    """Drop what stands at the edge of most pages, and bare page numbers there."""
    pages: dict[int | None, list[list[Char]]] = {page: [] for page, _ in raw.pages}
    for line in lines:
        if _string(line).strip():
            pages[line[0].page].append(line)
    shapes = Counter(shape for page in pages.values() for shape in {_shape(line) for line in _edges(page)})
    wanted = max(2, (len(pages) + 1) // 2)
    repeated = {shape for shape, count in shapes.items() if count >= wanted}
    kept: list[list[Char]] = []
    for page in pages.values():
        edges = {id(line) for line in _edges(page)}
        kept.extend(line for line in page if not (id(line) in edges and _is_furniture(line, repeated)))
    return kept


def _edges(page: list[list[Char]]) -> list[list[Char]]:
    return page[:_EDGE_LINES] + page[max(_EDGE_LINES, len(page) - _EDGE_LINES) :]


def _shape(line: list[Char]) -> str:
    return re.sub(r"\d+", "#", _string(line)).strip()


def _is_furniture(line: list[Char], repeated: set[str]) -> bool:
    return _shape(line) in repeated or bool(_PAGE_NUMBER.match(_string(line).strip()))


# --- blocks --------------------------------------------------------------------------------------------------------


def _text_blocks(lines: list[list[Char]], markdown: bool) -> list[_Draft]:
    drafts: list[_Draft] = []
    path: list[tuple[int, str]] = []
    open_block = False
    for line in lines:
        text = _string(line)
        heading = _HEADING.match(text) if markdown else None
        if heading:
            level = len(heading.group(1))
            path = [entry for entry in path if entry[0] < level]
            chars = _cut(line, *heading.span(2))
            drafts.append(_Draft("heading", chars, tuple(title for _, title in path)))
            path.append((level, _string(chars)))
            open_block = False
        elif not text.strip() or (markdown and _RULE.match(text)):
            open_block = False
        else:
            open_block = _add_line(drafts, line, tuple(title for _, title in path), open_block, markdown)
    return drafts


def _add_line(drafts: list[_Draft], line: list[Char], path: tuple[str, ...], open_block: bool, markdown: bool) -> bool:
    """Continue the open block or begin a new one; return whether it stays open."""
    text = _string(line)
    if markdown and text.lstrip().startswith("|"):
        drafts.append(_Draft("row", _cells(line), path))
        return False
    item = _ITEM.match(text)
    if item or not open_block:
        drafts.append(_Draft("item" if item else "paragraph", _plain(_cut(line, _item_start(item), len(text))), path))
        return True
    drafts[-1].chars.extend([_space(line), *_plain(line)])
    return True


def _item_start(item: re.Match[str] | None) -> int:
    """A bullet is layout and goes; a number says something and stays."""
    return 0 if item is None or item.group().strip()[0].isdigit() else item.end()


def _cells(line: list[Char]) -> list[Char]:
    """A table row without its outer bars."""
    text = _string(line)
    start, end = text.index("|") + 1, len(text.rstrip())
    return _plain(_cut(line, start, end - 1 if text.rstrip().endswith("|") else end))


def _plain(line: list[Char]) -> list[Char]:
    """Without emphasis marks."""
    gone = {i for found in _EMPHASIS.finditer(_string(line)) for i in range(*found.span())}
    return [char for i, char in enumerate(line) if i not in gone]


def _cut(line: list[Char], start: int, end: int) -> list[Char]:
    return line[start:end]


def _space(line: list[Char]) -> Char:
    """The white space before a line: it stands for the line break."""
    return Char(" ", line[0].page, line[0].raw - 1)


def _pdf_blocks(lines: list[list[Char]], large: frozenset[str], joins: Joins) -> list[_Draft]:
    """Paragraphs of a page have no blank lines between them: short lines, marks and headings tell them apart.

    Headings are the lines in larger type; where the type is all of one size, they are guessed from their wording.
    """
    widths = sorted(len(line) for line in lines)
    full = widths[int(len(widths) * 0.75)] if widths else 0
    drafts: list[_Draft] = []
    heading: tuple[str, ...] = ()
    ended = True
    for number, line in enumerate(lines):
        following = _string(lines[number + 1]).strip() if number + 1 < len(lines) else ""
        text = _string(line).strip()
        if text in large if large else ended and _looks_like_heading(text, following, full):
            _add_heading(drafts, line, joins)
            heading, ended = (_string(drafts[-1].chars),), True
            continue
        item = _ITEM.match(_string(line))
        if ended or item:
            kind = "item" if item else "paragraph"
            drafts.append(_Draft(kind, _cut(line, _item_start(item), len(line)), heading))
        else:
            _join(drafts[-1].chars, line, joins)
        ended = bool(re.search(r"[.!?:][”\")]*$|\]$", text)) and (len(text) < 0.9 * full or text.endswith("]"))
    return drafts


def _add_heading(drafts: list[_Draft], line: list[Char], joins: Joins) -> None:
    """A heading over several lines is one heading."""
    if drafts and drafts[-1].kind == "heading":
        _join(drafts[-1].chars, line, joins)
    else:
        drafts.append(_Draft("heading", list(line)))


def _looks_like_heading(text: str, following: str, full: int) -> bool:
    return (
        3 <= len(text) <= max(40, int(0.8 * full))
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".,;:!?]-"
        and " | " not in text
        and (not following or not following[0].islower())
    )


def _join(chars: list[Char], line: list[Char], joins: Joins) -> None:
    """Put a line after the text before it, without the hyphen if it only broke the line."""
    before, after = _string(chars).rstrip(), _string(line).lstrip()
    while chars and chars[-1].text == " ":
        chars.pop()
    start = len(line) - len(after)
    if before.endswith("-") and after and joins(before, after):
        chars.pop()
        chars.extend(line[start:])
    elif (
        before.endswith("-")
        and after
        and not before.endswith(" -")
        and not re.match(r"(?:och|eller|samt|and|or)\b", after)
    ):
        chars.extend(line[start:])
    else:
        chars.extend([_space(line), *line[start:]])


def _joiner(raw: RawDocument, known_words: frozenset[str]) -> Joins:
    """Join a hyphenated line end unless the document writes the word with its hyphen elsewhere.

    Never after a single letter, digit or capitals, nor before "och"; two letters ("it-") need a known joined word.
    Longer ones are joined though unknown, since most Swedish compounds stand in no word list.
    """
    seen = Counter(word.lower() for _, body in raw.pages for word in re.findall(r"[^\W\d_]{3,}", body))

    def joins(before: str, after: str) -> bool:
        left = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", before)
        right = re.match(r"[^\W\d_]+", after)
        if not left or not right or not after[0].islower() or re.match(r"(?:och|eller|samt|and|or)\b", after):
            return False
        stem = left.group(1).split("-")[-1]
        if len(stem) < 2 or not stem.isalpha() or stem.isupper():
            return False
        joined = (stem + right.group()).lower()
        hyphenated = f"{stem}-{right.group()}".lower()
        if any(hyphenated in body.lower() for _, body in raw.pages):
            return False
        return len(stem) > 2 or seen[joined] > 0 or joined in known_words

    return joins


# --- assembly ------------------------------------------------------------------------------------------------------


def _assemble(drafts: list[_Draft], empty_pages: tuple[int, ...]) -> Cleaned:
    text: list[Char | None] = []
    blocks: list[Block] = []
    for draft in drafts:
        chars, sources = _without_marks(_squeezed(draft.chars))
        if not chars:
            continue
        if text:
            text.extend([None] if draft.kind in {"item", "row"} and blocks[-1].kind == draft.kind else [None, None])
        blocks.append(Block(len(text), len(text) + len(chars), draft.kind, draft.headings, sources))
        text.extend(chars)
    string = "".join(char.text if char else "\n" for char in text)
    return Cleaned(string, tuple(blocks), tuple(_segments(text)), empty_pages)


def _squeezed(chars: list[Char]) -> list[Char]:
    """Runs of white space become one space; none at the ends."""
    kept: list[Char] = []
    for char in chars:
        if char.text != " " or (kept and kept[-1].text != " "):
            kept.append(char)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _without_marks(chars: list[Char]) -> tuple[list[Char], tuple[str, ...]]:
    string = _string(chars)
    marks = list(_MARK.finditer(string))
    gone = {i for mark in marks for i in range(*mark.span())}
    keys = [key for mark in marks for key in re.findall(r"@([\w-]+)", mark.group(1))]
    kept = _squeezed([char for i, char in enumerate(chars) if i not in gone])
    return kept, tuple(dict.fromkeys(keys))


def _segments(text: list[Char | None]) -> Iterator[Segment]:
    """Runs of characters that also stood side by side in the raw text."""
    first: int | None = None
    for i, char in enumerate([*text, None]):
        before = text[i - 1] if i else None
        if first is not None and not (char and before and (char.page, char.raw) == (before.page, before.raw + 1)):
            begun, ended = text[first], text[i - 1]
            if begun and ended:
                yield Segment(first, i, begun.page, begun.raw, ended.raw + 1)
            first = None
        if char and first is None:
            first = i
