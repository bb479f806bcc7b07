"""Characters that know where they stood, lines of them, and the blocks they are gathered into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SOFT_HYPHEN = "\u00ad"
_DROPPED = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
_ITEM = re.compile(r"^\s*(?:[-*+•▪–]|\d{1,3}[.)])\s+(?=\S)")
NOWHERE = -1


@dataclass(frozen=True)
class Char:
    """One cleaned character, its page and its offset in the raw text; layout that we add stands nowhere."""

    text: str
    page: int | None
    raw: int


@dataclass
class Draft:
    """A block that is being read: its kind, its characters and the headings above it."""

    kind: str
    chars: list[Char]
    headings: tuple[str, ...] = ()


def layout(text: str) -> list[Char]:
    """Characters that we add: line breaks between blocks and bars between table cells."""
    return [Char(character, None, NOWHERE) for character in text]


def raw_lines(body: str) -> Iterator[tuple[int, str]]:
    """Each line with its offset."""
    start = 0
    for line in body.split("\n"):
        yield start, line
        start += len(line) + 1


def normalised(text: str, page: int | None, start: int) -> list[Char]:
    """A raw line in NFC, ligatures spelled out, invisible characters dropped.

    A soft hyphen stays where it ends the line: it says that the word goes on in the next.
    """
    chars: list[Char] = []
    last = len(text.rstrip()) - 1
    for offset, character in enumerate(text):
        if (
            character in _DROPPED
            or (character == SOFT_HYPHEN and offset != last)
            or (unicodedata.category(character) == "Cc" and character != "\t")
        ):
            continue
        if unicodedata.combining(character) and chars:
            composed = unicodedata.normalize("NFC", chars[-1].text + character)
            if len(composed) == 1:
                chars[-1] = Char(composed, chars[-1].page, chars[-1].raw)
                continue
        plain = " " if character.isspace() else _LIGATURES.get(character, character)
        chars.extend(Char(part, page, start + offset) for part in plain)
    return chars


def string(chars: list[Char]) -> str:
    return "".join(char.text for char in chars)


def space_before(chars: list[Char]) -> Char:
    """The white space before a line: it stands for the line break."""
    return Char(" ", chars[0].page, max(chars[0].raw - 1, 0))


def squeezed(chars: list[Char]) -> list[Char]:
    """Runs of white space become one space; none at the ends. No soft hyphen is left."""
    kept: list[Char] = []
    for char in chars:
        if char.text == SOFT_HYPHEN:
            continue
        if char.text != " " or (kept and kept[-1].text != " "):
            kept.append(char)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def item_start(text: str) -> int | None:
    """Where the text of a list item begins, None if the line is no item.

    A bullet is layout and goes; a number says something and stays.
    """
    item = _ITEM.match(text)
    if item is None:
        return None
    return 0 if item.group().strip()[0].isdigit() else item.end()
