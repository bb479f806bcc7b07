"""What every reader gives: the raw text of each page and, for PDF, where on the page it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Run:
    """A piece of a page's text from offset `start` on, drawn at (x, y) points from the lower left corner."""

    start: int
    x: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True)
class RawPage:
    """A page's text as the reader library gave it; the number is None where a format has no pages."""

    number: int | None
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class RawDocument:
    """A file as it was read."""

    pages: tuple[RawPage, ...]
    format: Literal["markdown", "text", "pdf"]
    metadata: dict[str, Any] = field(default_factory=dict)
