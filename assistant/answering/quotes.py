"""An answer without a language model: the most telling sentences of the best passages, quoted exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.index.analysis import content_words, sentences, stem, words
from assistant.passages import Document, Hit, Passage

_POINTS_BACK = re.compile(
    r"(?:Det|Den|De|Detta|Denna|Dessa|Där|Då|Därför|Annars|Dock|Också|Dessutom|Andra|Båda|Så|Han|Hon|Poängen|Följden|"
    r"Bakgrunden|Skälet|It|They|This|These)\b"
)


@dataclass(frozen=True)
class QuoteParameters:
    """How many passages are read, and how long an answer may be (in characters and sentences)."""

    passages: int = 6
    max_chars: int = 900
    max_sentences: int = 6
    min_share: float = 0.6
    passage_weight: float = 0.5


@dataclass(frozen=True)
class Quote:
    """A sentence of a passage: the characters `start` to `end` of its document."""

    passage: Passage
    start: int
    end: int
    text: str
    score: float


def choose_quotes(
    question: str,
    hits: Sequence[Hit],
    documents: dict[str, Document],
    embeddings: Embeddings,
    parameters: QuoteParameters | None = None,
) -> list[Quote]:
    """The sentences that tell most, in reading order: passage by passage, the best passage first."""
    chosen = parameters or QuoteParameters()
    candidates = [quote for hit in hits[: chosen.passages] for quote in _candidates(hit, documents)]
    if not candidates:
        return []
    scored = _scored(question, candidates, embeddings, chosen.passage_weight)
    picked: list[Quote] = []
    length = 0
    floor = max(quote.score for quote in scored) * chosen.min_share
    for quote in sorted(scored, key=lambda q: -q.score):
        if quote.score < floor or len(picked) == chosen.max_sentences:
            break
        if length + len(quote.text) <= chosen.max_chars and not _repeats(quote, picked):
            picked.append(quote)
            length += len(quote.text)
    rank = {hit.passage.id: i for i, hit in enumerate(hits)}
    return sorted(picked, key=lambda q: (rank[q.passage.id], q.start))


def _candidates(hit: Hit, documents: dict[str, Document]) -> list[Quote]:
    """Whole sentences, list items and table rows of a passage; its score is the passage's for now."""
    passage = hit.passage
    document = documents[passage.document]
    compiled = any(block.sources for block in document.blocks)
    found = []
    for block in document.blocks_in(passage.start, passage.end):
        if block.kind == "heading" or (compiled and not block.sources):
            continue  # a paragraph of a compilation that names no source only introduces
        start, end = max(block.start, passage.start), min(block.end, passage.end)
        whole = block.kind in {"item", "row"}
        ranges = [(0, end - start)] if whole else _with_antecedents(document.text[start:end])
        for a, b in ranges:
            text = document.text[start + a : start + b]
            if not text.endswith("?") and len(words(text)) >= 4:
                found.append(Quote(passage, start + a, start + b, text, hit.score))
    return found


def _with_antecedents(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences; one that points back ("Det …") is kept together with the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if joined and _POINTS_BACK.match(text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _scored(question: str, quotes: list[Quote], embeddings: Embeddings, passage_weight: float) -> list[Quote]:
    """Similarity of the sentence (with its title and headings) to the question, its share of the question's words, and
    the score of its passage, added."""
    asked = {stem(word) for word in content_words(question)}
    headed = [" – ".join([q.passage.title, *q.passage.headings, q.text]) for q in quotes]
    vectors = np.asarray(embeddings.embed_documents(headed), np.float32)
    similar = vectors @ np.asarray(embeddings.embed_query(question), np.float32)
    similar = (similar - similar.min()) / max(float(np.ptp(similar)), 1e-6)
    result = []
    for quote, closeness in zip(quotes, similar.tolist(), strict=True):
        own = {stem(word) for word in words(quote.text)}
        overlap = len(asked & own) / max(len(asked), 1)
        score = closeness + 0.5 * overlap + passage_weight * quote.score
        result.append(Quote(quote.passage, quote.start, quote.end, quote.text, score))
    return result


def _repeats(quote: Quote, picked: list[Quote]) -> bool:
    own = set(content_words(quote.text))
    return any(len(own & set(content_words(p.text))) > 0.8 * max(len(own), 1) for p in picked)
