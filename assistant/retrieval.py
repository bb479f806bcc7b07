"""Hybrid search: dense vectors and BM25, fused with fixed bounds; the best are then weighed word by word.

README, "How it works", says what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from assistant.index.analysis import content_words, stem
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.index.maxsim import QuestionWords, Vectors
from assistant.index.vectors import Likeness, QuestionVectors, Rows
from assistant.passages import Filters, Hit

_TINY = 1e-9
_VIEWS = 3  # views asked for per candidate, since several may stand for one passage


@dataclass(frozen=True)
class RetrievalParameters:
    """What an evaluation may vary.

    `dense_weight` and BM25's weight sum to 1; `part_weight` is the share of the best paragraph in the dense score, the
    rest is the whole passage's; `question_weight` comes on top for passages whose section has questions of its own, and
    `word_weight` for the likeness word by word of the first `rescored`.
    """

    limit: int = 10
    candidates: int = 100
    dense_weight: float = 0.5
    part_weight: float = 0.5
    question_weight: float = 0.4
    word_weight: float = 1.5
    rescored: int = 50
    centre: bool = True


def search(
    index: Index,
    embeddings: WordEmbeddings,
    question: str,
    filters: Filters | None = None,
    parameters: RetrievalParameters | None = None,
) -> list[Hit]:
    """The best passages for a question, best first.

    Each score is divided by its maximum over the unfiltered collection, so that a filter never turns a weak hit into a
    strong one.
    """
    chosen = parameters or RetrievalParameters()
    asked = question_vectors(index, embeddings, question, chosen.centre)
    vector = asked.vector
    lexical = index.lexical.scores(question)
    pool = np.union1d(index.vectors.nearest(vector, _VIEWS * chosen.candidates), _top(lexical, chosen.candidates))
    likeness = index.vectors.likeness(vector, pool)
    tops = _Tops(_highest(_dense(likeness, chosen)), _highest(lexical), _highest(likeness.question))
    if filters:
        pool = index.store.matching(filters)
        likeness = index.vectors.likeness(vector, pool)
    dense = _dense(likeness, chosen)
    scores = _fused(dense, lexical[pool], likeness.question, tops, chosen)
    rescored = np.sort(_best(scores, chosen.rescored))
    by_words = index.vectors.words_likeness(asked.words, pool[rescored])
    scores[rescored] += chosen.word_weight * np.maximum(by_words, 0)
    best = _best(scores, chosen.limit)
    ids = [index.lexical.ids[row] for row in pool[best]]
    found = index.store.passages(ids)
    parts = zip(ids, scores[best], dense[best], lexical[pool[best]], strict=True)
    return [Hit(found[identity], *map(float, numbers)) for identity, *numbers in parts]


def merged(lists: Sequence[Sequence[Hit]], limit: int) -> list[Hit]:
    """Several ranked lists in turn: the first of each, then the second of each, each passage once."""
    in_turn = (hit for hits in zip_longest(*lists) for hit in hits if hit)
    found: dict[str, Hit] = {}
    for hit in in_turn:
        found.setdefault(hit.passage.id, hit)
    return list(found.values())[:limit]


def question_vectors(index: Index, embeddings: WordEmbeddings, question: str, centre: bool = True) -> QuestionVectors:
    """The question's unit vector, less the mean of sample questions if `centre`; and its words', each weighing as much
    as it is telling."""
    encoded = embeddings.encode_query(question)
    vector = encoded.vector - index.question_mean if centre else encoded.vector
    content = set(content_words(question))
    weights = np.asarray([index.lexical.weight(stem(w)) if w in content else 0.0 for w in encoded.words], np.float32)
    weights = weights if weights.any() else np.ones_like(weights)
    words = QuestionWords(index.word_space.question(encoded.word_vectors), weights / max(float(weights.sum()), _TINY))
    return QuestionVectors(vector / np.float32(max(float(np.linalg.norm(vector)), _TINY)), words)


@dataclass(frozen=True)
class _Tops:
    """The highest scores in the unfiltered collection."""

    dense: float
    lexical: float
    question: float


def _fused(dense: Vectors, lexical: Vectors, question: Vectors, tops: _Tops, chosen: RetrievalParameters) -> Vectors:
    """The weighted sum. A passage whose section has no questions is neither helped nor held back: its own sum stands in
    for them."""
    own = chosen.dense_weight * np.maximum(dense, 0) / tops.dense
    own = own + (1 - chosen.dense_weight) * np.maximum(lexical, 0) / tops.lexical
    asked = np.where(np.isnan(question), own, np.maximum(question, 0) / tops.question)
    return np.asarray(own + chosen.question_weight * asked, np.float32)


def _highest(scores: Vectors) -> float:
    """The highest score above 0, a tiny one if there is none."""
    return max(float(np.nanmax(np.append(scores, _TINY))), _TINY)


def _top(scores: Vectors, limit: int) -> Rows:
    """The rows of the highest scores above 0."""
    best = _best(scores, limit)
    return best[scores[best] > 0]


def _best(scores: Vectors, limit: int) -> Rows:
    """The places of the highest scores, highest first, of equals the first; only what may be among them is sorted."""
    places = np.arange(len(scores))
    if limit < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    return places[np.argsort(-scores[places], kind="stable")[:limit]]


def _dense(likeness: Likeness, chosen: RetrievalParameters) -> Vectors:
    return np.asarray((1 - chosen.part_weight) * likeness.whole + chosen.part_weight * likeness.part, np.float32)
