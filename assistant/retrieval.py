"""Hybrid search: dense vectors and BM25, fused with fixed bounds (ARCHITECTURE.md, "What has been measured")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.index.embeddings import Vectors
from assistant.index.location import Index
from assistant.passages import Filters, Hit


@dataclass(frozen=True)
class RetrievalParameters:
    """What an evaluation may vary. `dense_weight` and BM25's weight sum to 1."""

    limit: int = 10
    candidates: int = 100
    dense_weight: float = 0.6
    dense_floor: float = 0.0
    centre: bool = True


def search(
    index: Index,
    embeddings: Embeddings,
    question: str,
    filters: Filters | None = None,
    parameters: RetrievalParameters | None = None,
) -> list[Hit]:
    """The best passages for a question, best first.

    Both scores are computed for every candidate (the best of each search, after the filter) and divided by their
    maximum over the unfiltered collection, so that a filter never turns a weak hit into a strong one.
    """
    chosen = parameters or RetrievalParameters()
    vector = question_vector(index, embeddings, question, chosen.centre)
    lexical = dict(zip(index.lexical.ids, index.lexical.scores(question).tolist(), strict=True))
    allowed = set(index.store.matching(filters)) if filters else None
    best = index.vectors.nearest(vector, chosen.candidates)
    pool = set(allowed) if allowed is not None else set(best) | set(_top(lexical, chosen.candidates))
    cosines = {key: float(row @ vector) for key, row in index.vectors.vectors(sorted(pool | set(best[:1]))).items()}
    dense_top = max(cosines[key] for key in best[:1]) if best else 1.0
    lexical_top = max(lexical.values(), default=0.0)
    scored = [
        (_fuse(cosines[key], dense_top, lexical[key], lexical_top, chosen), cosines[key], lexical[key], key)
        for key in pool
    ]
    scored.sort(key=lambda row: (-row[0], row[3]))
    found = index.store.passages([row[3] for row in scored[: chosen.limit]])
    return [Hit(found[key], score, cosine, bm25) for score, cosine, bm25, key in scored[: chosen.limit]]


def question_vector(index: Index, embeddings: Embeddings, question: str, centre: bool = True) -> Vectors:
    """The question's unit vector, less the mean of sample questions if `centre`."""
    vector = np.asarray(embeddings.embed_query(question), np.float32)
    if centre:
        vector = vector - index.question_mean
    return vector / np.float32(max(float(np.linalg.norm(vector)), 1e-12))


def _top(scores: dict[str, float], limit: int) -> list[str]:
    positive = [key for key, score in scores.items() if score > 0]
    return sorted(positive, key=lambda key: (-scores[key], key))[:limit]


def _fuse(dense: float, dense_top: float, lexical: float, lexical_top: float, chosen: RetrievalParameters) -> float:
    span = dense_top - chosen.dense_floor
    dense_part = (dense - chosen.dense_floor) / span if span > 0 else 0.0
    lexical_part = lexical / lexical_top if lexical_top > 0 else 0.0
    return chosen.dense_weight * max(dense_part, 0.0) + (1 - chosen.dense_weight) * lexical_part
