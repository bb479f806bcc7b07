"""An answer without a language model: which quotes tell most, and how many of them the question wants."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.candidates import Quote
from assistant.answering.comparison import best_on_each
from assistant.answering.differing import differing_figures
from assistant.answering.question import Kind, kind_of, parts
from assistant.answering.scoring import QuoteParameters
from assistant.index.analysis import content_words

_SAME = 0.8


def choose_quotes(asked: str, question: str, scored: Sequence[Quote], parameters: QuoteParameters) -> list[Quote]:
    """The quotes of the answer: the most probable first, then the others by section, each in reading order; two whose
    figures differ stand side by side.

    `asked` says what kind of answer is wanted and in how many parts, `question` (the same after earlier ones) of what.
    The answers to a question in parts share the probability. A comparison gets the best quote on each place or thing
    first, then what is most probable.
    """
    if not scored:
        return []
    kind = kind_of(asked)
    share = (parameters.narrow_share if kind.narrow else parameters.share) / parts(asked)
    floor = share * scored[0].probability
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
