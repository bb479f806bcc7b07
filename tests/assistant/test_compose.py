"""What an answer of quotes says."""

from __future__ import annotations

from assistant.answering.candidates import Quote
from assistant.answering.compose import from_quotes
from assistant.passages import Document, Metadata, Passage

TEXT = "Idéer tas emot. Idéer prövas. Idéer sprids."
DOCUMENT = Document("a.md", "1", Metadata("Handboken"), TEXT)


def said(*sections: str) -> str:
    """The answer of one sentence for each section."""
    starts = (0, 16, 30)
    quotes = []
    for section, start in zip(sections, starts, strict=False):
        end = TEXT.index(".", start) + 1
        headings = (section,) if section else ()
        quotes.append(
            Quote(Passage("1", "a.md", "Handboken", TEXT, 0, len(TEXT), headings), start, end, TEXT[start:end])
        )
    return from_quotes(quotes, {"a.md": DOCUMENT}).text


def test_several_aspects_stand_under_headings() -> None:
    """A section's heading stands once above its quotes; a section without one has its document's title."""
    expected = ["Mottagning", "Idéer tas emot. [1]", "Idéer prövas. [2]", "Handboken", "Idéer sprids. [3]"]
    assert said("Mottagning", "Mottagning", "") == "\n\n".join(expected)


def test_a_short_answer_has_no_headings() -> None:
    """Two quotes, or all of one section, need none."""
    assert said("Mottagning", "Prövning") == "Idéer tas emot. [1]\n\nIdéer prövas. [2]"
    assert "Prövning" not in said("Prövning", "Prövning", "Prövning")
