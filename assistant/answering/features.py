"""What speaks for and against that the hits answer a question; none of it depends on the collection's size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from assistant.index.analysis import stem, words
from assistant.passages import Hit
from assistant.texts import language_of

_READ = 5
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÅÄÖ][\wåäöÅÄÖé-]+|\b\d{4}\b")
_COMMON_PREFIX = 5
_ENGLISH_NAMES = frozenset(
    "I Sweden Swedish Denmark Danish Norway Norwegian Finland Finnish Iceland Nordic Europe European".split()
)


@dataclass(frozen=True)
class Features:
    """Each from 0 to 1.

    similarity: centred cosine of the nearest passage.
    missing_names: share of the question's names and years that the best passages lack.
    english: whether the question is in English, whose words Swedish passages lack.

    Tried on the tuning halves and left out, since they added nothing: coverage of the single best passage, lead of the
    first hit, agreement of the two searches, the most telling unknown word, likeness to the sections' own questions,
    and the weighted share of the question's words that the passages hold.
    """

    similarity: float
    missing_names: float
    english: float

    def values(self) -> tuple[float, ...]:
        return astuple(self)


def features_of(question: str, hits: Sequence[Hit]) -> Features:
    """The features of a question and its hits; `hits` must not be empty."""
    names = named(question)
    return Features(
        similarity=max(hit.dense for hit in hits[:_READ]),
        missing_names=len(missing_names(question, hits)) / len(names) if names else 0.0,
        english=float(language_of(question) == "en"),
    )


def named(question: str) -> list[str]:
    """The names and years of a question, each once; English words for countries stand in no Swedish passage."""
    return list(dict.fromkeys(name for name in _NAME.findall(question) if name not in _ENGLISH_NAMES))


def missing_names(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The names and years of a question that the best passages lack."""
    passages = [_Words(hit) for hit in hits[:_READ]]
    return tuple(
        name
        for name in named(question)
        if not all(any(passage.holds(part) for passage in passages) for part in words(name))
    )


class _Words:
    """The words of a passage with its title and headings, and their stems."""

    def __init__(self, hit: Hit) -> None:
        self._words = set(words(hit.passage.embedded_text))
        self._stems = {stem(word) for word in self._words}

    def holds(self, word: str) -> bool:
        """A word is there if its stem is, or if a compound there holds it."""
        base = stem(word)
        if base in self._stems:
            return True
        return len(base) >= _COMMON_PREFIX and any(base in other for other in self._words)
