"""What a reader is told beside an answer."""

from __future__ import annotations

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.compose import from_quotes
from assistant.answering.notices import notices_on
from assistant.language import Language
from assistant.passages import Document, Metadata, Passage


@pytest.mark.parametrize(("language", "told"), [("sv", ["Källor på engelska citeras som de är."]), ("en", [])])
def test_a_source_in_english_is_told_of(language: Language, told: list[str]) -> None:
    """Whoever reads in Swedish is told; whoever reads in English is not."""
    text = "The project had two municipalities and was paid for by the agency for innovation."
    documents = {"a": Document("a", "1", Metadata("a"), text)}
    quote = Quote(Passage("1", "a", "a", text, 0, len(text)), 0, len(text), text)
    composition = from_quotes([quote], documents, headed=False)
    assert notices_on("MIO?", composition.citations, documents, language) == told
