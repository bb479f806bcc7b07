"""Who reads a question together with a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from assistant.answering.calibration import load_reader, reader_file
from assistant.answering.cross_encoder import CrossEncoder
from assistant.answering.reader import NoReader, TrainedReader
from assistant.errors import MioError
from assistant.index.embeddings import SentenceEmbeddings
from tests.conftest import FakeEmbeddings

QUESTION = "Hur många medarbetare gick kursen i Lillköping?"
ANSWERS = "I Lillköping gick 340 medarbetare kursen i tjänstedesign."
ABOUT_THE_SAME = "Kursen i tjänstedesign är öppen för alla medarbetare i Lillköping och hålls på distans."


def test_what_answers_is_told_from_what_is_about_the_same(embeddings: SentenceEmbeddings) -> None:
    """Each text is judged as it stands, whatever is read beside it and in whatever order."""
    reader = load_reader(embeddings)
    answers, same = reader.read(QUESTION, [ANSWERS, ABOUT_THE_SAME])
    assert answers > same
    alone = [reader.read(QUESTION, [text])[0] for text in (ABOUT_THE_SAME, ANSWERS)]
    assert alone == pytest.approx([same, answers], abs=0.1)
    assert reader.read(QUESTION, []) == []


def test_several_say_the_mean_of_what_each_says(embeddings: SentenceEmbeddings) -> None:
    """They share what is not trained, and no more."""
    paths = [reader_file(embeddings.id, number) for number in (1, 2)]
    each = [TrainedReader(embeddings, [path]).read(QUESTION, [ANSWERS])[0] for path in paths]
    assert each[0] != pytest.approx(each[1], abs=0.1)
    assert TrainedReader(embeddings, paths).read(QUESTION, [ANSWERS]) == pytest.approx([sum(each) / 2], abs=0.1)


def test_an_untrained_one_is_the_embedder(embeddings: SentenceEmbeddings) -> None:
    """Adapters are nothing until they are trained: the vectors of question and text are the embedder's own."""
    pair = (QUESTION, ANSWERS)
    encoder = CrossEncoder(embeddings.model)
    pieces = embeddings.model.tokenizer(*pair, return_tensors="pt")
    bert: Any = embeddings.model[0].auto_model
    whole = bert(**pieces).last_hidden_state.float()
    assert torch.allclose(encoder.last_states(*encoder.half_read([pair])), whole, atol=0.05)


def test_an_embedder_without_one_says_nothing() -> None:
    assert isinstance(load_reader(FakeEmbeddings()), NoReader)  # type: ignore[arg-type]
    assert NoReader().read(QUESTION, [ANSWERS]) == [0.0]


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04 half an archive", None])
def test_one_that_cannot_be_used_is_named(embeddings: SentenceEmbeddings, tmp_path: Path, kept: bytes | None) -> None:
    """An empty file, half of one, and one for weights of another shape are told of with what to do."""
    path = tmp_path / "reader.npz"
    np.savez(path, **dict.fromkeys(np.load(reader_file(embeddings.id, 1)).files, np.zeros(3)))  # type: ignore[arg-type]
    if kept is not None:
        path.write_bytes(kept)
    with pytest.raises(MioError, match=r"reader\.npz är skadad .*`mio train-reader`"):
        TrainedReader(embeddings, [path]).read(QUESTION, [ANSWERS])
