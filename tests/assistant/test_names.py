"""The names of a question."""

from __future__ import annotations

import pytest

from assistant.answering.names import missing_names, named
from assistant.passages import Hit, Passage


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Vad gjorde Höör 2017?", ["Höör", "2017"]),
        ("Vad säger SKR (Sveriges Kommuner och Regioner) om dialog?", ["SKR"]),
        ("vad gjorde höör", ["Höör"]),
        ("Vilka stöd finns?", []),
        ("Vilka stöd finns i Sverige?", []),
    ],
)
def test_names_and_years(question: str, names: list[str]) -> None:
    """With capital letters or known places; what explains a name in brackets is none of its own."""
    assert named(question) == names


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Måste vi MBL (medbestämmandelagen)-förhandla?", ()),
        ("Måste vi MBL-förhandla?", ("MBL-förhandla",)),
        ("Vad säger medbestämmandelagen i Kil?", ("Kil",)),
        ("Vad kostade de nya Förhandlingsavtalen?", ()),
    ],
)
def test_a_name_is_there_under_its_other_name_too(question: str, missing: tuple[str, ...]) -> None:
    """In brackets, or joined to another word."""
    text = "Enligt medbestämmandelagen ska arbetsgivaren förhandla."
    hits = [Hit(Passage("1", "a.md", "Förhandling", text, 0, len(text)), 1.0, 0.2, 1.0)]
    assert missing_names(question, hits) == missing
