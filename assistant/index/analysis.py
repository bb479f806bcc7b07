"""Swedish text analysis for BM25: Snowball stems and character 4-grams of each word, and sentences."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

import snowballstemmer

_DOTLESS = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_NGRAM = 4
_COMPOUNDED = 5
_STOP_WORDS = frozenset(
    "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år "
    "hon under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än "
    "här då man bara in blir upp vad över dem oss hur vilka vilken vilket varför vem vems ni er era du din ditt "
    "dina min mitt mina vår vårt våra kunna göra gör gjorde någon något några finnas ha hans hennes deras dess "
    "denna detta dessa sådan sådana blev blivit ta tar ge ger gav ville vill måste bör borde både samt dels via "
    "per enligt the a an of and to is are was were what which who whom how when why where does do did can could "
    "should would for on with by from at as it its this that these those be been being we you they our your their "
    "there any".split()
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:t\.\s?ex|bl\.\s?a|s\.\s?k|m\.\s?m|m\.\s?fl|d\.\s?v\.\s?s|o\.\s?s\.\s?v|f\.\s?d|kap|dnr|nr|ca|kl|resp|"
    r"prop|jfr|osv|dvs|tex|st|inkl|exkl|max|min|s|p|c|f|ff|[A-ZÅÄÖ])|\d)\.$"
)
_BREAK = re.compile(r"(?<=[.!?…])[”\"')\]]*\s+(?=[\"”'(\[]?[A-ZÅÄÖÉ0-9])|\n+")


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("swedish")


@cache
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word.lower()))


def words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, in order."""
    return [found.span() for found in _WORD.finditer(text)]


def without_dots(word: str) -> str:
    """As typed without Swedish letters: "forbattring" for "förbättring"."""
    return word.translate(_DOTLESS)


def content_words(text: str) -> list[str]:
    """The words that carry meaning, lower-cased, in order, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in _STOP_WORDS and len(word) > 1))


def held(base: str, found: Set[str]) -> bool:
    """Whether a stem is among the words or stems found, as it is or, if it is long, in a compound."""
    return base in found or (len(base) >= _COMPOUNDED and any(base in other for other in found))


def tokens(text: str) -> list[str]:
    """Stems and character 4-grams: the terms that BM25 indexes and searches."""
    return stems(text) + ngrams(text)


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in _STOP_WORDS]


def ngrams(text: str) -> list[str]:
    padded = [f"<{word}>" for word in words(text) if word not in _STOP_WORDS]
    return [f"#{word[i : i + _NGRAM]}" for word in padded for i in range(max(1, len(word) - _NGRAM + 1))]


def sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of a text, without the white space around them."""
    ranges, start = [], 0
    for gap in _BREAK.finditer(text):
        if "\n" not in gap.group() and _ABBREVIATION.search(text[start : gap.start()]) and _abbreviated(text, gap):
            continue
        ranges.append((start, gap.start()))
        start = gap.end()
    ranges.append((start, len(text)))
    return [trimmed for a, b in ranges if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _abbreviated(text: str, gap: re.Match[str]) -> bool:
    """A digit with a full stop ends a sentence unless another number follows (as in "1. 2")."""
    before = text[: gap.start()]
    return not re.search(r"\d\.$", before) or bool(re.search(r"(?:^|\n)\s*\d+\.$", before))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
