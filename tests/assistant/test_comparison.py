"""The sides of a comparison."""

from __future__ import annotations

import pytest

from assistant.answering.comparison import one_side_each
from assistant.answering.pipeline import Assistant


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "Vad är skillnaden mellan förstudie och pilot?",
            [
                ("förstudie", "Vad är skillnaden mellan förstudie och ?"),
                ("pilot", "Vad är skillnaden mellan och pilot?"),
            ],
        ),
        ("Jämför Höör och Lerum", [("Höör", "Jämför Höör och"), ("Lerum", "Jämför och Lerum")]),
        ("Hur skiljer sig labben åt?", []),
        ("Vad gjorde Höör?", []),
    ],
)
def test_each_side_is_searched_for_alone(question: str, each: list[tuple[str, str]]) -> None:
    assert one_side_each(question) == each


def test_a_comparison_of_things_has_both_sides(assistant: Assistant) -> None:
    """Neither drowns in what there is on the other."""
    answer = assistant.ask("Vad är skillnaden mellan innovationspartnerskap och förkommersiell upphandling?")
    quotes = [citation.quote.lower() for citation in answer.citations]
    assert any("innovationspartnerskap" in quote for quote in quotes)
    assert any("förkommersiell" in quote for quote in quotes)
