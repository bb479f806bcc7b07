"""An answer without a language model: which quotes tell most, and how many of them the question wants.

How probable it is that a quote answers is a logistic model over five features, fitted by `mio calibrate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from assistant.answering.candidates import Quote, candidates
from assistant.answering.comparison import best_on_each
from assistant.answering.differing import differing_figures
from assistant.answering.question import Kind, asks_for_a_place, figure_asked
from assistant.index.analysis import content_words, stem, words
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.index.places import places_in
from assistant.index.vectors import QuestionVectors
from assistant.logistic import Logistic
from assistant.passages import Document, Hit

_UNCALIBRATED = Logistic((12.0, 1.0, 2.5, -8.0, 6.0), -5.0)
_SAME = 0.8
_WITHOUT = 0.5


@dataclass(frozen=True)
class QuoteFeatures:
    """What speaks for a quote.

    likeness: centred cosine of the question with the quote under its headings. overlap: weighted share of the
    question's words that it holds. passage: score of its passage over the best one's. surroundings: cosine of the whole
    passage, against which the quote's own likeness counts. words: how much less like the question, word by word
    (MaxSim), the quote is than the one that is most like it; 0 or less.
    """

    likeness: float
    overlap: float
    passage: float
    surroundings: float
    words: float

    def values(self) -> tuple[float, ...]:
        return astuple(self)


@dataclass(frozen=True)
class QuoteParameters:
    """How probable a quote must be and how much is quoted (characters, headings included), for an ordinary question and
    a narrow one.

    `share` is of the best quote's probability. `whole_chars`: a longer paragraph is quoted by its sentences.
    """

    model: Logistic = _UNCALIBRATED
    passages: int = 8
    whole_chars: int = 700
    max_quotes: int = 6
    max_chars: int = 1_600
    share: float = 0.2
    narrow_chars: int = 900
    narrow_share: float = 0.3


def scored_quotes(
    asked: str,
    question: str,
    vectors: QuestionVectors,
    hits: Sequence[Hit],
    documents: dict[str, Document],
    index: Index,
    embeddings: WordEmbeddings,
    parameters: QuoteParameters,
) -> list[Quote]:
    """Everything that may be quoted, the most probable first. Where the question names places, only what is on them;
    where an amount, a date, a count or some municipality is `asked` for, what lacks one counts for half."""
    pairs = candidates(hits[: parameters.passages], documents, parameters.whole_chars)
    pairs = _on_places(question, pairs)
    features = quote_features(question, vectors, pairs, index, embeddings)
    figure, wants_place = figure_asked(asked), asks_for_a_place(asked)
    quotes = []
    for (_, quote), found in zip(pairs, features, strict=True):
        lacks = (figure and not figure[1].search(quote.text)) or (wants_place and not places_in(quote.headed))
        share = _WITHOUT if lacks else 1.0
        quotes.append(replace(quote, probability=share * parameters.model.probability(found.values())))
    return sorted(quotes, key=lambda quote: -quote.probability)


def quote_features(
    question: str,
    vectors: QuestionVectors,
    pairs: Sequence[tuple[Hit, Quote]],
    index: Index,
    embeddings: WordEmbeddings,
) -> list[QuoteFeatures]:
    """The features of each candidate, in order."""
    if not pairs:
        return []
    asked = {base: index.lexical.weight(base) for base in {stem(word) for word in content_words(question)}}
    total = sum(asked.values()) or 1.0
    cosines, by_words = index.vectors.texts_likeness(vectors, [quote.headed for _, quote in pairs], embeddings)
    behind = by_words - by_words.max()
    best = max(hit.score for hit, _ in pairs) or 1.0
    found = []
    for (hit, quote), like, less in zip(pairs, cosines.tolist(), behind.tolist(), strict=True):
        own = {stem(word) for word in words(quote.text)}
        overlap = sum(share for base, share in asked.items() if base in own) / total
        found.append(QuoteFeatures(like, overlap, hit.score / best, hit.dense, less))
    return found


def choose_quotes(question: str, kind: Kind, scored: Sequence[Quote], parameters: QuoteParameters) -> list[Quote]:
    """The quotes of the answer: the most probable first, then the others by section, each in reading order; two whose
    figures differ stand side by side.

    A comparison gets the best quote on each place or thing first, then what is most probable.
    """
    if not scored:
        return []
    floor = scored[0].probability * (parameters.narrow_share if kind.narrow else parameters.share)
    room = parameters.narrow_chars if kind.narrow else parameters.max_chars
    picked: list[Quote] = []
    must = best_on_each(question, scored) if kind is Kind.COMPARE else []
    for quote in [*must, *scored]:
        if len(picked) == parameters.max_quotes or (quote.probability < floor and quote not in must):
            break
        told = next((earlier for earlier in picked if _same(quote, earlier)), None)
        others = [earlier for earlier in picked if earlier is not told]
        fits = quote.room <= room - sum(earlier.room for earlier in others)
        if (fits or not picked) and not (told and len(told.text) >= len(quote.text)):
            picked = [*others, quote]
    return _in_reading_order(picked)


def _on_places(question: str, pairs: list[tuple[Hit, Quote]]) -> list[tuple[Hit, Quote]]:
    """The candidates on one of the places that the question names; all, if it names none or none is on them.

    A title may name many places, so it counts only if neither a text nor its headings name one of them.
    """
    places = set(places_in(question))
    told = [pair for pair in pairs if places & places_told(pair[1])]
    titled = [pair for pair in pairs if places & set(places_in(pair[1].passage.title))]
    return told or titled or pairs


def places_told(quote: Quote) -> set[str]:
    """What it names, and what its headings name: of several there, those that it names, if it names any."""
    own, above = set(places_in(quote.text)), set(places_in(" ".join(quote.passage.headings)))
    return own if own and len(above) > 1 else own | above


def _in_reading_order(quotes: list[Quote]) -> list[Quote]:
    best: dict[tuple[str, str], float] = {}
    for quote in quotes:
        best[_part(quote)] = max(best.get(_part(quote), 0.0), quote.probability)
    first = max(quotes, key=lambda quote: quote.probability)
    placed: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q != first, -best[_part(q)], _part(q), q.start)):
        beside = (n for n, other in enumerate(placed, start=1) if differing_figures(other.text, quote.text))
        placed.insert(next(beside, len(placed)), quote)
    return placed


def _part(quote: Quote) -> tuple[str, str]:
    """The section of a document that a quote is of."""
    return quote.passage.document, quote.section


def _same(one: Quote, other: Quote) -> bool:
    """Whether two quotes tell the same: the shorter one's words are mostly the other's too, and no figure differs."""
    fewer, more = sorted((set(content_words(one.text)), set(content_words(other.text))), key=len)
    return len(fewer & more) > _SAME * max(len(fewer), 1) and not differing_figures(one.text, other.text)
