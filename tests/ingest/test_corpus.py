"""The starter corpus: every fact has its place, its figures and its sources."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.passages import Block, Document
from assistant.settings import ROOT
from ingest.documents import document_from, reading_of
from ingest.metadata import read_sources
from ingest.run import import_files

CORPUS = ROOT / "corpus"
_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?")
_QUESTIONS = range(2, 5)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """The whole corpus, read and cleaned."""
    sources = read_sources(CORPUS)
    return {name: document_from(name, "1", reading_of(path), sources) for name, path in import_files(CORPUS)}


@pytest.fixture(scope="module")
def fact_map() -> list[dict[str, Any]]:
    lines = (CORPUS / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """Figures and source keys of each fact of the base that the corpus was written from."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
    return found


def figures(text: str) -> set[str]:
    """Years, amounts and other figures, without the spaces in them."""
    return {re.sub(r"\s", "", figure) for figure in _FIGURE.findall(text)}


def blocks_of(row: dict[str, Any], documents: dict[str, Document]) -> list[Block]:
    document = documents[row["document"]]
    start = document.text.find(row["quote"])
    assert start >= 0, row["quote"]
    return document.blocks_in(start, start + len(row["quote"]))


def test_every_fact_has_its_place(fact_map: list[dict[str, Any]], facts: dict[str, Any]) -> None:
    """No fact of the base is missing, and none is invented."""
    assert {row["id"] for row in fact_map} == set(facts)


def test_quotes_stand_in_their_document_with_their_sources(
    fact_map: list[dict[str, Any]], facts: dict[str, Any], documents: dict[str, Document]
) -> None:
    """Each quote is a slice of the cleaned text, and its paragraph names the fact's sources."""
    for row in fact_map:
        named = {key for block in blocks_of(row, documents) for key in block.sources}
        assert row["sources"] == facts[row["id"]]["sources"]
        assert set(row["sources"]) <= named, row["id"]


def test_figures_are_carried_over(
    fact_map: list[dict[str, Any]], facts: dict[str, Any], documents: dict[str, Document]
) -> None:
    """Every figure, year and amount of a fact stands in the paragraphs that tell it."""
    told: dict[str, set[str]] = defaultdict(set)
    for row in fact_map:
        text = documents[row["document"]].text
        told[row["id"]] |= figures(" | ".join(text[block.start : block.end] for block in blocks_of(row, documents)))
    lost = {fact: set(facts[fact]["figures"]) - told[fact] for fact in facts}
    assert {fact: gone for fact, gone in lost.items() if gone} == {}


def test_every_key_is_explained_and_every_source_used(documents: dict[str, Document]) -> None:
    """Every key a paragraph names is in sources.yaml, and every entry there is named."""
    named = {key for document in documents.values() for block in document.blocks for key in block.sources}
    assert named == set(read_sources(CORPUS))


def test_metadata_is_complete(documents: dict[str, Document]) -> None:
    """Every document says what it is, when it was written, what it is about and when to look it over."""
    for document in documents.values():
        about = document.metadata
        assert (about.type, about.publisher, about.language) == ("compilation", "MIO-assistenten", "sv")
        assert all((about.title, about.published, about.covers_years, about.topics, about.sources, about.review_by))


def test_every_section_has_questions(documents: dict[str, Document]) -> None:
    """Beside each document stand two to four questions for each of its headings, and for no other."""
    for name, document in documents.items():
        path = CORPUS / f"{Path(name).stem}.questions.yaml"
        questions = yaml.safe_load(path.read_text(encoding="utf-8"))
        headings = {document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"}
        sections = headings - {document.metadata.title}
        assert set(questions) == sections, name
        assert all(len(asked) in _QUESTIONS for asked in questions.values())


def test_paragraphs_without_sources_claim_no_figures(documents: dict[str, Document]) -> None:
    """What only introduces carries no figure, but for a list's lead sentence, a table's header and the imprint."""
    for document in documents.values():
        for block in document.blocks:
            text = document.text[block.start : block.end]
            leads = block.kind in {"heading", "row"} or text.endswith(":") or text.startswith("MIO-assistenten,")
            assert block.sources or leads or not re.search(r"\d{2}", text), text


def test_at_least_twelve_reports_are_pdfs(documents: dict[str, Document]) -> None:
    assert sum(name.endswith(".pdf") for name in documents) >= 12
