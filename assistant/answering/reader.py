"""Who reads a question together with a text, to see whether the one answers the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errors import MioError
from assistant.index.embeddings import SentenceEmbeddings

if TYPE_CHECKING:
    from assistant.answering.cross_encoder import CrossEncoder


class Reader(Protocol):
    """Anything that tells likely answers from texts that are only about the same thing."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        """The log odds, for each text, that it answers the question."""


class NoReader:
    """Of an embedder without a trained reader: nothing speaks for or against."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [0.0] * len(texts)


class TrainedReader:
    """The embedder with what `mio train-reader` has taught it; loaded at the first question."""

    def __init__(self, embeddings: SentenceEmbeddings, path: Path) -> None:
        self._embeddings = embeddings
        self._path = path

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return self._encoder.read(question, texts)

    @cached_property
    def _encoder(self) -> CrossEncoder:
        return trained_encoder(self._embeddings, self._path)


def trained_encoder(embeddings: SentenceEmbeddings, path: Path) -> CrossEncoder:
    """:raises MioError: If the file cannot be read, or was made for another embedder."""
    model = embeddings.model
    from assistant.answering.cross_encoder import CrossEncoder

    try:
        encoder = CrossEncoder(model)
        encoder.load(path)
    except Exception as error:  # a damaged archive raises what zip, NumPy or torch please
        raise MioError("reader_damaged", path=path) from error
    return encoder
