"""What a benchmark found, as tables for the terminal and as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.benchmark import Row
from evaluation.plots import Frame, Point, curves, logarithmic

_LINES = (
    ("vektorer", "views", "{:.0f}"),
    ("sökning utan filter, ms", "search_ms", ""),
    ("sökning, filter 9 av 10, ms", "search_most_ms", ""),
    ("sökning, filter 1 av 10, ms", "search_tenth_ms", ""),
    ("sökning, filter 1 av 100, ms", "search_hundredth_ms", ""),
    ("bara vektorindex, ms", "vectors_ms", ""),
    ("alla vektorer med NumPy, ms", "brute_force_ms", ""),
    ("vektorindex / NumPy", "ratio", "{:.2f}"),
    ("recall@10 mot NumPy", "recall@10", "{:.3f}"),
    ("bygga, s", "build_s", "{:.1f}"),
    ("minne vid bygge, MB", "build_memory_mb", "{:.0f}"),
    ("index på disk, MB", "disk_mb", "{:.0f}"),
    ("öppna, ms", "open_ms", "{:.0f}"),
    ("första sökningen, ms", "first_ms", "{:.0f}"),
    ("minne vid sökning, MB", "memory_mb", "{:.0f}"),
)
_CHARTED = {
    "utan filter": "search_ms",
    "filter 9 av 10": "search_most_ms",
    "filter 1 av 10": "search_tenth_ms",
    "filter 1 av 100": "search_hundredth_ms",
    "bara vektorindex": "vectors_ms",
    "alla vektorer, NumPy": "brute_force_ms",
}


def search_table(rows: Sequence[Row]) -> str:
    """A column for each size; of times the median and what 95 % stay under."""
    shown = [("avsnitt (tider: median / 95 %)", [str(row["passages"]) for row in rows])]
    shown += [(name, [_cell(row[key], form) for row in rows]) for name, key, form in _LINES]
    return _lines(shown)


def embedder_table(rows: Sequence[Row]) -> str:
    """A column for each number of torch threads; "" without rows."""
    shown = [
        ("inbäddning av en fråga, torch-trådar", [str(row["threads"]) for row in rows]),
        ("en fråga i taget, ms", [_cell(row["single_ms"], "") for row in rows]),
        ("fyra samtidigt, ms", [_cell(row["loaded_ms"], "") for row in rows]),
    ]
    return _lines(shown) if rows else ""


def chart(rows: Sequence[Row]) -> str:
    """Median times by number of passages, as SVG."""
    sizes = [row["passages"] for row in rows]
    places = logarithmic(sizes)
    highest = max(row[key]["p50"] for row in rows for key in _CHARTED.values())
    frame = Frame("search", "Tid för en sökning (median)", "", "avsnitt", "ms", lambda y: f"{y * highest:.0f}")
    shares = {name: [row[key]["p50"] / highest for row in rows] for name, key in _CHARTED.items()}
    lines = {name: [Point(x, y, y, y) for x, y in zip(places, ys, strict=True)] for name, ys in shares.items()}
    ticks = [(x, f"{size:,}".replace(",", " ")) for x, size in zip(places, sizes, strict=True)]
    return curves(frame, lines, ticks)


def _cell(value: object, form: str) -> str:
    return f"{value['p50']:.1f} / {value['p95']:.1f}" if isinstance(value, dict) else form.format(value)


def _lines(shown: Sequence[tuple[str, Sequence[str]]]) -> str:
    return "\n".join(f"{name:38}" + "".join(f"{cell:>16}" for cell in cells) for name, cells in shown)
