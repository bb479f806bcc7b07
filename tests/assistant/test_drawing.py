"""What pages show, as text and HTML."""

from __future__ import annotations

from assistant.answers import Answer, Citation, Outcome, Statement
from assistant.drawing import answer_markdown, by_passage, document_title, passage_html, sources_markdown
from assistant.passages import Block, Document, Metadata, Source

TEXT = "Rubrik\n\nEn <b>idé</b> prövas.\n\nEn annan mening.\n\nNästa"
BLOCKS = (Block(0, 6, "heading"), Block(8, 29, "paragraph"), Block(31, 47, "paragraph"), Block(49, 54, "heading"))
DOCUMENT = Document("a.md", "1", Metadata("A"), TEXT, BLOCKS)
SOURCE = Source("K", "Rapport", "Vinnova", "2017", "https://example.se/a b")


def citation(number: int, start: int, end: int, passage: str = "p") -> Citation:
    return Citation(
        number, "a.md", "1", "A", "Vi", "2026", 2, 3, "", TEXT[start:end], start, end, passage, sources=(SOURCE,)
    )


def test_quotes_are_marked_and_markup_is_shown_as_it_stands() -> None:
    """Two quotes of a passage are marked in one text; nothing of the document works as HTML; no heading dangles."""
    shown = passage_html(DOCUMENT, [citation(1, 8, 29), citation(2, 31, 39)])
    assert shown.count("<mark") == 2
    assert "En &lt;b&gt;idé&lt;/b&gt; prövas.</mark>" in shown
    assert ">En annan</mark> mening." in shown
    assert "Nästa" not in shown


def test_citations_are_gathered() -> None:
    """Those of one passage stand together, and a source behind two of them is named once."""
    found = [citation(1, 8, 29), citation(2, 31, 39, "q"), citation(3, 31, 47)]
    assert [[c.number for c in group] for group in by_passage(found)] == [[1, 3], [2]]
    assert document_title(found) == "\\[1\\]\\[2\\]\\[3\\] A, s. 2, 3"
    assert sources_markdown(found, "sv").count("Rapport") == 1
    assert "a%20b" in sources_markdown(found, "sv")


def test_a_quoted_table_is_drawn_as_one() -> None:
    """Its lead stands above it and its number below; a single row is a line."""
    table = Statement("Två sorter:\nSort | Fråga\nNy | Vad gör vi?", (1,), "Sorter av innovation")
    row = Statement("Höör | Styrdes centralt", (2,))
    answer = Answer("", "", Outcome.ANSWERED, "sv", "", statements=(table, row))
    heading, lead, drawn, number, line = answer_markdown(answer).split("\n\n")
    assert (heading, lead, number) == ("###### Sorter av innovation", "Två sorter\\:", "**\\[1\\]**")
    assert drawn == "| Sort | Fråga |\n| --- | --- |\n| Ny | Vad gör vi? |"
    assert line == "Höör · Styrdes centralt **\\[2\\]**"


def test_rows_from_the_middle_of_a_table_have_an_empty_head() -> None:
    """What holds a sentence is no head."""
    rows = Statement("Höör | Styrdes centralt.\nLerum | Styrdes lokalt.", (1,))
    drawn, _ = answer_markdown(Answer("", "", Outcome.ANSWERED, "sv", "", statements=(rows,))).split("\n\n")
    assert drawn.splitlines()[:3] == ["|  |  |", "| --- | --- |", "| Höör | Styrdes centralt. |"]
