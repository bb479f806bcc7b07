"""An answer without a language model: the most telling paragraphs of the best passages, quoted exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.index.analysis import content_words, sentences, stem, words
from assistant.index.embeddings import Vectors
from assistant.passages import Block, Document, Hit, Passage

Weight = Callable[[str], float]
"""How telling a stem is: 0 for one in every passage, 1 for one in none."""

_POINTS_BACK = re.compile(
    r"(?:Det|Den|De|Detta|Denna|Dessa|Där|Då|Därför|Annars|Dock|Också|Dessutom|Andra|Båda|Så|Han|Hon|Poängen|Följden|"
    r"Bakgrunden|Skälet|It|They|This|These)\b"
)
_WANTS_FIGURE = re.compile(
    r"\b(?:när|vilket år|hur (?:många|mycket|stor|länge|lång|gammal|hög)|when|how (?:many|much|long))\b", re.I
)
_WANTS_NAME = re.compile(r"\b(?:vem|vems|who|whose)\b", re.I)
_LISTED = {"item", "row"}
_FEW_WORDS = 4
_SAME = 0.8


@dataclass(frozen=True)
class QuoteParameters:
    """How many passages are read, how long an answer and a quote may be (characters), and what a quote must be worth.

    `min_share`: of the best quote's score. A narrow question (when, who, how many) gets fewer and shorter quotes.
    """

    passages: int = 6
    max_chars: int = 1_200
    max_quotes: int = 6
    min_share: float = 0.7
    narrow_chars: int = 700
    narrow_share: float = 0.8
    whole_chars: int = 700
    similarity_weight: float = 6.0
    overlap_weight: float = 1.0
    passage_weight: float = 1.0
    figure_weight: float = 0.5


@dataclass(frozen=True)
class Quote:
    """A part of a passage: the characters `start` to `end` of its document."""

    passage: Passage
    start: int
    end: int
    text: str
    score: float


def choose_quotes(
    question: str,
    vector: Vectors,
    hits: Sequence[Hit],
    documents: dict[str, Document],
    embeddings: Embeddings,
    weight: Weight,
    parameters: QuoteParameters,
) -> list[Quote]:
    """The quotes that tell most, in reading order: passage by passage, the best passage first."""
    candidates = [quote for hit in hits[: parameters.passages] for quote in _candidates(hit, documents, parameters)]
    if not candidates:
        return []
    scored = _scored(question, vector, candidates, embeddings, weight, parameters)
    narrow = bool(_WANTS_FIGURE.search(question) or _WANTS_NAME.search(question))
    floor = scored[0].score * (parameters.narrow_share if narrow else parameters.min_share)
    room = parameters.narrow_chars if narrow else parameters.max_chars
    picked: list[Quote] = []
    for quote in scored:
        if quote.score < floor or len(picked) == parameters.max_quotes:
            break
        fits = len(quote.text) <= room - sum(len(earlier.text) for earlier in picked)
        if (fits or not picked) and not _repeats(quote, picked):
            picked.append(quote)
    rank = {hit.passage.id: i for i, hit in enumerate(hits)}
    return sorted(picked, key=lambda q: (rank[q.passage.id], q.start))


def _candidates(hit: Hit, documents: dict[str, Document], parameters: QuoteParameters) -> Iterator[Quote]:
    """What can be quoted of a passage: whole paragraphs and lists, sentences of those that are too long."""
    passage = hit.passage
    document = documents[passage.document]
    compiled = any(block.sources for block in document.blocks)
    blocks = [block for block in document.blocks_in(passage.start, passage.end) if block.kind != "heading"]
    for group in _groups(blocks, document, parameters.whole_chars):
        if compiled and not any(block.sources for block in group):
            continue  # a paragraph of a compilation that names no source only introduces
        start, end = max(group[0].start, passage.start), min(group[-1].end, passage.end)
        text = document.text[start:end]
        whole = group[0].kind in _LISTED or len(text) <= parameters.whole_chars
        for a, b in [(0, len(text))] if whole else _with_antecedents(text):
            if not text[a:b].endswith("?") and len(words(text[a:b])) >= _FEW_WORDS:
                yield Quote(passage, start + a, start + b, text[a:b], hit.score)


def _groups(blocks: list[Block], document: Document, longest: int) -> Iterator[list[Block]]:
    """A list or table with the sentence that leads to it is one group if it is short enough; else each block is one."""
    while blocks:
        listed = 1 + next((i for i, block in enumerate(blocks[1:]) if block.kind not in _LISTED), len(blocks) - 1)
        leads = blocks[0].kind in _LISTED or document.text[: blocks[0].end].endswith(":")
        size = listed if leads and blocks[listed - 1].end - blocks[0].start <= longest else 1
        yield blocks[:size]
        blocks = blocks[size:]


def _with_antecedents(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences; one that points back ("Det …") is kept together with the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if joined and _POINTS_BACK.match(text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _scored(
    question: str,
    vector: Vectors,
    quotes: list[Quote],
    embeddings: Embeddings,
    weight: Weight,
    parameters: QuoteParameters,
) -> list[Quote]:
    """The quotes, best first: likeness of quote with title and headings to the question, the weighted share of the
    question's words that it holds, the score of its passage, and a figure where one is asked for, added."""
    figure = parameters.figure_weight if _WANTS_FIGURE.search(question) else 0.0
    asked = {base: weight(base) for base in {stem(word) for word in content_words(question)}}
    headed = [q.passage.headed(q.text) for q in quotes]
    similar = np.asarray(embeddings.embed_documents(headed), np.float32) @ vector
    scored = []
    for quote, likeness in zip(quotes, similar.tolist(), strict=True):
        own = {stem(word) for word in words(quote.text)}
        held = sum(share for base, share in asked.items() if base in own) / (sum(asked.values()) or 1.0)
        score = (
            parameters.similarity_weight * likeness
            + parameters.overlap_weight * held
            + parameters.passage_weight * quote.score
            + figure * any(character.isdigit() for character in quote.text)
        )
        scored.append(replace(quote, score=score))
    return sorted(scored, key=lambda quote: -quote.score)


def _repeats(quote: Quote, picked: list[Quote]) -> bool:
    own = set(content_words(quote.text))
    return any(len(own & set(content_words(p.text))) > _SAME * max(len(own), 1) for p in picked)
