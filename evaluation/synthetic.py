"""A made-up collection of any size, to measure speed on: documents, and vectors without a model.

As heavy as the starter corpus, passage for passage: some 380 different BM25 terms (there 377), 8 passages a document
(7.5), and 3.1 views a passage, as many as documents have there without their sections' questions.
"""

from __future__ import annotations

import hashlib
import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np

from assistant.index.analysis import words
from assistant.index.embeddings import Encoded, Role, WordEmbeddings
from assistant.index.maxsim import Vectors, WordBytes, WordSpace
from assistant.passages import Block, Document, Filters, Metadata, SectionQuestion, Segment

DIMENSION = 384  # as multilingual-e5-small
MOST = Filters(types=("vägledning",))
TENTH = Filters(types=("rapport",))
HUNDREDTH = Filters(municipalities=("Kommun 0",))
_PASSAGES = 8  # a document
_PARAGRAPHS = 2  # a passage
_WORDS = 40  # a paragraph
_COMPOUNDS = 0.15  # share of words that are joined with another
_SUBJECTS = 400
_SHARED = 0.6  # share of a vector's variance that comes from its subject
_COMMON = 0.9  # length of the mean vector
_FALL = 0.35  # spread falls along the coordinates as i ** -_FALL


class CheapEmbeddings(WordEmbeddings):
    """Unit vectors from a text's digest, as unevenly spread as the bundled model's, and a fixed one for each word.

    A vector is a mean that all share, plus a centre for its subject (the text before the first " – "), plus noise of
    its own; centre and noise are normal, their spread falling along the coordinates. Chosen so that 2,300 of them are
    like the 1,369 passages and paragraphs of the starter corpus: mean .90 long (there .91), participation ratio of the
    centred vectors 73 (79), cosine with the nearest other .94 (.96), the tenth nearest .93 (.90), the median .81 (.83).
    """

    id = "cheap"

    def __init__(self) -> None:
        spread = np.arange(1, DIMENSION + 1) ** -_FALL
        self._spread = np.sqrt(1 - _COMMON**2) * spread / np.linalg.norm(spread)
        self._centres = np.random.default_rng(0).standard_normal((_SUBJECTS, DIMENSION))

    def encode(self, texts: Sequence[str], kind: Role) -> list[Encoded]:
        return [Encoded(self._vector(text), tuple(words(text)), word_vectors(words(text))) for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text).tolist() for text in texts]

    def _vector(self, text: str) -> Vectors:
        centre = self._centres[zlib.crc32(text.partition(" – ")[0].encode()) % _SUBJECTS]
        noise = np.random.default_rng(list(hashlib.sha256(text.encode()).digest()[:8])).standard_normal(DIMENSION)
        mixed = np.sqrt(_SHARED) * centre + np.sqrt(1 - _SHARED) * noise
        vector = _COMMON / np.sqrt(DIMENSION) + self._spread * mixed
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def word_vectors(found: Sequence[str]) -> Vectors:
    """A unit vector for each word, the same wherever it stands."""
    return np.asarray([_word_vector(word) for word in found], np.float32).reshape(len(found), DIMENSION)


@cache
def _word_vector(word: str) -> Vectors:
    vector = np.random.default_rng(zlib.crc32(word.encode())).standard_normal(DIMENSION)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def words_in(space: WordSpace) -> Callable[[Sequence[str]], list[WordBytes]]:
    """What gives the words of texts as they are kept; each word is projected once."""
    kept = cache(lambda word: space.document(word_vectors([word]))[0])
    return lambda texts: [np.asarray([kept(word) for word in words(text)], np.int8) for text in texts]


def documents(passages: int, questions: Sequence[str]) -> Iterator[Document]:
    """Documents with that many passages in all, made of the questions' words, as often as those occur there.

    Some words are joined into compounds, so that BM25 meets stop words, common stems and a long tail. A small
    collection is the beginning of a larger one. Every tenth document meets `TENTH`, the others `MOST`, and every
    hundredth `HUNDREDTH`.
    """
    known = [word for question in questions for word in words(question)]
    for number, first in enumerate(range(0, passages, _PASSAGES)):
        yield _document(number, min(_PASSAGES, passages - first), known, questions)


def _document(number: int, passages: int, known: Sequence[str], questions: Sequence[str]) -> Document:
    chance = random.Random(number)
    text, blocks = "", []
    for section in range(passages):
        heading = f"Avsnitt {section + 1}"
        for kind in ["heading"] + ["paragraph"] * _PARAGRAPHS:
            start = len(text)
            text += heading if kind == "heading" else _paragraph(chance, known)
            blocks.append(Block(start, len(text), kind, (heading,)))
            text += "\n\n"
    metadata = Metadata(
        title=f"Underlag om ämne {number % _SUBJECTS}",
        publisher="Kommunen",
        published="2025-01-01",
        type="rapport" if number % 10 == 0 else "vägledning",
        covers_years=(2015 + number % 10,),
        covers_municipalities=(f"Kommun {number % 100}",),
    )
    asked = SectionQuestion("Avsnitt 1", f"{chance.choice(questions)} ({number})")
    segments = (Segment(0, len(text), None, 0, len(text)),)
    return Document(f"{number:06}.md", "1", metadata, text, tuple(blocks), segments, {}, (asked,))


def _paragraph(chance: random.Random, known: Sequence[str]) -> str:
    chosen = chance.choices(known, k=_WORDS)
    return " ".join(word + chance.choice(known) if chance.random() < _COMPOUNDS else word for word in chosen) + "."
