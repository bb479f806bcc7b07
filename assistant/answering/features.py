"""What speaks for and against that the hits answer a question; none of it depends on the collection's size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.answering.candidates import Quote
from assistant.answering.question import asks_why, figure_asked
from assistant.index.analysis import stem, words
from assistant.index.location import Index
from assistant.index.places import places_in
from assistant.passages import Hit
from assistant.retrieval import question_vector
from assistant.texts import language_of

_READ = 5
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b[A-ZÅÄÖ][\wåäöÅÄÖé-]+|\b\d{4}\b")
_COMMON_PREFIX = 5
_MANY_NAMES = 3
_FARTHEST = 0.3
_NEAR = 100
_ENGLISH_NAMES = frozenset(
    "I Sweden Swedish Denmark Danish Norway Norwegian Finland Finnish Iceland Nordic Europe European".split()
)


@dataclass(frozen=True)
class Features:
    """Each from 0 to 1.

    similarity: centred cosine of the nearest passage. asked: cosine of the nearest question that a section is said to
    answer. names: how many names and years the question holds, three or more being 1. missing_names: share of them that
    the best passages lack. elsewhere: how much more like the question, its names aside, another text is than the most
    like one on those names. figure_missing: an amount, date or count is asked for that the best quote lacks. why: a
    reason is asked for, which takes something for granted. english: the question is in English, whose words Swedish
    passages lack.
    """

    similarity: float
    asked: float
    names: float
    missing_names: float
    elsewhere: float
    figure_missing: float
    why: float
    english: float

    def values(self) -> tuple[float, ...]:
        return astuple(self)


def features_of(
    question: str, hits: Sequence[Hit], quotes: Sequence[Quote], index: Index, embeddings: Embeddings
) -> Features:
    """The features of a question, its hits (not empty) and what can be quoted of them, the most probable first."""
    names = named(question)
    figure = figure_asked(question)
    return Features(
        similarity=max(hit.dense for hit in hits[:_READ]),
        asked=max(hit.asked for hit in hits),
        names=min(len(names), _MANY_NAMES) / _MANY_NAMES,
        missing_names=len(missing_names(question, hits)) / len(names) if names else 0.0,
        elsewhere=_elsewhere(question, names, hits, index, embeddings) if names else 0.0,
        figure_missing=float(bool(figure and quotes and not figure[1].search(quotes[0].text))),
        why=float(asks_why(question)),
        english=float(language_of(question) == "en"),
    )


def named(question: str) -> list[str]:
    """The names and years of a question, each once; English words for countries stand in no Swedish passage."""
    names = [name for name in _NAME.findall(question) if name not in _ENGLISH_NAMES]
    typed_small = [place for place in places_in(question) if not any(name.startswith(place) for name in names)]
    return list(dict.fromkeys([*names, *typed_small]))


def missing_names(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The names and years of a question that the best passages lack."""
    passages = [_Words(hit.passage.embedded_text) for hit in hits[:_READ]]
    return tuple(name for name in named(question) if not any(passage.holds_name(name) for passage in passages))


def _elsewhere(question: str, names: Sequence[str], hits: Sequence[Hit], index: Index, embeddings: Embeddings) -> float:
    nameless = question
    for name in names:
        nameless = re.sub(rf"\b{re.escape(name)}\w*", "", nameless, flags=re.IGNORECASE)
    vector = question_vector(index, embeddings, " ".join(nameless.split()))
    on_them = [hit for hit in hits if all(_Words(hit.passage.embedded_text).holds_name(name) for name in names)]
    near = index.vectors.nearest(vector, _NEAR)
    own = np.asarray(sorted(index.row_of[hit.passage.id] for hit in on_them), np.int64)
    if not len(own):
        return _FARTHEST
    gap = float(index.vectors.likeness(vector, near).part.max() - index.vectors.likeness(vector, own).part.max())
    return min(max(gap, 0.0), _FARTHEST)


class _Words:
    """The words of a text, and their stems."""

    def __init__(self, text: str) -> None:
        self._words = set(words(text))
        self._stems = {stem(word) for word in self._words}

    def holds_name(self, name: str) -> bool:
        return all(self._holds(part) for part in words(name))

    def _holds(self, word: str) -> bool:
        """A word is there if its stem is, or if a compound there holds it."""
        base = stem(word)
        if base in self._stems:
            return True
        return len(base) >= _COMMON_PREFIX and any(base in other for other in self._words)
