"""BM25 over stems and character 5-grams, saved by bm25s and memory-mapped when read."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import bm25s
import numpy as np

from assistant.index.analysis import stem, tokens, words
from assistant.index.embeddings import Vectors


def write_lexical(folder: Path, ids: list[str], texts: list[str]) -> None:
    model = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    model.index([tokens(text) or ["∅"] for text in texts], show_progress=False)
    model.save(str(folder), show_progress=False)
    (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    frequencies = Counter(base for text in texts for base in {stem(word) for word in words(text)})
    (folder / "stems.json").write_text(json.dumps(frequencies, ensure_ascii=False), encoding="utf-8")


class LexicalIndex:
    """Scores every passage for a question; the order of scores is the order of `ids`."""

    def __init__(self, folder: Path) -> None:
        self.ids: list[str] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        self._passages_with: dict[str, int] = json.loads((folder / "stems.json").read_text(encoding="utf-8"))
        self._model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)

    def weight(self, base: str) -> float:
        """How telling a stem is: its inverse document frequency over the largest possible one, so from 0 to 1."""
        found = self._passages_with.get(base, 0)
        return math.log((1 + len(self.ids)) / (1 + found)) / math.log(2 + len(self.ids))

    def scores(self, question: str) -> Vectors:
        known = [token for token in tokens(question) if token in self._model.vocab_dict]
        if not known:
            return np.zeros(len(self.ids), np.float32)
        return np.asarray(self._model.get_scores(known), np.float32)
