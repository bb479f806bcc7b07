"""What is searched: documents, their passages, and the hits a search returns.

All offsets count Unicode code points in the cleaned text of the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """An original publication that a paragraph of a compilation rests on."""

    key: str
    title: str
    publisher: str = ""
    year: str = ""
    url: str = ""
    catalogued: bool = False

    @property
    def line(self) -> str:
        """How a reader names it: publisher, title, year."""
        year = f" ({self.year})" if self.year and self.year not in self.title else ""
        return f"{self.publisher}: {self.title}{year}" if self.publisher else f"{self.title}{year}"


@dataclass(frozen=True)
class Original:
    """A publication worth reading whole, on which the corpus builds; named on the page about the corpus."""

    title: str
    publisher: str
    year: str
    urls: tuple[str, ...]
    licence: str


@dataclass(frozen=True)
class SectionQuestion:
    """A question that the section under a heading answers."""

    heading: str
    question: str


@dataclass(frozen=True)
class Metadata:
    """What is known about a document; the same fields for every format."""

    title: str
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    type: str = ""
    language: str = "sv"
    covers_years: tuple[int, ...] = ()
    covers_municipalities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    review_by: str = ""
    url: str = ""

    def years(self) -> range:
        """Every year from the first to the last that the document is about."""
        return range(min(self.covers_years), max(self.covers_years) + 1) if self.covers_years else range(0)


@dataclass(frozen=True)
class Segment:
    """A run of cleaned text and where it stood: page (from 1, or None) and range in that page's raw text."""

    start: int
    end: int
    page: int | None
    raw_start: int
    raw_end: int


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item or table row of the cleaned text, under its headings."""

    start: int
    end: int
    kind: str
    headings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """One version of a document as it is searched and read."""

    name: str
    version: str
    metadata: Metadata
    text: str
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    questions: tuple[SectionQuestion, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stood, None where there are no pages."""
        page: int | None = None
        for segment in self.segments:
            if segment.start > offset:
                break
            page = segment.page
        return page

    def blocks_in(self, start: int, end: int) -> list[Block]:
        """The blocks that share at least one character with the range."""
        return [block for block in self.blocks if block.start < end and block.end > start]

    def introduces(self, blocks: Sequence[Block]) -> bool:
        """Whether they only introduce: none of them names a source, in a compilation, where what is told names its
        own."""
        return not any(block.sources for block in blocks) and any(block.sources for block in self.blocks)

    def sources_of(self, start: int, end: int) -> list[Source]:
        """The originals behind the paragraphs in the range, in the order they are named."""
        keys = dict.fromkeys(key for block in self.blocks_in(start, end) for key in block.sources)
        return [self.sources[key] for key in keys if key in self.sources]


@dataclass(frozen=True)
class Passage:
    """A slice of a document's cleaned text, the unit that is embedded and searched."""

    id: str
    document: str
    title: str
    text: str
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    page_end: int | None = None

    @property
    def embedded_text(self) -> str:
        """What the embedder and BM25 see: title, headings and text."""
        return self.headed(self.text)

    def headed(self, text: str) -> str:
        """A part of the passage under its title and headings."""
        return " – ".join([self.title, *self.headings, text])

    @property
    def place(self) -> str:
        return place(self.page, self.page_end, self.headings)


def place(page: int | None, page_end: int | None, headings: tuple[str, ...]) -> str:
    """Where a reader finds it: "s. 12", "s. 12–13" and/or the headings."""
    pages = "" if page is None else f"s. {page}" if page == page_end else f"s. {page}–{page_end}"
    return ", ".join(part for part in (pages, " › ".join(headings)) if part)


@dataclass(frozen=True)
class Hit:
    """A passage found for a question; `score` orders hits, it does not say whether they answer.

    dense: cosine of the centred question with the passage and its best paragraph. lexical: BM25.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True)
class Filters:
    """Restricts a search; an empty field does not restrict."""

    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    municipalities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.types or self.years or self.municipalities)


@dataclass(frozen=True)
class FilterValues:
    """What a search can be restricted to; documents as (name, title)."""

    documents: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    years: tuple[int, ...]
    municipalities: tuple[str, ...]
