"""Cleaned text → passages: whole paragraphs up to some 1,200 characters, never across a heading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.index.vectors import Kind, View
from assistant.passages import Block, Document, Passage

MAX_CHARS = 1_200
_SHORT_PART = 100


def passages_of(document: Document, max_chars: int = MAX_CHARS) -> list[Passage]:
    """The passages of a document, in order; each is a slice of its text.

    One that only introduces is none: it is short and like any question on its document, and answers nothing.
    """
    return [
        _passage(document, start, end, path)
        for start, end, path in _ranges(document, max_chars)
        if not document.introduces(document.blocks_in(start, end))
    ]


def _ranges(document: Document, max_chars: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    start, end = 0, 0
    path: tuple[str, ...] = ()
    for block in document.blocks:
        if block.kind == "heading":
            if end > start:
                yield start, end, path
            start = end = block.end
            continue
        fits = end > start and block.headings == path and block.end - start <= max_chars
        if fits:
            end = block.end
            continue
        if end > start:
            yield start, end, path
        *whole, (start, end) = _split(document.text, block, max_chars)
        path = block.headings
        yield from ((a, b, path) for a, b in whole)
    if end > start:
        yield start, end, path


def views_of(documents: Iterable[Document], passages: Sequence[Passage]) -> list[View]:
    """What stands for each passage in the vector store, in order of rows: see `Kind`."""
    known = {document.name: document for document in documents}
    return [view for row, passage in enumerate(passages) for view in _views(row, passage, known[passage.document])]


def _views(row: int, passage: Passage, document: Document) -> Iterator[View]:
    yield View(row, Kind.WHOLE, passage.embedded_text)
    parts = list(_parts(passage, document))
    if len(parts) > 1:
        yield from (View(row, Kind.PART, passage.headed(document.text[start:end])) for start, end in parts)
    asked = [q.question for q in document.questions if q.heading in passage.headings[-1:]]
    yield from (View(row, Kind.QUESTION, question) for question in asked)


def _parts(passage: Passage, document: Document) -> Iterator[tuple[int, int]]:
    """The paragraphs of a passage; a short one goes with the next."""
    start: int | None = None
    for block in document.blocks_in(passage.start, passage.end):
        start = max(block.start, passage.start) if start is None else start
        end = min(block.end, passage.end)
        if end - start >= _SHORT_PART or end == passage.end:
            yield start, end
            start = None


def _split(text: str, block: Block, max_chars: int) -> list[tuple[int, int]]:
    """A block that is too long is split between its sentences, or words where a sentence is too long."""
    if block.end - block.start <= max_chars:
        return [(block.start, block.end)]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=max_chars,
        chunk_overlap=0,
        separators=[". ", "; ", " ", ""],
        keep_separator="end",
        add_start_index=True,
    )
    parts = splitter.create_documents([text[block.start : block.end]])
    starts = [block.start + int(part.metadata["start_index"]) for part in parts]
    return [(start, start + len(part.page_content)) for start, part in zip(starts, parts, strict=True)]


def _passage(document: Document, start: int, end: int, headings: tuple[str, ...]) -> Passage:
    text = document.text[start:end]
    key = f"{document.name}\0{start}\0{'/'.join(headings)}\0{document.metadata.title}\0{text}"
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document=document.name,
        title=document.metadata.title,
        text=text,
        start=start,
        end=end,
        headings=headings,
        page=document.page_at(start),
        page_end=document.page_at(end - 1),
    )
