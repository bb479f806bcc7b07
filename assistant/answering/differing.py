"""Whether two quotes tell the same with different figures, so that a reader is told and sees them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.index.analysis import content_words, sentences, stem

_FIGURE = re.compile(r"\d[\d\s]*(?:[.,]\d+)?")
_ALIKE = 0.6
_FEWEST = 4


def differing_figures(one: str, other: str) -> tuple[str, str] | None:
    """The figures of the first two sentences that share most of their words but no figure; None if there are none."""
    for first, figures in _with_figures(one):
        for second, others in _with_figures(other):
            alike = len(first & second) >= _ALIKE * len(first | second)
            if alike and not {_plain(figure) for figure in figures} & {_plain(figure) for figure in others}:
                return ", ".join(figures), ", ".join(others)
    return None


def _with_figures(text: str) -> Iterator[tuple[set[str], list[str]]]:
    """The stems of each sentence that holds figures and enough words, and its figures."""
    for start, end in sentences(text):
        sentence = text[start:end]
        figures = [found.strip() for found in _FIGURE.findall(sentence)]
        stems = {stem(word) for word in content_words(_FIGURE.sub(" ", sentence))}
        if figures and len(stems) >= _FEWEST:
            yield stems, figures


def _plain(figure: str) -> str:
    return re.sub(r"\s", "", figure).replace(",", ".")
