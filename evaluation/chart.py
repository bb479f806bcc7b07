"""A line chart as one SVG that needs nothing else: the x axis logarithmic, the y axis from 0."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Line = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 530, 50, 350  # the plot's edges
# Okabe and Ito's colours, which the colour-blind can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


@dataclass(frozen=True)
class _Scale:
    """Where a value lies: x from `first` to `last` as powers of ten, y from 0 in `steps` of `step`."""

    first: float
    last: float
    step: float
    steps: int

    def x(self, value: float) -> float:
        return _LEFT + (math.log10(value) - self.first) / ((self.last - self.first) or 1) * (_RIGHT - _LEFT)

    def y(self, value: float) -> float:
        return _BOTTOM - value / (self.step * self.steps) * (_BOTTOM - _TOP)


def line_chart(title: str, x_name: str, y_name: str, lines: Mapping[str, Line]) -> str:
    """Each named line through its (x, y), x above 0; a tick at every x that occurs. At least one point is needed."""
    across = sorted({x for line in lines.values() for x, _ in line})
    highest = max(y for line in lines.values() for _, y in line)
    step = _step(highest)
    scale = _Scale(math.log10(across[0]), math.log10(across[-1]), step, max(math.ceil(highest / step), 1))
    parts = [_text(_LEFT, 22, title), _text(16, _TOP - 14, y_name), _text(_RIGHT, _HEIGHT - 10, x_name, "end")]
    for value in (step * number for number in range(scale.steps + 1)):
        parts.append(f'<path d="M{_LEFT} {scale.y(value):.1f}H{_RIGHT}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, scale.y(value) + 4, f"{value:g}", "end"))
    parts += [_text(scale.x(value), _BOTTOM + 18, f"{value:,.0f}".replace(",", " "), "middle") for value in across]
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        parts.append(_drawn(line, scale, colour) + _text(_RIGHT + 20, _TOP + 20 * number, name, colour=colour))
    frame = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" font-family="sans-serif" font-size="13" role="img"'
    back = f'<title>{html.escape(title)}</title><rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{back}{"".join(parts)}</svg>\n'


def _step(highest: float) -> float:
    """A round distance between grid lines, so that some three to seven are needed."""
    power = 10.0 ** math.floor(math.log10(max(highest, 1e-9)))
    return power * next(part for part in (0.2, 0.5, 1, 2) if highest / power <= 5 * part)


def _drawn(line: Line, scale: _Scale, colour: str) -> str:
    places = [(f"{scale.x(x):.1f}", f"{scale.y(y):.1f}") for x, y in line]
    joined = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in places)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{html.escape(text)}</text>'
