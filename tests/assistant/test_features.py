"""What speaks for and against that the hits answer."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.features import features_of
from assistant.answering.pipeline import Assistant
from assistant.index.location import open_index
from assistant.settings import Settings
from ingest.run import ingest
from tests.conftest import FakeEmbeddings

SWEDISH = "# Slussen\n\nKommunen har en idésluss för medarbetarnas idéer och den är till för alla."
ENGLISH = "# The gateway\n\nThe municipality has an idea gateway for the ideas of its staff and it is for all of them."


@pytest.mark.parametrize(
    ("text", "question", "english", "reading"),
    [
        (SWEDISH, "What is an idea gateway for?", 1.0, 2.0),
        (ENGLISH, "What is an idea gateway for?", 0.0, 2.0),
        (ENGLISH, "Vad är en idésluss till för?", 0.0, 0.0),
        (SWEDISH, "Vad är en idésluss till för?", 0.0, 2.0),
    ],
)
def test_the_languages_of_question_and_text_count(
    fake_settings: Settings, text: str, question: str, english: float, reading: float
) -> None:
    """English over Swedish gets an allowance; in the reverse the reading says nothing either way. What counts is
    the best of those that were read."""
    (fake_settings.corpus / "a.md").write_text(text, encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    with closing(open_index(fake_settings.home)) as index:
        hits = Assistant(index, FakeEmbeddings()).search(question)
        passage = hits[0].passage
        quotes = [Quote(passage, 0, len(passage.text), passage.text, reading=odds) for odds in (1.0, 2.0, None)]
        found = features_of(question, question, hits, quotes, index, FakeEmbeddings())
        assert (found.english, found.reading) == (english, reading)
