"""What tests share: fakes a person can compute, one built index on the real model, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings

from assistant.answering.pipeline import Assistant
from assistant.index.embeddings import SentenceEmbeddings, open_embeddings
from assistant.settings import ROOT, Settings
from assistant.wiring import open_assistant
from ingest.run import ingest


class FakeEmbeddings(Embeddings):
    """A vector counts how often each of 16 letters occurs, so that nearness can be worked out by hand."""

    letters = "aeioudmnrstlkvgp"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        counts = [text.lower().count(letter) + 0.01 for letter in self.letters]
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]


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
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The real corpus, the real model, and a home of the test run's own, built once."""
    settings = Settings(corpus=ROOT / "corpus", home=tmp_path_factory.mktemp("home"), models=ROOT / ".models")
    embeddings = open_embeddings(settings)
    report = ingest(settings, embeddings, embeddings.id)
    assert not report.refused
    return settings


@pytest.fixture(scope="session")
def embeddings(real_settings: Settings) -> SentenceEmbeddings:
    """The real model, loaded once."""
    return open_embeddings(real_settings)


@pytest.fixture(scope="session")
def assistant(real_settings: Settings) -> Iterator[Assistant]:
    """The assistant over the real corpus."""
    opened = open_assistant(real_settings)
    yield opened
    opened.index.close()
