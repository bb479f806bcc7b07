"""Which quotes an answer is made of."""

from __future__ import annotations

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.pipeline import Assistant
from assistant.answering.question import figure_asked, kind_of
from assistant.answering.quotes import places_told
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
