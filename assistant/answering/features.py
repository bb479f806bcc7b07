"""What speaks for and against that the hits answer a question; none of it depends on the collection's size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from assistant.answering.candidates import Quote
from assistant.answering.names import missing_names, named, on_names
from assistant.answering.question import figure_asked
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.language import language_of
from assistant.passages import Hit
from assistant.retrieval import question_vectors

_READ = 5
_BEST = 2
_MANY_NAMES = 3
_FARTHEST = 0.3
_NEAR = 100


@dataclass(frozen=True)
class Features:
    """Each from 0 to 1, but for the last.

    similarity: centred cosine of the nearest passage. names: how many names and years the question holds, three or more
    being 1. missing_names: share of them that the best passages lack. elsewhere: how much more like the question, its
    names aside, another text is than the most like one on those names. figure_missing: an amount, date or count is
    asked for that the best quotes lack. english: the question is in English and the best passage, which therefore
    lacks its words, is not. reading: the greatest log odds, by who reads them together with the question, that one of
    the most probable quotes answers it, or one of its sides; 0, as likely as not, without a reader, and for a Swedish
    question over a text that is not, which the readers take for no answer too often.

    Tried on the tuning halves and left out, since it added nothing: likeness to the sections' own questions. It would
    also hold back documents that have none. So was the same allowance for a Swedish question over an English passage:
    it answers more of them, but every other one that is off-topic too (`make english`).
    """

    similarity: float
    names: float
    missing_names: float
    elsewhere: float
    figure_missing: float
    english: float
    reading: float

    def values(self) -> tuple[float, ...]:
        return astuple(self)


def features_of(
    asked: str,
    question: str,
    hits: Sequence[Hit],
    quotes: Sequence[Quote],
    index: Index,
    embeddings: WordEmbeddings,
) -> Features:
    """The features of a question, as it was `asked` and made to stand alone.

    `hits` are not empty; `quotes` are what can be quoted of them, the most probable first.
    """
    names = named(question)
    figure = figure_asked(asked)
    languages = language_of(question), language_of(hits[0].passage.text)
    told = [] if languages[0] == "sv" != languages[1] else [quote.reading for quote in quotes]
    return Features(
        similarity=max(hit.dense for hit in hits[:_READ]),
        names=min(len(names), _MANY_NAMES) / _MANY_NAMES,
        missing_names=len(missing_names(question, hits)) / len(names) if names else 0.0,
        elsewhere=_elsewhere(question, names, hits, index, embeddings) if names else 0.0,
        figure_missing=float(bool(figure and not any(figure[1].search(quote.text) for quote in quotes[:_BEST]))),
        english=float(languages[0] == "en" != languages[1]),
        reading=max((odds for odds in told if odds is not None), default=0.0),
    )


def _elsewhere(
    question: str, names: Sequence[str], hits: Sequence[Hit], index: Index, embeddings: WordEmbeddings
) -> float:
    nameless = question
    for name in names:
        nameless = re.sub(rf"\b{re.escape(name)}\w*", "", nameless, flags=re.IGNORECASE)
    vector = question_vectors(index, embeddings, " ".join(nameless.split())).vector
    near = index.vectors.nearest(vector, _NEAR)
    own = np.asarray(sorted(index.row_of[hit.passage.id] for hit in on_names(names, hits)), np.int64)
    if not len(own):
        return _FARTHEST
    gap = float(index.vectors.likeness(vector, near).part.max() - index.vectors.likeness(vector, own).part.max())
    return min(max(gap, 0.0), _FARTHEST)
