"""What BM25's word lists know besides scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index.lexical import LexicalIndex, write_lexical

TEXTS = ["Upphandling av innovation för kommunen", "Upphandling och dialog för kommunen", "Ny upphandling i Höör"]


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    write_lexical(tmp_path, ["1", "2", "3"], TEXTS)
    return LexicalIndex(tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("upphanling", "upphandling"),
        ("Upphandlign?", "upphandling?"),
        ("hoor", "höör"),
        ("upphandlingen", "upphandlingen"),
        ("inovation", "inovation"),
        ("så gjorde hoor", "så gjorde hoor"),
        ("Sollefteå", "Sollefteå"),
        ("upphandlint", "upphandlint"),
    ],
)
def test_a_misspelt_word_is_searched_for_as_it_is_spelt(lexical: LexicalIndex, typed: str, meant: str) -> None:
    """Dots are put back where none were typed, a letter of a long word mended if the word is common; a name stays."""
    assert lexical.respelled(typed) == meant
