"""The starter PDFs, from source text to cleaned text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.passages import Document
from assistant.settings import ROOT
from ingest.documents import document_from, reading_of
from ingest.metadata import read_sources
from ingest.readers.markdown import split_front_matter
from ingest.starter import typeset

NAMES = sorted(path.stem for path in (ROOT / "ingest" / "starter").glob("*.md"))


def test_the_pdfs_are_remade_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make corpus` gives the very PDFs and metadata that are in the corpus."""
    monkeypatch.setattr(typeset, "CORPUS", tmp_path)
    typeset.main()
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (ROOT / "corpus" / made.name).read_bytes()


def document(name: str) -> Document:
    sources = read_sources(ROOT / "corpus")
    return document_from(f"{name}.pdf", "1", reading_of(ROOT / "corpus" / f"{name}.pdf"), sources)


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_gives_the_source_text_back(name: str) -> None:
    """Header, page numbers, contents and line-end hyphens are gone: every paragraph, step and row reads as it was
    written, with its sources."""
    about, read = document(name), {}
    for block in about.blocks:
        read[about.text[block.start : block.end]] = block.sources
    body, _ = split_front_matter((ROOT / "ingest" / "starter" / f"{name}.md").read_text(encoding="utf-8"))
    for line in body.splitlines():
        if not line or re.match(r"#|\|[|\s:-]+$", line):
            continue
        text, *marks = re.split(r"\s*\[(?=@)", line.strip("| ").removeprefix("- "))
        assert read.get(text) == tuple(re.findall(r"@([\w-]+)", "".join(marks))), text


@pytest.mark.parametrize("name", NAMES)
def test_the_report_has_three_pages_or_more(name: str) -> None:
    """The report has at least three pages, and the places of its text say so."""
    pages = {segment.page for segment in document(name).segments}
    assert pages == set(range(1, len(pages) + 1))
    assert len(pages) >= 3


def test_a_paragraph_runs_over_a_page_break() -> None:
    """Somewhere in the reports a paragraph begins on one page and ends on the next, and is whole."""
    reports = [document(name) for name in NAMES]
    assert any(d.page_at(b.start) != d.page_at(b.end - 1) for d in reports for b in d.blocks if b.kind == "paragraph")
