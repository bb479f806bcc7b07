"""Swedish words and sentences."""

from __future__ import annotations

import pytest

from assistant.index.analysis import sentences, stem, tokens


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ett. Två! Tre?", ["Ett.", "Två!", "Tre?"]),
        ("Stöd, t.ex. Vinnova, finns. Sök det.", ["Stöd, t.ex. Vinnova, finns.", "Sök det."]),
        ("Det kom 2017. Sedan kom mer.", ["Det kom 2017.", "Sedan kom mer."]),
        ("Se volym 21, nr 2, s. 23–47. Artikeln är fri.", ["Se volym 21, nr 2, s. 23–47.", "Artikeln är fri."]),
        ("   ", []),
    ],
)
def test_sentences_are_found(text: str, wanted: list[str]) -> None:
    """Sentences end where a reader would say so, not after abbreviations."""
    assert [text[a:b] for a, b in sentences(text)] == wanted


def test_inflected_forms_share_a_stem() -> None:
    """Definite and plural forms of a word are one term."""
    assert stem("kommunerna") == stem("kommuner")


def test_compounds_share_character_grams() -> None:
    """A compound and its last part have terms in common."""
    assert set(tokens("innovationsupphandling")) & set(tokens("upphandling"))
