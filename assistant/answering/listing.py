"""Which municipalities …? Answered from every passage that tells of one, a sentence each, as far as they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.candidates import Quote, points_back
from assistant.index.analysis import content_words, sentences, stem, words
from assistant.index.places import places_in
from assistant.texts import Language, message

# "Vilka stöd finns för kommuner?" asks for something else that municipalities have.
_BETWEEN = r"(?:(?!\b(?:i|för|hos|på|inom|till|mellan|finns|for|in|to|do|are there)\b)[^,.?]){0,30}"
_ASKED = re.compile(
    rf"\b(?:vilka|vilken|lista|nämn)\b{_BETWEEN}\b(?:kommun(?:er|erna)?|städer|regioner)\b|"
    rf"\bwhich\b{_BETWEEN}\b(?:municipalit\w+|cities|regions)\b",
    re.I,
)
_AND_MORE = re.compile(r"\b(?:och|samt|and)\s+(?:vem|vad|hur|när|varför|vilk\w+|who|what|how|when|why|which)\b", re.I)
_ASKED_FOR = {stem(word) for word in "kommun kommuner svenska stad städer region regioner municipalities".split()}
_FEW_WORDS = 5
_BEST = 5
_LONG = 5
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
    return bool(_ASKED.search(question)) and not _AND_MORE.search(question) and not places_in(question)


def listing(question: str, scored: Sequence[Quote], max_chars: int) -> Listing:
    """The best sentence on each place. `scored` is everything that may be quoted, the most probable first.

    Counted is what tells of the subject: the words of the question that most of the best quotes hold. Where they hold
    none (an English question), what is nearly as probable as the best.
    """
    asked = {stem(word) for word in content_words(question)} - _ASKED_FOR
    best = [_bases(quote) for quote in scored[:_BEST]]
    subject = {base for base in asked if sum(_held(base, bases) for bases in best) > len(best) / 2}
    found: dict[str, Quote] = {}
    for quote in scored:
        bases = _bases(quote)
        if all(_held(base, bases) for base in subject) and (subject or quote.probability > scored[0].probability / 2):
            for sentence in _sentences(quote):
                for place in places_in(sentence.text):
                    found.setdefault(place, sentence)
    picked: list[Quote] = []
    for sentence in found.values():
        if sentence in picked or len(sentence.text) <= max_chars - sum(len(earlier.text) for earlier in picked):
            picked = picked if sentence in picked else [*picked, sentence]
    quoted = [place for place, sentence in found.items() if sentence in picked]
    return Listing(picked, quoted, [place for place in found if place not in quoted])


def _bases(quote: Quote) -> set[str]:
    return {stem(word) for word in words(quote.headed)}


def _held(base: str, bases: set[str]) -> bool:
    """Whether a word is there, as it is or in a compound."""
    return base in bases or (len(base) >= _LONG and any(base in other for other in bases))


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
