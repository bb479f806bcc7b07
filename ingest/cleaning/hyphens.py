"""Lines put together, without the hyphens that only broke them."""

from __future__ import annotations

import re
import sysconfig
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ingest.cleaning.chars import Char, space_before, string
from ingest.readers.raw import RawDocument

Joins = Callable[[str, str], bool]
_HANGING = re.compile(r"(?:och|eller|samt|and|or)\b")


def join_line(chars: list[Char], line: list[Char], joins: Joins) -> None:
    """Put a line after the text before it, without the hyphen if it only broke the line."""
    before, after = string(chars).rstrip(), string(line).lstrip()
    while chars and chars[-1].text == " ":
        chars.pop()
    rest = line[len(line) - len(after) :]
    if not (before.endswith("-") and after):
        chars.extend([space_before(line), *rest])
    elif joins(before, after):
        chars.pop()
        chars.extend(rest)
    elif before.endswith(" -") or _HANGING.match(after):
        chars.extend([space_before(line), *rest])
    else:
        chars.extend(rest)


def joiner(raw: RawDocument) -> Joins:
    """Join a hyphenated line end unless the document writes the word with its hyphen elsewhere.

    Never after a single letter, digit or capitals, nor before "och"; two letters ("it-") need a known joined word.
    Longer ones are joined though unknown, since most Swedish compounds stand in no word list.
    """
    bodies = [page.text.lower() for page in raw.pages]
    seen = Counter(word for body in bodies for word in re.findall(r"[^\W\d_]{3,}", body))

    def joins(before: str, after: str) -> bool:
        left = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", before)
        right = re.match(r"[^\W\d_]+", after)
        if not left or not right or not after[0].islower() or _HANGING.match(after):
            return False
        stem = left.group(1).split("-")[-1]
        if len(stem) < 2 or not stem.isalpha() or stem.isupper():
            return False
        joined = (stem + right.group()).lower()
        if any(f"{stem}-{right.group()}".lower() in body for body in bodies):
            return False
        return len(stem) > 2 or seen[joined] > 0 or joined in known_words()

    return joins


@cache
def known_words() -> frozenset[str]:
    """Swedish words of the `hunspell-sv` package, lower case; empty where it is not installed."""
    path = Path(sysconfig.get_path("data")) / "share" / "hunspell" / "sv_SE.dic"
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.split("/")[0].lower() for line in lines)
