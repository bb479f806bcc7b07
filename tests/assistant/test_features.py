"""What speaks for and against that the hits answer."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant.answering.features import features_of
from assistant.answering.pipeline import Assistant
from assistant.index.location import open_index
from assistant.settings import Settings
from ingest.run import ingest
from tests.conftest import FakeEmbeddings

SWEDISH = "# Slussen\n\nKommunen har en idésluss för medarbetarnas idéer och den är till för alla."
ENGLISH = "# The gateway\n\nThe municipality has an idea gateway for the ideas of its staff and it is for all of them."


@pytest.mark.parametrize(
    ("text", "question", "allowance"),
    [
        (SWEDISH, "What is an idea gateway for?", 1.0),
        (ENGLISH, "What is an idea gateway for?", 0.0),
        (ENGLISH, "Vad är en idésluss till för?", 0.0),
        (SWEDISH, "Vad är en idésluss till för?", 0.0),
    ],
)
def test_only_english_over_swedish_gets_an_allowance(
    fake_settings: Settings, text: str, question: str, allowance: float
) -> None:
    """It is the one pair of languages that the models were fitted to."""
    (fake_settings.corpus / "a.md").write_text(text, encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    with closing(open_index(fake_settings.home)) as index:
        hits = Assistant(index, FakeEmbeddings()).search(question)
        assert features_of(question, question, hits, [], index, FakeEmbeddings()).english == allowance
