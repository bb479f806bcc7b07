"""Municipalities and regions in texts."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.index.places import places_in


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Motalas och Norrköpings arbete", ["Motala", "Norrköping"]),
        ("hur gick det i kalix", ["Kalix"]),
        ("Borås stads strategi", ["Borås"]),
        ("Det kan vara bra att ha en mora i marken", []),
        ("Så gjorde man i Vara och Mora.", ["Vara", "Mora"]),
        ("Vara eller inte vara", []),
        ("Malung-Sälens kommun", ["Malung-Sälen"]),
        ("Region Skåne", ["Skåne"]),
    ],
)
def test_places_are_found(text: str, places: list[str]) -> None:
    """Genitives and small letters count, common words do not."""
    assert places_in(text) == places


def test_all_are_listed() -> None:
    """290 municipalities, and the 15 regions that share no municipality's name."""
    lines = files("assistant.index").joinpath("places.txt").read_text(encoding="utf-8").split("\n")
    assert len({line for line in lines if line}) == 290 + 15
