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
    """The embedder with what `mio train-reader` has taught it, each time anew: the mean of what they say, who err in
    different places (Lakshminarayanan et al. 2017, "deep ensembles"). Loaded at the first question."""

    def __init__(self, embeddings: SentenceEmbeddings, paths: Sequence[Path]) -> None:
        self._embeddings = embeddings
        self._paths = paths

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        from assistant.answering.cross_encoder import read

        return read(self._encoders, question, texts)

    @cached_property
    def _encoders(self) -> list[CrossEncoder]:
        return trained_encoders(self._embeddings, self._paths)


def trained_encoders(embeddings: SentenceEmbeddings, paths: Sequence[Path]) -> list[CrossEncoder]:
    """One for each file; they share what is not trained.

    :raises MioError: If a file cannot be read, or was made for another embedder.
    """
    model = embeddings.model
    from assistant.answering.cross_encoder import CrossEncoder

    found: list[CrossEncoder] = []
    for path in paths:
        try:
            encoder = found[0].another() if found else CrossEncoder(model)
            encoder.load(path)
        except Exception as error:  # a damaged archive raises what zip, NumPy or torch please
            raise MioError("reader_damaged", path=path) from error
        found.append(encoder)
    return found
