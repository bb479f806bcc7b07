"""Which quotes an answer is made of."""

from __future__ import annotations

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.listing import listing
from assistant.answering.pipeline import Assistant
from assistant.answering.question import figure_asked, kind_of
from assistant.passages import Passage


def test_a_date_is_quoted_where_one_is_asked_for(assistant: Assistant) -> None:
    """The shortest of questions gets what holds a date first, and no headings."""
    answer = assistant.ask("När startade MIO?")
    asked = figure_asked(answer.question)
    assert asked
    assert asked[1].search(answer.statements[0].text)
    assert "april 2014" in answer.text
    assert not any(statement.heading for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Finns det någon kommun som har kortat arbetstiden?", "example"),
        ("Har någon annan testat?", "example"),
        ("Får vi kräva eget kapital?", "yes-no"),
        ("Var hittar vi mallar?", "other"),
    ],
)
def test_what_is_asked_for(question: str, kind: str) -> None:
    """Whether there is one asks for an example; where is no yes or no."""
    assert kind_of(question) == kind


def test_a_list_of_places_tells_nothing_twice() -> None:
    """A sentence on one place that stands in what is quoted on another is not quoted again."""
    text = "Höör kortade arbetstiden för alla anställda. I Lerum blev det så också."
    passage = Passage(text, "a.md", "Kortare arbetstid", text, 0, len(text))
    found = listing("Vilka kommuner har kortat arbetstiden?", [Quote(passage, 0, len(text), text, 0.9)], 1_600)
    assert [quote.text for quote in found.quotes] == [text]
    assert found.places == ["Höör", "Lerum"]
