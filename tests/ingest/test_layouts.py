"""Hard layouts: what is read of them, and what is reported."""

from __future__ import annotations

from pathlib import Path

from ingest.cleaning import Cleaned, clean
from ingest.readers import read
from tests.ingest import layouts


def cleaned(name: str, folder: Path) -> Cleaned:
    return clean(read(layouts.write(name, folder)))


def texts(found: Cleaned, kind: str) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == kind]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Every sentence is whole and in order, over lines, columns and hyphens."""
    text = cleaned("two_columns", tmp_path).text
    places = [text.find(f"Mening nummer {n} handlar om hur kommunen arbetar") for n in range(30)]
    assert -1 not in places
    assert places == sorted(places)


def test_a_table_over_pages_keeps_its_rows(tmp_path: Path) -> None:
    """Each row is one block with a bar between its cells, on whichever page it stands."""
    rows = texts(cleaned("long_table", tmp_path), "row")
    wanted = [f"Kommun {n} | Insatsen i kommun {n} gällde idéer från medarbetare och chefer." for n in range(60)]
    assert [row for row in rows if row in wanted] == wanted


def test_the_head_of_a_table_over_pages_is_read_once(tmp_path: Path) -> None:
    """The head stands again at the top of the next page, and is no row of its own there."""
    rows = texts(cleaned("headed_table", tmp_path), "row")
    assert rows[0] == "Ort | Insats"
    assert len(rows) == len(set(rows)) == 21


def test_rows_alike_on_one_page_are_all_read(tmp_path: Path) -> None:
    """Only at the top of another page is the first row the head again."""
    assert texts(cleaned("same_rows", tmp_path), "row") == ["Ja | Nej", "Nej | Ja", "Ja | Nej"]


def test_a_footnote_does_not_break_its_sentence(tmp_path: Path) -> None:
    """The sentences around a footnote mark are read, and so is the footnote."""
    text = cleaned("footnotes", tmp_path).text
    assert "Modellen används än i dag." in text
    assert "Enligt stadens egen webbplats." in text


def test_letter_spacing_leaves_the_rest_alone(tmp_path: Path) -> None:
    """A line with wide letter spacing does not spoil the text after it."""
    assert "Vanlig text efter den spärrade raden." in cleaned("letter_spacing", tmp_path).text


def test_ligatures_are_spelled_out(tmp_path: Path) -> None:
    assert "Effekten av finansieringen flyttades till affischen." in cleaned("ligatures", tmp_path).text


def test_a_contents_list_is_no_text(tmp_path: Path) -> None:
    """The headings stand once, where their text is."""
    found = cleaned("contents", tmp_path)
    assert texts(found, "heading") == ["Första delen", "Andra delen"]
    assert texts(found, "paragraph") == ["Text i första delen.", "Text i andra."]


def test_a_page_without_text_is_reported(tmp_path: Path) -> None:
    """The page that is only a picture is named; the others are read."""
    found = cleaned("image_page", tmp_path)
    assert found.empty_pages == (2,)
    assert "Tredje sidan har text om stöd." in found.text


def test_rotated_text_is_read(tmp_path: Path) -> None:
    assert "Tabell på tvären om kommunens innovationsarbete." in cleaned("rotated", tmp_path).text
