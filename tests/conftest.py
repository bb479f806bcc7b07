"""What tests share: fakes a person can compute, one built index on the real model, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answering.pipeline import Assistant
from assistant.index.analysis import words
from assistant.index.embeddings import Encoded, Role, SentenceEmbeddings, WordEmbeddings, open_embeddings
from assistant.index.maxsim import Vectors
from assistant.settings import ROOT, Settings
from assistant.wiring import open_assistant
from ingest.run import ingest


class FakeEmbeddings(WordEmbeddings):
    """A vector counts how often each of 16 letters occurs, so that nearness can be worked out by hand."""

    id = "fake"
    letters = "aeioudmnrstlkvgp"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str], kind: Role) -> list[Encoded]:
        self.embedded.extend(texts if kind == "document" else [])
        return [Encoded(self._counts([text])[0], tuple(words(text)), self._counts(words(text))) for text in texts]

    def _counts(self, texts: Sequence[str]) -> Vectors:
        rows = [[text.lower().count(letter) + 0.01 for letter in self.letters] for text in texts]
        counts = np.asarray(rows, np.float32).reshape(len(rows), len(self.letters))
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


def skip(reason: str) -> None:
    """Skip a test for what the machine lacks; under MIO_TEST_ALL=1 that is a failure."""
    if os.environ.get("MIO_TEST_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the suite reaches out: a connection beyond this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def clean_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's own leaks into a test."""
    for name in list(os.environ):
        if name.startswith("MIO_") and not name.startswith("MIO_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture
def fake_settings(tmp_path: Path) -> Settings:
    """An empty import folder and an empty home."""
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", home=tmp_path / "home", models=tmp_path / "models")


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    """The real model, loaded once."""
    return open_embeddings(Settings(models=ROOT / ".models"))


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceEmbeddings) -> Settings:
    """The real corpus, the real model, and a home of the test run's own, built once."""
    settings = Settings(corpus=ROOT / "corpus", home=tmp_path_factory.mktemp("home"), models=ROOT / ".models")
    report = ingest(settings, embeddings)
    assert not report.refused
    return settings


@pytest.fixture(scope="session")
def assistant(real_settings: Settings) -> Iterator[Assistant]:
    """The assistant over the real corpus."""
    opened = open_assistant(real_settings)
    yield opened
    opened.index.close()
