"""Lines of a PDF → blocks, by type size, distances between lines, and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.cleaning.chars import Char, Draft, item_start, layout, string
from ingest.cleaning.hyphens import Joins, join_line
from ingest.cleaning.pdf_lines import Line

_LARGER = 1.1
_WIDE_GAP = 1.3
_SPACED_SHARE = 0.05
_FULL_LINE = 0.9
_MAX_HEADING = 160
_HEADING_STEP = 1.6
_SENTENCE_END = re.compile(r"[.!?:][”\")]*$|\]$")


@dataclass(frozen=True)
class Look:
    """How a document is set: its usual type size and distance between lines, and whether space parts paragraphs."""

    size: float
    leading: float
    width: int
    spaced: bool
    heading_sizes: tuple[float, ...]

    @classmethod
    def of(cls, lines: list[Line]) -> Look:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        steps = [_step(a, b) for a, b in pairwise(lines) if a.page == b.page and a.size == b.size == size]
        down = Counter(round(step, 0) for step in steps if step > 0)
        leading = down.most_common(1)[0][0] if down else size * 1.5
        wide = sum(step > _WIDE_GAP * leading for step in steps)
        widths = sorted(len(line.text) for line in lines)
        larger = sorted({line.size for line in lines if line.size > _LARGER * size}, reverse=True)
        spaced = wide > _SPACED_SHARE * len(steps)
        return cls(size, leading, widths[int(0.75 * len(widths))] if widths else 0, spaced, tuple(larger))

    def heading_level(self, line: Line) -> int | None:
        """1 for the largest type; bold lines of the usual size come below all larger ones; None for other lines."""
        if line.size in self.heading_sizes:
            return self.heading_sizes.index(line.size) + 1
        bold = line.bold and not line.cells and len(line.text) < _MAX_HEADING and line.text[-1] not in ".,;:"
        return len(self.heading_sizes) + 1 if bold else None


@dataclass
class _Reader:
    """Reads line after line; `first` and `last` are the first and last lines of the block that is open."""

    look: Look
    joins: Joins
    drafts: list[Draft] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    first: Line | None = None
    last: Line | None = None

    def read(self, line: Line) -> None:
        level = self.look.heading_level(line)
        if self._is_next_cell(line):
            self.drafts[-1].kind = "row"
            self.drafts[-1].chars.extend([*layout(" | "), *_with_bars(line)])
        elif self._goes_on_in_cell(line):
            join_line(self.drafts[-1].chars, line.chars, self.joins)
        elif level is not None:
            self._heading(line, level)
        elif self._begins(line):
            self._begin(line)
        else:
            join_line(self.drafts[-1].chars, line.chars, self.joins)
        self.last = line

    def _heading(self, line: Line, level: int) -> None:
        """A heading over several lines is one heading."""
        last, open_heading = self.last, bool(self.drafts) and self.drafts[-1].kind == "heading"
        near = last is not None and last.page == line.page and 0 <= _step(last, line) < _HEADING_STEP * line.size
        if open_heading and near and self.path[-1][0] == level:
            join_line(self.drafts[-1].chars, line.chars, self.joins)
            self.path.pop()
        else:
            self.path = [entry for entry in self.path if entry[0] < level]
            self.drafts.append(Draft("heading", list(line.chars), tuple(title for _, title in self.path)))
        self.path.append((level, "".join(char.text for char in self.drafts[-1].chars).strip()))
        self.first = None

    def _begin(self, line: Line) -> None:
        start = item_start("".join(char.text for char in line.chars))
        kind = "row" if line.cells else "paragraph" if start is None else "item"
        self.drafts.append(Draft(kind, _with_bars(line)[start or 0 :], tuple(title for _, title in self.path)))
        self.first = line

    def _is_next_cell(self, line: Line) -> bool:
        """Whether a line stands beside the beginning of the open block: then that block is a table row."""
        first, last = self.first, self.last
        if first is None or last is None or last.page != line.page or line.x < first.x + line.size:
            return False
        beside = abs(line.y - first.y) < 0.6 * line.size
        return beside and line.y >= last.y and (line is not last)

    def _goes_on_in_cell(self, line: Line) -> bool:
        """Whether a line goes on below the beginning of a row's second or later cell."""
        first, last = self.first, self.last
        if first is None or last is None or self.drafts[-1].kind != "row" or line.cells or line.page != last.page:
            return False
        return line.x >= first.x + line.size and 0 < _step(last, line) <= _WIDE_GAP * self.look.leading

    def _begins(self, line: Line) -> bool:
        """Whether a line begins a block of its own."""
        first, last = self.first, self.last
        if first is None or last is None or line.cells or item_start(line.text) is not None:
            return True
        step = _step(last, line)
        ended = bool(_SENTENCE_END.search(last.text))
        short = len(last.text) < _FULL_LINE * self.look.width
        if line.page != last.page or step < 0:  # a full line at the foot of a page hardly ends a paragraph
            return self.drafts[-1].kind == "row" or last.text.endswith("]") or (ended and short)
        if self.drafts[-1].kind == "row" or step > _WIDE_GAP * self.look.leading:
            return True
        return last.text.endswith("]") or (ended and short and not self.look.spaced)


def pdf_blocks(lines: list[Line], joins: Joins) -> list[Draft]:
    """Headings, paragraphs, list items and table rows, in reading order."""
    reader = _Reader(Look.of(lines), joins)
    for line in lines:
        reader.read(line)
    return list(_with_heads_once(reader.drafts))


def _with_heads_once(drafts: list[Draft]) -> Iterator[Draft]:
    """Without the first row of a table where it stands again at the top of the next page."""
    head = ""
    above: Draft | None = None
    for draft in drafts:
        row = string(draft.chars).strip() if draft.kind == "row" else ""
        head = head if above else row
        over_page = row and above and draft.chars[0].page != above.chars[-1].page
        if not (over_page and row == head):
            yield draft
        above = draft if row else None


def _with_bars(line: Line) -> list[Char]:
    """The line's characters, with a bar before each further cell."""
    chars = list(line.chars)
    for cell in reversed(line.cells):
        chars[cell:cell] = layout(" | ")
    return chars


def _step(before: Line, after: Line) -> float:
    return before.y - after.y
