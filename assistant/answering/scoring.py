"""How probable it is that a quote answers: a logistic model over six features, fitted by `mio calibrate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from assistant.answering.candidates import Quote, candidates
from assistant.answering.comparison import one_side_each
from assistant.answering.question import asks_for_a_place, figure_asked
from assistant.answering.reader import Reader
from assistant.index.analysis import content_words, stem, words
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.index.places import places_in
from assistant.index.vectors import QuestionVectors
from assistant.logistic import Logistic
from assistant.passages import Document, Hit

_UNCALIBRATED = Logistic((12.0, 1.0, 2.5, -8.0, 6.0, 0.0), -5.0)
_WITHOUT = 0.5
_READ_TOGETHER = 4


@dataclass(frozen=True)
class QuoteFeatures:
    """What speaks for a quote.

    likeness: centred cosine of the question with the quote under its headings. overlap: weighted share of the
    question's words that it holds. passage: score of its passage over the best one's. surroundings: cosine of the whole
    passage, against which the quote's own likeness counts. words: how much less like the question, word by word
    (MaxSim), the quote is than the one that is most like it; 0 or less. reading: how much less likely (log odds) to
    answer, by who reads it together with the question, than the likeliest; 0 or less. What nobody read is as unlikely
    as the least likely that was.
    """

    likeness: float
    overlap: float
    passage: float
    surroundings: float
    words: float
    reading: float = 0.0

    def values(self) -> tuple[float, ...]:
        return astuple(self)


@dataclass(frozen=True)
class QuoteParameters:
    """How probable a quote must be and how much is quoted (characters, headings included), for an ordinary question and
    a narrow one.

    `share` is of the best quote's probability, for a question in one part. `whole_chars`: a longer paragraph is quoted
    by its sentences.
    """

    model: Logistic = _UNCALIBRATED
    passages: int = 8
    whole_chars: int = 700
    max_quotes: int = 6
    max_chars: int = 1_700
    share: float = 0.15
    narrow_chars: int = 900
    narrow_share: float = 0.25


def scored_quotes(
    asked: str,
    question: str,
    vectors: QuestionVectors,
    hits: Sequence[Hit],
    documents: dict[str, Document],
    index: Index,
    embeddings: WordEmbeddings,
    reader: Reader,
    parameters: QuoteParameters,
) -> list[Quote]:
    """Everything that may be quoted, the most probable first. Where the question names places, only what is on them;
    where an amount, a date, a count or some municipality is `asked` for, what lacks one counts for half."""
    pairs = candidates(hits[: parameters.passages], documents, parameters.whole_chars)
    pairs = _on_places(question, pairs)
    features = quote_features(question, vectors, pairs, index, embeddings)
    quotes = _probable(asked, [quote for _, quote in pairs], features, parameters.model)
    quotes, features = read_first(asked, question, quotes, features, reader)
    return sorted(_probable(asked, quotes, features, parameters.model), key=lambda quote: -quote.probability)


def quote_features(
    question: str,
    vectors: QuestionVectors,
    pairs: Sequence[tuple[Hit, Quote]],
    index: Index,
    embeddings: WordEmbeddings,
) -> list[QuoteFeatures]:
    """The features of each candidate, in order, before anybody has read them."""
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


def read_first(
    asked: str, question: str, quotes: Sequence[Quote], features: Sequence[QuoteFeatures], reader: Reader
) -> tuple[list[Quote], list[QuoteFeatures]]:
    """The quotes, the most probable ones read together with the question, and their features.

    A quote's reading is by the question as it stands alone, which after another question holds both. What answers only
    the one before is no answer, so the quotes are told apart by that and by how it was `asked`.
    """
    first = sorted(range(len(quotes)), key=lambda n: -quotes[n].probability)[:_READ_TOGETHER]
    texts = [quotes[n].headed for n in first]
    alone = _read_by_sides(question, texts, reader)
    as_asked = alone if asked == question else reader.read(asked, texts)
    read = dict(zip(first, alone, strict=True))
    both = {n: (one + other) / 2 for n, one, other in zip(first, alone, as_asked, strict=True)}
    best, least = max(both.values(), default=0.0), min(both.values(), default=0.0)
    return (
        [replace(quote, reading=read.get(n)) for n, quote in enumerate(quotes)],
        [replace(found, reading=both.get(n, least) - best) for n, found in enumerate(features)],
    )


def _read_by_sides(question: str, texts: Sequence[str], reader: Reader) -> list[float]:
    """Whether a text answers the question or, if it has several, one of its sides."""
    sides = [question, *(alone for _, alone in one_side_each(question))]
    return [max(odds) for odds in zip(*(reader.read(side, texts) for side in sides), strict=True)]


def _probable(asked: str, quotes: Sequence[Quote], features: Sequence[QuoteFeatures], model: Logistic) -> list[Quote]:
    figure, wants_place = figure_asked(asked), asks_for_a_place(asked)
    found = []
    for quote, values in zip(quotes, features, strict=True):
        lacks = (figure and not figure[1].search(quote.text)) or (wants_place and not places_in(quote.headed))
        found.append(replace(quote, probability=(_WITHOUT if lacks else 1.0) * model.probability(values.values())))
    return found


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
