"""The starter PDFs, from source text to cleaned text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import ROOT
from ingest.build import document_of
from ingest.library import Entry
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


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_gives_the_source_text_back(name: str) -> None:
    """Header, page numbers and line-end hyphens are gone: every paragraph reads as it was written, with its sources."""
    document, _ = document_of(Entry(f"{name}.pdf", "1", ROOT / "corpus" / f"{name}.pdf"), read_sources(ROOT / "corpus"))
    body, _ = split_front_matter((ROOT / "ingest" / "starter" / f"{name}.md").read_text(encoding="utf-8"))
    paragraphs = [part for part in re.split(r"\n\s*\n", body.strip()) if part[0] not in "#|1"]
    read = {document.text[block.start : block.end]: block.sources for block in document.blocks}
    for paragraph in paragraphs[1:]:
        text, *marks = re.split(r"\s*\[(?=@)", paragraph)
        assert read.get(text) == tuple(re.findall(r"@([\w-]+)", "".join(marks)))


@pytest.mark.parametrize("name", NAMES)
def test_the_report_has_three_pages(name: str) -> None:
    """The report has three pages, and the places of its text say so."""
    document, _ = document_of(Entry(f"{name}.pdf", "1", ROOT / "corpus" / f"{name}.pdf"), {})
    assert {segment.page for segment in document.segments} == {1, 2, 3}
