"""What speaks for and against that the hits answer."""

from __future__ import annotations

from collections.abc import Sequence
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


class Sure:
    """Reads an answer out of anything."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [float(n + 1) for n in range(len(texts))]


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
    """English over Swedish gets an allowance; the reverse is not read, which says nothing either way. What is
    read is the best quote by its reading."""
    (fake_settings.corpus / "a.md").write_text(text, encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    with closing(open_index(fake_settings.home)) as index:
        hits = Assistant(index, FakeEmbeddings()).search(question)
        passage = hits[0].passage
        quotes = [Quote(passage, 0, len(passage.text), passage.text)] * 2
        found = features_of(question, question, hits, quotes, index, FakeEmbeddings(), Sure())
        assert (found.english, found.reading) == (english, reading)


class Half:
    """Finds an answer to a question about Höör alone."""

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        return [3.0 if "Höör" in question and "Lerum" not in question else -3.0 for _ in texts]


def test_a_comparison_is_read_a_side_at_a_time(fake_settings: Settings) -> None:
    """No text tells of both, but one tells of one of them."""
    question = "Hur skiljer sig slussen i Höör från slussen i Lerum?"
    (fake_settings.corpus / "a.md").write_text(SWEDISH, encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    with closing(open_index(fake_settings.home)) as index:
        hits = Assistant(index, FakeEmbeddings()).search(question)
        quotes = [Quote(hits[0].passage, 0, len(hits[0].passage.text), hits[0].passage.text)]
        found = features_of(question, question, hits, quotes, index, FakeEmbeddings(), Half())
        assert found.reading == 3.0
