"""The coordinator's vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.pipeline import Assistant
from assistant.errors import MioError
from assistant.settings import ROOT
from assistant.vocabulary import FILE, Vocabulary


def vocabulary(folder: Path, text: str) -> Vocabulary:
    (folder / FILE).write_text(text, encoding="utf-8")
    return Vocabulary(folder / FILE)


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("Vad gör KSF?", "Vad gör kommunstyrelseförvaltningen?"),
        ("vad säger lou om det", "vad säger LOU (lagen om offentlig upphandling) om det"),
        ("Lagen om offentlig upphandling?", "lagen om offentlig upphandling (LOU)?"),
        ("LOU, lagen om offentlig upphandling?", "LOU, lagen om offentlig upphandling?"),
        ("Vad är blouse?", "Vad är blouse?"),
    ],
)
def test_terms_are_expanded_both_ways(tmp_path: Path, question: str, expanded: str) -> None:
    """A term that no document has is replaced; another is explained; whole words only, and not twice."""
    known = vocabulary(tmp_path, "# egna\nKSF = kommunstyrelseförvaltningen\nLOU = lagen om offentlig upphandling\n")
    assert known.expanded(question, lambda term: term != "KSF") == expanded


def test_a_change_works_at_once(tmp_path: Path) -> None:
    known = vocabulary(tmp_path, "")
    assert known.expanded("Labbet?", lambda term: False) == "Labbet?"
    vocabulary(tmp_path, "Labbet = innovationslabbet")
    assert known.expanded("Labbet?", lambda term: False) == "innovationslabbet?"


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(MioError, match=r"Rad 2 i .*vocabulary\.txt"):
        vocabulary(tmp_path, "A = b\nbara ord\n").groups()


def test_what_no_document_has_is_not_looked_for_beside_what_some_have(tmp_path: Path) -> None:
    """A long form stays alone when no document has its abbreviation, which would be missed as a name is."""
    known = vocabulary(tmp_path, "DPIA = konsekvensbedömning")
    assert known.expanded("Behövs konsekvensbedömning?", lambda term: term != "DPIA") == "Behövs konsekvensbedömning?"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("KSF = förvaltningen".encode("latin-1"))
    with pytest.raises(MioError, match=r"vocabulary\.txt går inte att läsa"):
        Vocabulary(tmp_path / FILE).groups()


def test_the_starter_vocabulary_is_used(assistant: Assistant) -> None:
    """An abbreviation is searched for with what it stands for."""
    assert Vocabulary(ROOT / "corpus" / FILE).groups()
    assert "konsekvensbedömning" in assistant.ask("När behövs en DPIA?").searched_for
