"""Which municipalities …? Answered from every passage that tells of one, a sentence each, as far as they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.candidates import Quote, points_back
from assistant.answering.question import parts
from assistant.index.analysis import content_words, held, sentences, stem, words
from assistant.index.places import places_in
from assistant.language import Language
from assistant.texts import message

# "Vilka stöd finns för kommuner?" asks for something else that municipalities have.
_BETWEEN = r"(?:(?!\b(?:i|för|hos|på|inom|till|mellan|finns|for|in|to|do|are there)\b)[^,.?]){0,30}"
_ASKED = re.compile(
    rf"\b(?:vilka|vilken|lista|nämn)\b{_BETWEEN}\b(?:kommun(?:er|erna)?|städer|regioner)\b|"
    rf"\bwhich\b{_BETWEEN}\b(?:municipalit\w+|cities|regions)\b",
    re.I,
)
_ASKED_FOR = {stem(word) for word in "kommun kommuner svenska stad städer region regioner municipalities".split()}
_FEW_WORDS = 5
_BEST = 5
_SHARE = 0.05  # of the best quote's probability
FEWEST = 3


@dataclass(frozen=True)
class Listing:
    """The quotes, and the places that they name; `more` are places found for which there was no room."""

    quotes: list[Quote]
    places: list[str]
    more: list[str]

    def notice(self, language: Language) -> str:
        """How far the list goes."""
        if self.more:
            return message("listed_more", language, places=", ".join(self.places), more=", ".join(self.more))
        return message("listed", language, places=", ".join(self.places))


def asks_for_places(question: str) -> bool:
    """Whether municipalities are asked for, and nothing else: "Vilka kommuner … och vem …?" asks for more."""
    return bool(_ASKED.search(question)) and parts(question) == 1 and not places_in(question)


def listing(question: str, scored: Sequence[Quote], max_chars: int) -> Listing:
    """The best text on each place. `scored` is everything that may be quoted, the most probable first.

    Its sentence that names the place, if that tells of the subject too, else the whole quote, if that does. The subject
    is the words of the question that most of the best quotes hold; all of its words where there are none.
    """
    asked = {stem(word) for word in content_words(question)} - _ASKED_FOR
    best = [_bases(quote.headed) for quote in scored[:_BEST]]
    subject = {base for base in asked if sum(held(base, bases) for bases in best) > len(best) / 2} or asked
    found: dict[str, Quote] = {}
    for quote in scored:
        if quote.probability >= scored[0].probability * _SHARE:
            for sentence in _sentences(quote):
                told = [part for part in (sentence, quote) if _tells_of(subject, part)]
                for place in places_in(sentence.text) if told else ():
                    found.setdefault(place, told[0])
    picked: list[Quote] = []
    for part in found.values():
        others = [earlier for earlier in picked if not _holds(part, earlier)]
        fits = len(part.text) <= max_chars - sum(len(other.text) for other in others)
        if fits and not any(_holds(earlier, part) for earlier in picked):
            picked = [*others, part]
    quoted = [place for place, part in found.items() if any(_holds(quote, part) for quote in picked)]
    return Listing(picked, quoted, [place for place in found if place not in quoted])


def _holds(one: Quote, other: Quote) -> bool:
    """Whether the other quote is a part of the one, or the same."""
    return one.passage.document == other.passage.document and one.start <= other.start and other.end <= one.end


def _tells_of(subject: set[str], part: Quote) -> bool:
    """Whether a text that stands alone holds a word of the subject."""
    bases = _bases(part.text)
    return not part.text.endswith(":") and any(held(base, bases) for base in subject)


def _bases(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _sentences(quote: Quote) -> list[Quote]:
    """The sentences of a quote that can stand alone and name a place."""
    ranges = [
        (start, end)
        for start, end in sentences(quote.text)
        if len(words(quote.text[start:end])) >= _FEW_WORDS and not points_back(quote.text[start:end])
    ]
    return [
        replace(quote, start=quote.start + start, end=quote.start + end, text=quote.text[start:end])
        for start, end in ranges
    ]
