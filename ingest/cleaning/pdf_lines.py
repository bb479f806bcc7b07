"""The lines of a PDF with their place on the page, without furniture."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.cleaning.chars import Char, normalised, raw_lines, string
from ingest.readers.raw import RawDocument, RawPage, Run

_PAGE_NUMBER = re.compile(
    r"^(?:sid(?:a|an)?\.?|page|s\.)?\s*\d{1,4}(?:\s*(?:\(\d{1,4}\)|/\s*\d{1,4}|av\s+\d{1,4}|of\s+\d{1,4}))?$", re.I
)
_CONTENTS_LINE = re.compile(r"(?:\s?\.){4,}\s*\d{1,4}$")
_CONTENTS_TITLE = re.compile(r"^(?:innehåll(?:sförteckning)?|contents|table of contents)$", re.I)
_EDGE_LINES = 2
# pypdf tells where a run begins, not where it ends: the width of a letter is estimated from the document's own lines
# (in sizes of the type). A run begins a new cell half a size beyond the estimated end, and a margin for its error.
_USUAL_WIDTH = 0.5
_WIDTHS = (0.4, 0.62)
_FEW_PAIRS, _FEW_LETTERS = 8, 5
_CELL_GAP, _WIDTH_ERROR = 0.5, 0.04


@dataclass(frozen=True)
class Line:
    """A line of a page: its characters, where it begins, its type, and where in it new table cells begin."""

    chars: list[Char]
    page: int | None
    x: float
    y: float
    size: float
    bold: bool
    cells: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return string(self.chars).strip()


def pdf_lines(raw: RawDocument) -> list[Line]:
    """The lines that carry text, in reading order; running headers and footers, page numbers and contents are dropped.

    A line is furniture if it stands at the edge of at least half the pages (figures aside). What stands several
    times on one page, like the rows of a table, is none.
    """
    width = _letter_width(raw)
    pages = [_lines(page, width) for page in raw.pages]
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    wanted = max(2, (len(pages) + 1) // 2)
    rows = {shape for page in pages for shape, count in Counter(map(_shape, page)).items() if count > _EDGE_LINES}
    repeated = {shape for shape, count in shapes.items() if count >= wanted} - rows
    return [line for page in pages for line in page if not _is_furniture(line, _edges(page), repeated)]


def _letter_width(raw: RawDocument) -> float:
    """The median over runs that another run follows on their line: most of those go on without a gap."""
    ratios = []
    for page in raw.pages:
        for start, text in raw_lines(page.text):
            for before, run in pairwise(_visible_runs(page, start, start + len(text))):
                drawn = page.text[max(before.start, start) : run.start].strip()
                if before.size and len(drawn) >= _FEW_LETTERS:
                    ratios.append((run.x - before.x) / (before.size * len(drawn)))
    if len(ratios) < _FEW_PAIRS:
        return _USUAL_WIDTH
    return min(max(median(ratios), _WIDTHS[0]), _WIDTHS[1])


def _lines(page: RawPage, width: float) -> list[Line]:
    found = []
    columns = _columns(page, width)
    for start, text in raw_lines(page.text):
        runs = _visible_runs(page, start, start + len(text))
        chars = normalised(text, page.number, start)
        if string(chars).strip() and runs:
            size = max(run.size for run in runs)
            bold = all(run.bold for run in runs)
            pairs = pairwise(runs)
            cells = tuple(_offset(chars, run.start) for before, run in pairs if _aligned(page, before, run, columns))
            found.append(Line(chars, page.number, runs[0].x, runs[0].y, size, bold, cells))
    return found


def _columns(page: RawPage, width: float) -> list[float]:
    """Where table columns begin: where a run stands far to the right of the run before it."""
    columns = []
    for start, text in raw_lines(page.text):
        for before, run in pairwise(_visible_runs(page, start, start + len(text))):
            drawn = page.text[before.start : run.start]
            reach = before.x + before.size * ((width + _WIDTH_ERROR) * len(drawn) + _CELL_GAP)
            if run.x > reach:
                columns.append(run.x)
    return columns


def _aligned(page: RawPage, before: Run, run: Run, columns: list[float]) -> bool:
    """Whether a run begins a cell: set like the run before it, apart from it, at the beginning of a column."""
    apart = page.text[run.start - 1].isspace() or page.text[run.start].isspace()
    return apart and run.size == before.size and any(abs(run.x - column) < 1 for column in columns)


def _visible_runs(page: RawPage, start: int, end: int) -> list[Run]:
    """The runs that draw something in the range; an empty page has none."""
    if not page.runs:
        return []
    ends = [run.start for run in page.runs[1:]] + [len(page.text)]
    return [
        run
        for run, stop in zip(page.runs, ends, strict=True)
        if run.start < end and stop > start and page.text[max(run.start, start) : min(stop, end)].strip()
    ]


def _offset(chars: list[Char], raw: int) -> int:
    return next(i for i, char in enumerate(chars) if char.raw >= raw and char.text != " ")


def _edges(page: list[Line]) -> list[Line]:
    """The highest and the lowest lines of a page, wherever they stand in the reading order."""
    ordered = sorted(page, key=lambda line: -line.y)
    return ordered[:_EDGE_LINES] + ordered[max(_EDGE_LINES, len(page) - _EDGE_LINES) :]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_furniture(line: Line, edges: list[Line], repeated: set[str]) -> bool:
    if _CONTENTS_LINE.search(line.text) or _CONTENTS_TITLE.match(line.text):
        return True
    return line in edges and (_shape(line) in repeated or bool(_PAGE_NUMBER.match(line.text)))
