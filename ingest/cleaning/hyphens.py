"""Lines put together, without the hyphens that only broke them."""

from __future__ import annotations

import re
import sysconfig
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ingest.cleaning.chars import SOFT_HYPHEN, Char, space_before, string
from ingest.readers.raw import RawDocument

Joins = Callable[[str, str], bool]
_SHORT = 2
_QUESTION_WORDS = {"hur", "vad", "när", "vem", "var", "icke"}
_HANGING = re.compile(r"(?:och|eller|samt|and|or)\b")


def join_line(chars: list[Char], line: list[Char], joins: Joins) -> None:
    """Put a line after the text before it, without the hyphen if it only broke the line."""
    before, after = string(chars).rstrip(), string(line).lstrip()
    while chars and chars[-1].text == " ":
        chars.pop()
    rest = line[len(line) - len(after) :]
    if before.endswith(SOFT_HYPHEN):
        chars.pop()
        chars.extend(rest)
    elif re.search(r"\w–$", before):
        chars.extend(rest)  # a range, as in 2015–2016
    elif not (before.endswith("-") and after):
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

    Never after a single letter, a digit, an abbreviation or a question word ("hur-kunskap"), nor before "och". Words of
    two letters keep their hyphen before a known word ("it-tjänsten") unless the joined word is known too. Longer ones
    are joined though unknown, since most Swedish compounds stand in no word list.
    """
    bodies = [page.text.lower() for page in raw.pages]
    seen = Counter(word for body in bodies for word in re.findall(r"[^\W\d_]{3,}", body))

    def joins(before: str, after: str) -> bool:
        left = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", before)
        right = re.match(r"[^\W\d_]+", after)
        if not left or not right or not after[0].islower() or _HANGING.match(after):
            return False
        stem = left.group(1).split("-")[-1]
        if len(stem) < 2 or not stem.isalpha() or not (stem.islower() or stem.istitle()) or stem in _QUESTION_WORDS:
            return False
        rest = right.group().lower()
        joined = stem.lower() + rest
        if any(f"{stem}-{rest}".lower() in body for body in bodies):
            return False
        return len(stem) > _SHORT or seen[joined] > 0 or _begins_known(joined, len(stem) + 4) or not _begins_known(rest)

    return joins


def _begins_known(word: str, shortest: int = 5) -> bool:
    """Whether a word or a long enough beginning of it is in the word list; inflected forms often are not."""
    return any(word[:end] in known_words() for end in range(shortest, len(word) + 1))


@cache
def known_words() -> frozenset[str]:
    """Swedish words of the `hunspell-sv` package, lower case; empty where it is not installed."""
    path = Path(sysconfig.get_path("data")) / "share" / "hunspell" / "sv_SE.dic"
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.split("/")[0].lower() for line in lines)
