"""Sweden's 290 municipalities and 21 regions (those that share a municipality's name are listed once) in texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

# Names that are common words or first names too: they count only with a capital letter inside a sentence.
_WORDS_TOO = frozenset(
    "ale berg boden eda flen habo kil kinda klippan köping lund mark mora nora sala salem skara säter sunne trosa vara "
    "åre ånge hjo orsa".split()
)


def places_in(text: str) -> list[str]:
    """The municipalities and regions that a text names, in the order they are named, each once.

    Genitives count, and names typed without a capital, but for those that are words of their own. A university is not
    its city.
    """
    found = (_name(match, text) for match in _pattern().finditer(text))
    return list(dict.fromkeys(name for name in found if name))


def without_names(text: str, names: Sequence[str]) -> str:
    """The text without these names, and without the "i" before one."""
    for name in names:
        text = re.sub(rf"\b(?:i |in )?{re.escape(name)}s?\b", "", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _name(match: re.Match[str], text: str) -> str | None:
    typed = match.group(1)
    if typed.lower() in _WORDS_TOO and (typed[0].islower() or re.search(r"(?:^|[.!?:]\s+)$", text[: match.start()])):
        return None
    return _names()[typed.lower()]


@cache
def _names() -> dict[str, str]:
    lines = files("assistant.index").joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    return {line.lower(): line for line in lines if line}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(
        rf"\b({'|'.join(map(re.escape, longest_first))})s?\b(?! (?:universitet|högskola|university))", re.IGNORECASE
    )
