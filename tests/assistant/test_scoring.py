"""How probable it is that a quote answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.scoring import QuoteFeatures, places_told, read_first
from assistant.passages import Passage


def quotes_of(*texts: str) -> list[Quote]:
    """Each less probable than the one before it."""
    passages = [Passage(text, "a.md", "Titel", text, 0, len(text)) for text in texts]
    found = [Quote(passage, 0, len(passage.text), passage.text) for passage in passages]
    return [replace(quote, probability=1 / n) for n, quote in enumerate(found, start=1)]


class ByLength:
    """Takes the longest text for the likeliest answer."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [float(len(text)) for text in texts]


def test_the_most_probable_are_read_and_the_rest_counts_as_the_worst_of_them() -> None:
    """The likeliest answer gets 0, the others how far they are behind it."""
    quotes = quotes_of("aaaa", "a", "aaaaaa", "aaa", "aaaaaaaaaa")
    read, features = read_first("Vad?", "Vad?", quotes, [QuoteFeatures(0, 0, 0, 0, 0)] * 5, ByLength())
    assert [found.reading for found in features] == [-2, -5, 0, -3, -5]
    assert [quote.reading is None for quote in read] == [False, False, False, False, True]


class OfOne:
    """Finds an answer to a question about Höör alone."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [3.0 if "Höör" in question and "Lerum" not in question else -3.0 for _ in texts]


def test_a_comparison_is_read_a_side_at_a_time() -> None:
    """No text tells of both, but one tells of one of them."""
    question = "Hur skiljer sig slussen i Höör från slussen i Lerum?"
    quotes, _ = read_first(question, question, quotes_of("Slussen i Höör."), [QuoteFeatures(0, 0, 0, 0, 0)], OfOne())
    assert quotes[0].reading == 3.0


class OfTwo:
    """Finds an answer to who in the first text, and the question before it answered in the second."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [1.0, -3.0] if question == "Vem?" else [1.0, 3.0]


def test_a_question_after_another_is_read_as_asked_too() -> None:
    """What answers the question before is behind what answers both."""
    quotes = quotes_of("Anna ledde den.", "Den är till för alla.")
    read, features = read_first("Vem?", "Vad är slussen? Vem?", quotes, [QuoteFeatures(0, 0, 0, 0, 0)] * 2, OfTwo())
    assert [quote.reading for quote in read] == [1.0, 3.0]
    assert [found.reading for found in features] == [0.0, -1.0]


def test_nothing_to_read() -> None:
    """No quotes, no readings."""
    assert read_first("Vad?", "Vad?", [], [], OfOne()) == ([], [])


@pytest.mark.parametrize(
    ("heading", "text", "told"),
    [
        ("Höör och Lidköping", "Lidköping hade en sluss.", {"Lidköping"}),
        ("Höör och Lidköping", "Båda hade en sluss.", {"Höör", "Lidköping"}),
        ("Höör", "Till skillnad från Lidköping fanns en sluss.", {"Höör", "Lidköping"}),
    ],
)
def test_a_heading_over_several_places_gives_way_to_the_text(heading: str, text: str, told: set[str]) -> None:
    """A text on one of them is on that one."""
    passage = Passage(text, "a.md", "Titel", text, 0, len(text), headings=(heading,))
    assert places_told(Quote(passage, 0, len(text), text)) == told
