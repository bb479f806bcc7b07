"""The page of a run, from rows written by hand: what it shows, of which runs, and its tables. Never a time."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from assistant.errors import MioError
from assistant.language import Language
from evaluation.outcomes import Row
from evaluation.page import page
from evaluation.page_measures import measure
from evaluation.page_texts import number, percent
from evaluation.page_worst import worst
from evaluation.report_commands import page as command
from evaluation.run import Run
from evaluation.statistics import MEASURES, summary
from evaluation.store import read_checked, write_tables

HEAD = {
    "schema": 2,
    "set": "abc",
    "index": "i1",
    "embedder": "e5",
    "parameters": "P(limit=10)",
    "versions": {"numpy": "2"},
}
LANGUAGES: tuple[Language, Language] = ("sv", "en")


def answerable(name: str, recall: float, confidence: float = 0.9, **more: Any) -> Row:
    """A row of a question that the documents answer; every other measure is .5."""
    found = dict.fromkeys(MEASURES, 0.5) | {"answer_recall": recall, "right_outcome": 1.0, "quotes_exact": 1.0}
    curve = {"500": 0.2, "1000": 0.4, "2000": 0.6, "4000": 0.8, "8000": 1.0}
    kept = {"answer": f"Svar {name}", "sources": ["Handbok, s. 3"], "recall_by_chars": curve}
    return row(name, True, confidence) | found | kept | {"lix": 40.0} | more


def unanswerable(name: str, right: bool, confidence: float = 0.2, **more: Any) -> Row:
    """A row of a question that the documents do not answer: refused if right, answered if not."""
    outcome = {"outcome": "not_in_corpus" if right else "answered", "refused": right, "right_outcome": float(right)}
    return row(name, False, confidence) | outcome | {"expected": "not_in_corpus", "tags": ["absent"]} | more


def row(name: str, is_answerable: bool, confidence: float) -> Row:
    return {
        "id": name,
        "question": f"Fråga {name}?",
        "searched_for": f"Fråga {name}?",
        "tags": ["normal"],
        "cluster": name,
        "expected": "answered",
        "outcome": "answered",
        "answerable": is_answerable,
        "refused": False,
        "confidence": confidence,
        "quotes_exact": 1.0,
        "characters": 100,
        "seconds": 0.5,
    }


BOTH = Run(
    HEAD,
    (
        *(answerable(f"a{i}", recall) for i, recall in enumerate([0.0, 0.25, 0.5, 1.0])),
        *(unanswerable(f"u{i}", right) for i, right in enumerate([True, True, False])),
    ),
)


def parsed(text: str) -> ET.Element:
    """The page as a tree: every element but the two that are never closed is closed."""
    return ET.fromstring(re.sub(r"<meta[^>]*>|<!DOCTYPE html>", "", text))


def test_the_page_needs_nothing_else() -> None:
    """No script and no address: what is linked is on the page itself, whose ids are unique."""
    text = page("test", BOTH, "other", BOTH)
    tree = parsed(text)
    ids = [found.get("id") for found in tree.iter() if found.get("id")]
    links = {found.get("href") for found in tree.iter() if found.get("href")}
    assert links == {"#sv", "#en"} <= {f"#{name}" for name in ids}
    assert len(ids) == len(set(ids))
    assert not re.search(r"https?:|src=|url\(|@import|<script|<link|<img", text)


def test_what_others_wrote_is_escaped() -> None:
    """A question, an answer, a source, a tag and a name with markup are shown as they stand."""
    bad = "<script>alert('&')</script>"
    hostile = answerable("x", 0.0, question=bad, searched_for=bad + "?", answer=bad, sources=[bad], tags=[bad])
    wrong = unanswerable("y", False, question=bad, tags=[bad])
    rows = (*[hostile | {"id": str(i)} for i in range(4)], wrong, {"id": bad, "stale": True})
    other = Run(HEAD, tuple(found | {"answer_recall": 1.0, "right_outcome": 1.0} for found in rows))
    text = page(bad, Run(HEAD | {"embedder": bad, "parameters": bad}, rows), bad, other)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") > 20
    parsed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_measure_stands_with_its_interval(language: Language) -> None:
    """In both languages every measure has a line with its value, interval, number of questions and meaning."""
    half = parsed(page("test", BOTH)).find(f".//section[@id='{language}']")
    assert half is not None
    lines = [["".join(cell.itertext()) for cell in line] for line in half.iter("tr")]
    for key, value in summary(BOTH).items():
        name, meaning = measure(key, language)
        mean, low, high = (percent(share, language) for share in (value.mean, value.low, value.high))
        assert meaning
        assert [name, mean, f"{low} – {high}", str(value.count), meaning] in lines


def test_the_summary_says_it_in_words() -> None:
    """Four questions answered with 44 % of their facts; one of three that should not be answered was."""
    text = page("test", BOTH).replace("\u00a0", " ")
    assert "Av 4 frågor som underlaget besvarar fick 4 ett svar." in text
    assert "Svaren innehöll 44 % av de fakta som frågorna gäller (med 95 % säkerhet mellan" in text
    assert "På 2 av 3 frågor som underlaget inte besvarar avböjde assistenten" in text
    assert "I 100 % av svaren är varje citat ordagrant." in text
    assert "Of 4 questions that the documents answer, 4 got an answer." in text


def test_headings_are_in_order_and_cells_have_headings() -> None:
    """One h1 for each language, no level left out; every th says what it heads, every plot what it is."""
    tree = parsed(page("test", BOTH, "other", BOTH))
    for half in tree.iter("section"):
        levels = [int(found.tag[1]) for found in half.iter() if re.fullmatch(r"h\d", found.tag)]
        assert levels.count(1) == 1 == levels[0]
        assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {cell.get("scope") for cell in tree.iter("th")} == {"col", "row"}
    plots = list(tree.iter("svg"))
    assert len(plots) == 2 * 4
    assert all([found.tag for found in plot][:2] == ["title", "desc"] for plot in plots)


def test_a_plot_has_its_points() -> None:
    """Recall against characters has a dot for each number of characters; the risk curve a step for each question."""
    tree = parsed(page("test", BOTH))
    plots = {plot.get("aria-labelledby", "").split("-")[1]: plot for plot in tree.iter("svg")}
    assert len(plots["chars"].findall("circle")) == 5
    line = plots["risk"].find("polyline")
    assert line is not None
    assert len(line.get("points", "").split()) == len(BOTH.rows)


def test_a_run_of_unanswerable_questions_only() -> None:
    """Nothing is said of answers, AUROC or risk, which such a run cannot show; the refusals are."""
    text = page("test", Run(HEAD, tuple(unanswerable(str(i), i > 0) for i in range(4))))
    assert "som underlaget besvarar fick" not in text
    assert "AUROC" not in text
    assert "-risk-title" not in text
    assert "sv-kinds-title" in text
    assert [cell.text for cell in parsed(text).findall(".//tr[th='absent']/td")][:2] == ["3", "4"]


def test_stale_cases_are_counted_and_named() -> None:
    """A case that could not be measured is in no number but said; a run of nothing else is still a page."""
    stale = {"id": "F7", "stale": True}
    text = page("test", Run(HEAD, (*BOTH.rows, stale)))
    assert "Assistenten fick 7 frågor." in text
    assert "deras dokument har ändrats: 1 (F7)." in text
    assert "F7" in page("test", Run(HEAD, (stale,)))


def test_a_run_without_answers_says_so() -> None:
    """A run that is older than answers in rows: what it has is shown."""
    newer = {"answer", "sources", "recall_by_chars"}
    rows = tuple({name: value for name, value in row.items() if name not in newer} for row in BOTH.rows)
    text = page("gate", Run(HEAD, rows))
    assert "Den här mätningen har inte sparat svaren." in text
    assert "sv-chars-title" not in text
    assert "sv-risk-title" in text


def test_the_worst_come_first() -> None:
    """Fewest facts first, of equals the surest; answered without an answer, the surest first; good ones not at all."""
    rows = [
        answerable("half", 0.5),
        answerable("none", 0.0, 0.3),
        answerable("none, sure", 0.0, 0.8),
        answerable("whole", 1.0),
        unanswerable("refused", True),
        unanswerable("wrong", False, 0.4),
        unanswerable("wrong, sure", False, 0.7),
    ]
    wrong, missed = worst(rows)
    assert [found["id"] for found in wrong] == ["wrong, sure", "wrong"]
    assert [found["id"] for found in missed] == ["none, sure", "none", "half"]
    shown = re.findall(r"<summary>Fråga ([\w, ]+)\?", page("test", Run(HEAD, tuple(rows))))
    assert shown == 2 * ["none, sure", "none", "half", "wrong, sure", "wrong"]


@pytest.mark.parametrize(("missing", "wrongly", "shown"), [(30, 30, (10, 10)), (30, 2, (18, 2)), (4, 30, (4, 16))])
def test_twenty_are_shown(missing: int, wrongly: int, shown: tuple[int, int]) -> None:
    """Half of each kind; where one has fewer, the other fills up."""
    rows = [answerable(f"a{i}", 0.0) for i in range(missing)] + [unanswerable(f"u{i}", False) for i in range(wrongly)]
    wrong, missed = worst(rows)
    assert (len(missed), len(wrong)) == shown


def test_beside_another_run_differences_are_shown() -> None:
    """What is certain is said in the summary with its sign, and the question that changed most comes first."""
    before = Run(HEAD, tuple(answerable(str(i), 0.0) for i in range(12)))
    after = Run(HEAD, tuple(answerable(str(i), 1.0 if i == 7 else 0.5) for i in range(12)))
    text = page("new", after, "old", before)
    assert "Säkerställda skillnader mot mätningen old: Fakta i svaret +54,2." in text
    moved = parsed(text).findall(".//section[@id='sv']//tr[td='Fakta i svaret']")
    assert [line.findtext("th") for line in moved][:2] == ["Fråga 7?", "Fråga 0?"]
    assert len(moved) == 12
    assert "ingen skillnad säkerställd" in page("new", after, "same", after)


def test_the_tables_hold_every_row(tmp_path: Path) -> None:
    """CSV and Excel have a line for each row, stale ones too, and a column for each field; the head is a sheet."""
    run = Run(HEAD, (*BOTH.rows, {"id": "F7", "stale": True}))
    write_tables(tmp_path / "run.html", run)
    with (tmp_path / "run.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    book = load_workbook(tmp_path / "run.xlsx")
    names, *cells = book["rows"].iter_rows(values_only=True)
    assert [line["id"] for line in lines] == [line[0] for line in cells] == [found["id"] for found in run.rows]
    assert tuple(lines[0]) == names
    assert lines[0]["recall_by_chars 4000"] == "0.8"
    assert cells[1][names.index("answer_recall")] == 0.25
    assert lines[-1]["stale"] == "True"
    assert ("set", "abc") in list(book["head"].iter_rows(values_only=True))


def test_a_question_is_never_a_formula(tmp_path: Path) -> None:
    """What begins as a formula is text in both tables, and control characters do not stop the workbook."""
    write_tables(tmp_path / "run.html", Run(HEAD, (answerable("x", 1.0, question="=1+1", answer="a\x0bb"),)))
    sheet = load_workbook(tmp_path / "run.xlsx")["rows"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert ",'=1+1," in (tmp_path / "run.csv").read_text(encoding="utf-8-sig")


def test_the_command_writes_three_files(tmp_path: Path) -> None:
    """Page and tables stand beside the run, or where --out says."""
    path = written(tmp_path / "run.jsonl", BOTH)
    result = CliRunner().invoke(command, [str(path), "--beside", str(path)])
    assert result.exit_code == 0, result.output
    assert result.output.split() == [str(path.with_suffix(suffix)) for suffix in (".html", ".csv", ".xlsx")]
    assert path.with_suffix(".html").read_text(encoding="utf-8") == page("run", BOTH, "run", BOTH)
    CliRunner().invoke(command, [str(path), "--out", str(tmp_path / "new" / "page.html")])
    assert len(list((tmp_path / "new").iterdir())) == 3


def test_runs_of_different_sets_are_refused(tmp_path: Path) -> None:
    """Numbers of other questions are not put beside these."""
    path = written(tmp_path / "run.jsonl", BOTH)
    other = written(tmp_path / "other.jsonl", Run(HEAD | {"set": "xyz"}, BOTH.rows))
    with pytest.raises(MioError, match="other"):
        CliRunner().invoke(command, [str(path), "--beside", str(other)], catch_exceptions=False)
    assert not path.with_suffix(".html").exists()


@pytest.mark.parametrize("text", ["", "hej", "1", "[1]\n[2]", '{"question": "?"}', '{"set": "a"}\n{"x": 1}'])
def test_a_file_that_is_no_run_is_named(tmp_path: Path, text: str) -> None:
    """A test set or anything else given by mistake is one sentence, not a traceback."""
    (tmp_path / "set.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(MioError, match=r"set\.jsonl.*ingen mätning"):
        read_checked(tmp_path / "set.jsonl")


def test_numbers_are_written_as_the_language_does() -> None:
    """Swedish has a comma and a space; nothing is rounded to all or nothing, and zero has no sign."""
    assert percent(0.493, "sv") == "49\u00a0%"
    assert percent(0.493, "en") == "49%"
    assert (percent(0.998, "en"), percent(1.0, "en"), percent(0.001, "sv")) == ("99.8%", "100%", "0,1\u00a0%")
    assert (number(-0.04, "sv", 1), number(-1.25, "en", 2)) == ("0,0", "−1.25")


def written(path: Path, run: Run) -> Path:
    lines = [run.head, *run.rows]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
