"""Which quotes an answer is made of."""

from __future__ import annotations

import pytest

from assistant.answering.pipeline import Assistant
from assistant.answering.question import figure_asked, kind_of


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
