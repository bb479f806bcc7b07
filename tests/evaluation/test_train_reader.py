"""Teaching the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from assistant.answering.candidates import Quote
from assistant.answering.cross_encoder import CrossEncoder
from assistant.answering.cross_encoder import read as read_by
from assistant.answering.pipeline import Assistant
from assistant.index.embeddings import SentenceEmbeddings
from assistant.passages import Passage
from assistant.settings import ROOT
from evaluation.cases import load_set
from evaluation.train_reader import (
    Pair,
    Written,
    all_quotes,
    drawn,
    pairs_of,
    read_questions,
    train,
    train_further,
    two_at_a_time,
)
from ingest.cleaning import clean
from ingest.readers import read
from tests.conftest import FakeEmbeddings

ENGLISH = ROOT / "evaluation" / "collections" / "english" / "corpus"


def quoted(document: str, text: str) -> Quote:
    return Quote(Passage(text, document, "Titel", text, 0, len(text)), 0, len(text), text)


def test_each_question_meets_its_paragraph() -> None:
    """One that is answered meets another paragraph too, which is taken not to answer; one whose paragraph is gone is
    left out."""
    quotes = [quoted("a.md", "Kursen hölls i maj."), quoted("b.md", "Labbet hölls öppet.")]
    written = [
        Written("a.md", "Kursen", "answerable", "När var kursen?"),
        Written("a.md", "Kursen", "absent", "Vad kostade kursen?"),
        Written("a.md", "Kursen", "answerable", "Vad hände i maj?"),
        Written("b.md", "Kursen", "absent", "Vad kostade labbet?"),
    ]
    pairs = pairs_of(written, quotes, FakeEmbeddings())
    assert {pair.document for pair in pairs} == {"a"}
    assert [(pair.question, pair.text.removeprefix("Titel – "), pair.answers, pair.own) for pair in pairs] == [
        ("När var kursen?", "Kursen hölls i maj.", True, True),
        ("När var kursen?", "Labbet hölls öppet.", False, False),
        ("Vad kostade kursen?", "Kursen hölls i maj.", False, True),
        ("Vad hände i maj?", "Kursen hölls i maj.", True, True),
        ("Vad hände i maj?", "Labbet hölls öppet.", False, False),
    ]


def test_an_off_topic_question_meets_the_nearest_paragraphs() -> None:
    """As it would in the chat; none of them answers it."""
    quotes = [quoted("a.md", f"Labb {n} hölls öppet.") for n in range(6)]
    pairs = pairs_of([Written("", "", "off-topic", "När öppnar badhuset?")], quotes, FakeEmbeddings())
    assert len({pair.text for pair in pairs}) == 4
    assert not any(pair.answers or pair.own for pair in pairs)


def test_the_questions_are_on_the_corpus_and_of_no_test_set(assistant: Assistant) -> None:
    """Nearly every paragraph is still in the corpus, or in the English collection, and no question stands in a set."""
    written = read_questions()
    texts = {path.name: [clean(read(path)).text] for path in ENGLISH.glob("*.md")}
    for quote in all_quotes(assistant.index):
        texts.setdefault(quote.passage.document, []).append(quote.text)
    on_paragraphs = [row for row in written if row.kind != "off-topic"]
    found = [any(row.text in text for text in texts.get(row.document, ())) for row in on_paragraphs]
    assert sum(found) > 0.98 * len(found)
    sets = {case.question.lower() for path in (ROOT / "evaluation" / "sets").glob("*.jsonl") for case in load_set(path)}
    assert not sets & {row.question.lower() for row in written}


def test_some_are_asked_two_at_a_time() -> None:
    """Only if both were written for the same paragraph; they are answered if one of them is."""
    written = [
        Written("a.md", "Kursen", "absent", "Vad kostade kursen?"),
        Written("a.md", "Kursen", "answerable", "När var kursen?"),
    ]
    both = Written("a.md", "Kursen", "answerable", "Vad kostade kursen och när var kursen?")
    assert two_at_a_time(written) == [both]
    assert two_at_a_time([written[0], replace(written[1], text="Labbet")]) == []


def test_some_may_be_drawn_by_lot() -> None:
    """Each at most once, the same every time, and all of them where there are no more."""
    written = [Written("a.md", "Kursen", "absent", f"Vad är {n}?") for n in range(9)]
    some = drawn(written, 4)
    assert len(some) == 4 == len({row.question for row in some} & {row.question for row in written})
    assert drawn(written, 4) == some
    assert drawn(written, 10) == written


def test_what_is_taught_is_learnt_and_kept(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    """The loss falls, and a reader that is read from the file judges as the one that was taught."""
    torch.manual_seed(0)
    places = [f"Kommun {n}" for n in range(16)]
    pairs = [Pair(f"Vad gjorde {place}?", f"{place} {done}.", done == "köpte en robot", True, f"{n % 2}")
             for n, place in enumerate(places) for done in ("köpte en robot", "finns inte med här")]  # fmt: skip
    taught, lines = CrossEncoder(embeddings.model), list[str]()
    train(taught, [*pairs, Pair("Vad?", "Det.", True, True, "")], 20, lines.append)
    losses = [float(found.group(1)) for line in lines if (found := re.search(r"förlust ([\d.]+)", line))]
    assert losses[-1] < 0.8 * losses[0]
    taught.save(tmp_path / "reader.npz")
    kept = CrossEncoder(embeddings.model)
    kept.load(tmp_path / "reader.npz")
    texts = [pair.text for pair in pairs[:2]]
    judged = [read_by([encoder], "Vad gjorde Kommun 0?", texts) for encoder in (kept, taught)]
    assert judged[0] == pytest.approx(judged[1], abs=0.1)


def test_trained_further_the_mean_is_kept(embeddings: SentenceEmbeddings) -> None:
    """What is learnt anew goes half as far as it would alone."""
    pairs = [Pair(f"Vad gjorde kommun {n}?", "De köpte en robot.", n % 2 == 0, True, f"{n // 2}") for n in range(12)]
    torch.manual_seed(0)
    alone, mean = CrossEncoder(embeddings.model), CrossEncoder(embeddings.model)
    mean.load_state_dict(alone.state_dict())
    before = alone.head.weight.detach().clone()
    train(alone, pairs, 3, lambda line: None, 2e-4)
    train_further(mean, pairs, 3, lambda line: None)
    assert torch.allclose(mean.head.weight, (alone.head.weight + before) / 2, atol=1e-6)
    assert not torch.allclose(mean.head.weight, before, atol=1e-6)
