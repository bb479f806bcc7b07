"""BM25 over stems and character 4-grams, saved by bm25s and memory-mapped when read."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import bm25s
import numpy as np

from assistant.index.analysis import stem, tokens, without_dots, words
from assistant.index.maxsim import Vectors
from assistant.index.places import places_in

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
_DOTS = re.compile("[åäö]", re.IGNORECASE)
_MORE_THAN_SMALL = 3
_LONG = 7
_OFTEN = 3

Terms = Callable[[str], list[str]]
"""What BM25 counts of a text; an index is read by the terms that it was written by."""


def write_lexical(folder: Path, ids: list[str], texts: list[str], terms: Terms = tokens) -> None:
    model = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    model.index([terms(text) or ["∅"] for text in texts], show_progress=False)
    model.save(str(folder), show_progress=False)
    (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    frequencies = Counter(base for text in texts for base in {stem(word) for word in words(text)})
    (folder / "stems.json").write_text(json.dumps(frequencies, ensure_ascii=False), encoding="utf-8")
    counts = Counter(word for text in texts for word in words(text))
    (folder / "dotted.json").write_text(json.dumps(_dotted(counts), ensure_ascii=False), encoding="utf-8")
    (folder / "common.json").write_text(json.dumps(_common(counts), ensure_ascii=False), encoding="utf-8")


def _common(counts: Counter[str]) -> dict[str, int]:
    """The long words that stand often enough to be what a misspelt one means, and how often."""
    return {word: n for word, n in counts.items() if len(word) >= _LONG and n >= _OFTEN and word.isalpha()}


def _dotted(counts: Counter[str]) -> dict[str, str]:
    """The commonest word behind each spelling without dots, unless that spelling is a word of its own."""
    spelled: dict[str, str] = {}
    for word, _ in counts.most_common():
        bare = without_dots(word)
        if bare != word and bare not in counts:
            spelled.setdefault(bare, word)
    return spelled


class LexicalIndex:
    """Scores every passage for a question; the order of scores is the order of `ids`."""

    def __init__(self, folder: Path, terms: Terms = tokens) -> None:
        self._terms = terms
        self.ids: list[str] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        self._passages_with: dict[str, int] = json.loads((folder / "stems.json").read_text(encoding="utf-8"))
        self._dotted: dict[str, str] = json.loads((folder / "dotted.json").read_text(encoding="utf-8"))
        self._common: dict[str, int] = json.loads((folder / "common.json").read_text(encoding="utf-8"))
        self._model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)

    def weight(self, base: str) -> float:
        """How telling a stem is: its inverse document frequency over the largest possible one, so from 0 to 1."""
        found = self._passages_with.get(base, 0)
        return math.log((1 + len(self.ids)) / (1 + found)) / math.log(2 + len(self.ids))

    def holds(self, text: str) -> bool:
        """Whether each word of a text is in some passage, in one form or another."""
        return all(stem(word) in self._passages_with for word in words(text))

    def respelled(self, question: str) -> str:
        """The question with å, ä and ö put back into words that the documents only know with them, if it was typed
        without, and with the word one letter away that they often use for a long one that they do not know.

        "Sa" is left: with its dots it is another small word.
        """
        dotted = {} if _DOTS.search(question) else self._dotted
        return re.sub(r"[^\W\d_]+", lambda found: self._respelled(found.group(), dotted), question)

    def _respelled(self, typed: str, dotted: dict[str, str]) -> str:
        word = typed.lower()
        if word in dotted and (len(word) >= _MORE_THAN_SMALL or dotted[word][-1] == word[-1]):
            return dotted[word]
        if len(word) < _LONG or stem(word) in self._passages_with or places_in(word):
            return typed
        return max(_one_away(word) & self._common.keys(), key=self._common.__getitem__, default=typed)

    def scores(self, question: str) -> Vectors:
        known = [token for token in self._terms(question) if token in self._model.vocab_dict]
        if not known:
            return np.zeros(len(self.ids), np.float32)
        return np.asarray(self._model.get_scores(known), np.float32)


def _one_away(word: str) -> set[str]:
    """A letter left out, added or changed, or two swapped (Norvig 2007, "How to write a spelling corrector"); never the
    first, nor the last one changed, which is rather another form of the word ("innovativt", "innovativa")."""
    cuts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    return {
        *(a + b[1:] for a, b in cuts),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + rest for a, b in cuts for letter in _LETTERS for rest in (b, b[1:] or b)),
    }
