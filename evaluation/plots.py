"""Plots as SVG, in the colours of the page around them or with a style of their own; every axis runs from 0 to 1."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT = 720, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 690, 40, 280  # the plot's edges
_NAMES, _ROW = 230, 26  # where the names of a dot plot end, and how high a line of it is
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
# Okabe and Ito's colours, which the colour-blind can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_NAMESPACE = "http://www.w3.org/2000/svg"
_ALONE = "svg{background:#fff;font:13px sans-serif} .grid{stroke:#ddd} polyline{fill:none;stroke-width:2}"
Show = Callable[[float], str]


@dataclass(frozen=True)
class Frame:
    """What a plot says beside its points. `key` is unique on the page; `show` writes a share."""

    key: str
    title: str
    description: str
    x_name: str
    y_name: str
    show: Show


@dataclass(frozen=True)
class Point:
    """A value with its 95 % interval; without one `low` and `high` are the value."""

    x: float
    y: float
    low: float
    high: float


def curve(
    frame: Frame,
    points: Sequence[Point],
    ticks: Sequence[tuple[float, str]] = (),
    marked: tuple[float, float, str] | None = None,
) -> str:
    """A line through points; y from 0 to 1, x from 0 to 1 with its own ticks if given; one more place may be named."""
    parts = [_grid_line(frame, value) for value in _GRID]
    for x, name in ticks or [(value, frame.show(value)) for value in _GRID]:
        parts.append(_text(_x(x), _BOTTOM + 20, name, "middle"))
    parts.append(f'<polyline class="line" points="{_places(points)}"/>')
    for point in points if ticks else ():
        parts.append(f'<path class="line" d="M{_x(point.x):.1f} {_y(point.low):.1f}V{_y(point.high):.1f}"/>')
        parts.append(_dot(_x(point.x), _y(point.y), "dot"))
        parts.append(_text(_x(point.x) + 8, _y(point.y) + 18, frame.show(point.y)))
    if marked:
        x, y, name = marked
        anchor = "end" if x > 0.6 else "start"
        parts.append(_dot(_x(x), _y(y), "mark"))
        parts.append(_text(_x(x) + (-10 if anchor == "end" else 10), _y(y) - 24, name, anchor))
    return _svg(frame, _HEIGHT, parts + _axes(frame))


def curves(frame: Frame, lines: Mapping[str, Sequence[Point]], ticks: Sequence[tuple[float, str]]) -> str:
    """Named lines through points, each in a colour of its own, as a picture that needs no page around it."""
    parts = [f"<style>{_ALONE}</style>", *(_grid_line(frame, value) for value in _GRID)]
    parts += [_text(_x(x), _BOTTOM + 20, name, "middle") for x, name in ticks]
    for number, (name, points) in enumerate(lines.items()):
        colour, y = _COLOURS[number % len(_COLOURS)], _TOP + 8 + 18 * number
        parts.append(f'<polyline stroke="{colour}" points="{_places(points)}"/>')
        parts.append(f'<g fill="{colour}">{_text(_LEFT + 10, y, name)}')
        parts += [*(_dot(_x(point.x), _y(point.y), "dot") for point in points), "</g>"]
    return _svg(frame, _HEIGHT, parts + _axes(frame)).replace("<svg", f'<svg xmlns="{_NAMESPACE}"', 1)


def logarithmic(values: Sequence[float]) -> list[float]:
    """Where values, ascending and above 0, lie on an axis from 0 to 1 at the distance of their logarithms."""
    first, last = math.log(values[0]), math.log(values[-1])
    return [0.04 + 0.9 * (math.log(value) - first) / ((last - first) or 1) for value in values]


def dots(frame: Frame, lines: Sequence[tuple[str, Point]]) -> str:
    """A named line for each point: a dot at its x, with its interval from left to right."""
    bottom = _TOP + _ROW * len(lines)
    parts = []
    for value in _GRID:
        parts.append(f'<path class="grid" d="M{_across(value):.1f} {_TOP}V{bottom}"/>')
        parts.append(_text(_across(value), bottom + 20, frame.show(value), "middle"))
    for number, (name, point) in enumerate(lines):
        y = _TOP + _ROW * (number + 0.5)
        parts.append(_text(_NAMES - 12, y + 4, name, "end"))
        parts.append(f'<path class="line" d="M{_across(point.low):.1f} {y:.1f}H{_across(point.high):.1f}"/>')
        parts.append(_dot(_across(point.x), y, "dot"))
    parts.append(_text(_NAMES, _TOP - 18, frame.x_name))
    return _svg(frame, bottom + 34, parts)


def _svg(frame: Frame, height: float, parts: Sequence[str]) -> str:
    named = f'<title id="{frame.key}-title">{html.escape(frame.title)}</title>'
    described = f'<desc id="{frame.key}-desc">{html.escape(frame.description)}</desc>'
    labels = f'role="img" aria-labelledby="{frame.key}-title {frame.key}-desc"'
    return f'<svg viewBox="0 0 {_WIDTH} {height:g}" {labels}>{named}{described}{"".join(parts)}</svg>'


def _axes(frame: Frame) -> list[str]:
    return [_text(_LEFT - 40, _TOP - 18, frame.y_name), _text(_RIGHT, _HEIGHT - 12, frame.x_name, "end")]


def _grid_line(frame: Frame, value: float) -> str:
    line = f'<path class="grid" d="M{_LEFT} {_y(value):.1f}H{_RIGHT}"/>'
    return line + _text(_LEFT - 8, _y(value) + 4, frame.show(value), "end")


def _places(points: Sequence[Point]) -> str:
    return " ".join(f"{_x(point.x):.1f},{_y(point.y):.1f}" for point in points)


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _across(share: float) -> float:
    return _NAMES + share * (_RIGHT - _NAMES)


def _dot(x: float, y: float, name: str) -> str:
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'
