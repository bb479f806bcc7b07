"""Test sets: what can be loaded, and what is said of what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.answers import Outcome
from assistant.errors import MioError
from assistant.settings import ROOT
from evaluation.cases import Case, Quote, load_set

WANTED = Case(
    "1",
    "Vem betalade?",
    history=("Vad var MIO?", "När var det?"),
    gold=(Quote("mio.md", "Vinnova: 2 miljoner"),),
    must=("Vinnova",),
    tags=("kort",),
)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "inte JSON"),
        ('{"id": 1}', "question saknas"),
        ('{"id": 1, "question": "?", "svar": 2}', "okänt fält svar"),
        ('{"id": 1, "question": "?", "expected": "refuse"}', "expected ska vara ett av answered"),
        ('{"id": 1, "question": "?", "must": ["("]}', "inget reguljärt uttryck"),
        ('{"id": 1, "question": "?", "gold": [{"quote": "x"}]}', "gold ska ha document"),
        ('{"id": 0, "question": "?"}', "finns redan"),
        ('{"id": 1, "question": "?", "history": "Vad är MIO?"}', "history ska vara en lista"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """Loading says which line is wrong and why."""
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 0, "question": "Vad?"}\n' + line, encoding="utf-8")
    with pytest.raises(MioError, match=f"rad 2.*{reason}"):
        load_set(path)


@pytest.mark.parametrize(("name", "delimiter"), [("comma", ","), ("semicolon", ";")])
def test_a_table_from_excel_is_read(tmp_path: Path, name: str, delimiter: str) -> None:
    """CSV with commas or semicolons: several values in a cell stand on lines of their own."""
    path = tmp_path / f"{name}.csv"
    cells = ["1", "Vem betalade?", '"Vad var MIO?\nNär var det?"', "mio.md: Vinnova: 2 miljoner", "Vinnova", "kort"]
    rows = [["id", "question", "history", "gold", "must", "tags"], cells]
    path.write_text("\ufeff" + "\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert load_set(path) == [WANTED]


def test_an_excel_file_is_read(tmp_path: Path) -> None:
    """The same table as a workbook, with an outcome and an empty cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "question", "expected", "note"])
    sheet.append([7, "Vad blir det för väder?", "out_of_scope", None])
    book.save(tmp_path / "set.xlsx")
    assert load_set(tmp_path / "set.xlsx") == [Case("7", "Vad blir det för väder?", expected=Outcome.OUT_OF_SCOPE)]


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "set.xlsx").write_text("id,question", encoding="utf-8")
    with pytest.raises(MioError, match=r"set\.xlsx.*inte en Excelfil"):
        load_set(tmp_path / "set.xlsx")


@pytest.mark.parametrize("path", sorted((ROOT / "evaluation" / "sets").glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_sets_can_be_loaded(path: Path) -> None:
    """Every test set of the repository is well formed."""
    assert load_set(path)
