"""Raw text → cleaned text, with the map back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.index.chunking import passages_of
from assistant.passages import Document, Metadata
from ingest.cleaning import Cleaned, clean
from ingest.readers.raw import RawDocument, RawPage, Run


def page(number: int, *lines: str, size: float = 10) -> RawPage:
    """A page set line by line from the top; a line "# …" is set larger, a blank one leaves space."""
    runs, text = [], ""
    for row, line in enumerate(lines):
        large = line.startswith("# ")
        if line:
            runs.append(Run(len(text), 72, 800 - 14 * row, 16 if large else size))
            text += line.removeprefix("# ") + "\n"
    return RawPage(number, text, tuple(runs))


def pdf(*pages: str) -> Cleaned:
    set_pages = (page(number, *text.split("\n")) for number, text in enumerate(pages, start=1))
    return clean(RawDocument(tuple(set_pages), "pdf"))


def markdown(body: str) -> Cleaned:
    return clean(RawDocument((RawPage(None, body),), "markdown"))


def test_furniture_goes_and_a_paragraph_crosses_the_page() -> None:
    """Running headers and page numbers are lost, and the sentence over the page break is whole."""
    header = "Organisera innovation"
    cleaned = pdf(
        f"{header}\nEn lång mening som fyller raden och fortsätter över sidan\nSida 1 av 3",
        f"{header}\ntill nästa sida där den slutar.\nSida 2 av 3",
        f"{header}\nOch en till mening som är ensam på sin sida här.\nSida 3 av 3",
    )
    assert header not in cleaned.text
    assert "Sida" not in cleaned.text
    assert "fortsätter över sidan till nästa sida" in cleaned.text


def test_hyphens_at_line_ends() -> None:
    """A word broken over lines is joined; one that has its own hyphen, or a hanging one, is not."""
    text = pdf("Flera kommu-\nner deltog i arbetet med e-\ntjänsten och i vård- \noch omsorgsarbetet.").text
    assert "kommuner deltog" in text
    assert "e-tjänsten" in text
    assert "vård- och omsorgsarbetet" in text


def test_ligatures_and_soft_hyphens() -> None:
    """Ligatures are spelled out, soft hyphens dropped, and a word they break over lines is whole."""
    assert "kommunerna deltog" in pdf("Flera av kommu\u00ad\nnerna deltog i arbetet.").text
    assert "effekt och finansiering" in pdf("e\ufb00ekt och \ufb01nansi\u00adering är det som räknas här.").text


def test_larger_type_is_a_heading() -> None:
    """Headings are told by their type, also over two lines, and stand above their paragraphs."""
    cleaned = pdf("# En lång rubrik som\n# går över två rader\n\nText under rubriken, en hel mening.\nOch en till.")
    assert [block.kind for block in cleaned.blocks] == ["heading", "paragraph"]
    assert cleaned.blocks[1].headings == ("En lång rubrik som går över två rader",)


def test_space_parts_paragraphs() -> None:
    """A wider gap begins a paragraph; a sentence that ends early in its line does not."""
    body = "\n\n".join(f"Stycke {n} börjar så här.\nDet slutar på en andra rad som är mycket längre." for n in "abc")
    assert [block.kind for block in pdf(body).blocks] == ["paragraph"] * 3


def test_a_contents_list_is_furniture() -> None:
    """Lines that only lead to a page number are no text of the document."""
    assert pdf("Rubrik ett . . . . . . . . 2\nEn mening som är texten.").text == "En mening som är texten."


def test_cells_side_by_side_are_one_row() -> None:
    """Cells drawn one after the other, each over several lines, become one row with bars between the cells."""
    cells = [(72, 700, "Kommun"), (200, 700, "Arbetssätt"), (72, 680, "Höör och"), (72, 668, "Eslöv")]
    cells += [(200, 680, "Drevs av"), (200, 668, "kommundirektören"), (72, 640, "Text under tabellen.")]
    text, runs = "", []
    for n, (x, y, part) in enumerate(cells):
        runs.append(Run(len(text), x, y, 10))
        text += part + (" " if n == 0 else "\n")
    cleaned = clean(RawDocument((RawPage(1, text, tuple(runs)),), "pdf"))
    assert [cleaned.text[block.start : block.end] for block in cleaned.blocks] == [
        "Kommun | Arbetssätt",
        "Höör och Eslöv | Drevs av kommundirektören",
        "Text under tabellen.",
    ]
    assert [block.kind for block in cleaned.blocks] == ["row", "row", "paragraph"]


def test_marks_become_sources() -> None:
    """Source marks leave the text and stay with their paragraph."""
    cleaned = markdown("## Rubrik\n\nEtt påstående. [@SEED; @VMIO]\n\nUtan källa.")
    assert "@" not in cleaned.text
    assert [block.sources for block in cleaned.blocks] == [(), ("SEED", "VMIO"), ()]
    assert cleaned.blocks[1].headings == ("Rubrik",)


WORDS = st.text("abcåäö ABC.#-*|[]@;\n0123é\u00ad\ufb01", max_size=400)


@given(WORDS)
def test_the_map_leads_back(body: str) -> None:
    """Each segment's cleaned text stood at the raw range it names (but for ligatures and white space)."""
    cleaned = clean(RawDocument((RawPage(None, body),), "text"))
    for segment in cleaned.segments:
        ours = cleaned.text[segment.start : segment.end]
        theirs = body[segment.raw_start : segment.raw_end]
        assert len(ours) == len(theirs)
        assert all(a == b or b in "\ufb01\n\u00ad" for a, b in zip(ours, theirs, strict=True))


@given(st.text("abcåäö .é\n0123", max_size=400))
def test_nothing_but_white_space_is_lost(body: str) -> None:
    """Plain text keeps every other character, in order."""
    cleaned = clean(RawDocument((RawPage(None, body),), "text"))
    assert "".join(cleaned.text.split()) == "".join(body.split())


@given(WORDS, st.integers(20, 200))
def test_a_passage_is_a_slice(body: str, max_chars: int) -> None:
    """Every passage is a slice of its document, not longer than asked for, and no text under a heading is lost."""
    cleaned = markdown(body)
    document = Document("d.md", "1", Metadata("D"), cleaned.text, cleaned.blocks, cleaned.segments)
    passages = passages_of(document, max_chars)
    assert all(document.text[p.start : p.end] == p.text and 0 < len(p.text) <= max_chars for p in passages)
    covered = {i for p in passages for i in range(p.start, p.end)}
    for block in cleaned.blocks:
        if block.kind != "heading":
            assert all(i in covered or cleaned.text[i].isspace() for i in range(block.start, block.end))
