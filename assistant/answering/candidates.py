"""What can be quoted of the passages that were found: whole paragraphs, lists and tables, sentences of long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.index.analysis import sentences, words
from assistant.passages import Block, Document, Hit, Passage

_POINTS_BACK = re.compile(
    r"(?:Det|Den|De|Detta|Denna|Dessa|Där|Då|Därför|Annars|Dock|Också|Dessutom|Andra|Båda|Så|Han|Hon|Poängen|Följden|"
    r"Bakgrunden|Skälet|It|They|This|These)\b"
)
_LISTED = {"item", "row"}
_FEW_WORDS = 4


@dataclass(frozen=True)
class Quote:
    """A part of a passage: the characters `start` to `end` of its document.

    probability: that it answers (part of) the question, from 0 to 1. reading: the log odds of that, by who read the two
    together; None if nobody has.
    """

    passage: Passage
    start: int
    end: int
    text: str
    probability: float = 0.0
    reading: float | None = None

    @property
    def headed(self) -> str:
        """With title and headings, as the passage is embedded."""
        return self.passage.headed(self.text)

    @property
    def section(self) -> str:
        """The heading that it stands under, else the title of its document."""
        return self.passage.headings[-1] if self.passage.headings else self.passage.title

    @property
    def room(self) -> int:
        """The characters that it takes in an answer, with a heading above it."""
        return len(self.section) + len(self.text)


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with a word that the one before it explains, so that it cannot stand alone."""
    return bool(_POINTS_BACK.match(sentence))


def candidates(hits: Sequence[Hit], documents: dict[str, Document], whole_chars: int) -> list[tuple[Hit, Quote]]:
    """Every part that may be quoted, each with the hit it is of. A longer text than `whole_chars` is taken apart."""
    return [(hit, quote) for hit in hits for quote in _of(hit.passage, documents[hit.passage.document], whole_chars)]


def _of(passage: Passage, document: Document, whole_chars: int) -> Iterator[Quote]:
    blocks = [block for block in document.blocks_in(passage.start, passage.end) if block.kind != "heading"]
    for group in _groups(blocks, document, whole_chars):
        if document.introduces(group):
            continue
        start, end = max(group[0].start, passage.start), min(group[-1].end, passage.end)
        text = document.text[start:end]
        whole = group[0].kind in _LISTED or len(text) <= whole_chars
        for a, b in [(0, len(text))] if whole else _with_antecedents(text):
            asks = group[-1].kind not in _LISTED and text[a:b].endswith("?")
            if not asks and len(words(text[a:b])) >= _FEW_WORDS:
                yield Quote(passage, start + a, start + b, text[a:b])


def _groups(blocks: list[Block], document: Document, longest: int) -> Iterator[list[Block]]:
    """A list or table with the sentence that leads to it is one group if it is short enough; else each block is one."""
    while blocks:
        listed = 1 + next((i for i, block in enumerate(blocks[1:]) if block.kind not in _LISTED), len(blocks) - 1)
        leads = blocks[0].kind in _LISTED or document.text[: blocks[0].end].endswith(":")
        size = listed if leads and blocks[listed - 1].end - blocks[0].start <= longest else 1
        yield blocks[:size]
        blocks = blocks[size:]


def _with_antecedents(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences; one that points back ("Det …") is kept together with the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if joined and points_back(text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
