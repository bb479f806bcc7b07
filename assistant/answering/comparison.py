"""The sides of a question that names several places or tells two things apart, so that each side gets its share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.candidates import Quote
from assistant.answering.names import holds_name, on_names
from assistant.index.analysis import content_words
from assistant.index.places import places_in, without_names
from assistant.passages import Hit

_APART = re.compile(
    r"\b(?:mellan|between|jämför|compare) (.+?) (?:och|med|mot|and|with) (.+?)"
    r"(?=[?.,;:]|$| (?:när|i|vid|enligt|in|when) )",
    re.IGNORECASE,
)


def sides_of(question: str) -> list[str]:
    """The places that are named, if there are several, else the two things that are told apart; else none."""
    places = places_in(question)
    if len(places) > 1:
        return places
    found = _APART.search(question)
    return [side for side in found.groups() if content_words(side)] if found else []


def one_side_each(question: str) -> list[tuple[str, str]]:
    """Each side, with the question as it reads without the others."""
    sides = sides_of(question)
    return [(side, without_names(question, [other for other in sides if other != side])) for side in sides]


def hits_on(side: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose passage, with its title and headings, tells of a side."""
    return on_names([" ".join(content_words(side))], hits)


def best_on_each(question: str, scored: Sequence[Quote]) -> list[Quote]:
    """For each side the first quote that tells of it alone, else the first that tells of it; each once."""
    sides = [" ".join(content_words(side)) for side in sides_of(question)]
    told = [(quote, [side for side in sides if holds_name(side, quote.text)]) for quote in scored]
    by_number = sorted((pair for pair in told if pair[1]), key=lambda pair: len(pair[1]))
    best = (next((quote for quote, on in by_number if side in on), None) for side in sides)
    return list(dict.fromkeys(quote for quote in best if quote))
