"""What of a passage may be quoted."""

from __future__ import annotations

from assistant.answering.candidates import candidates
from assistant.passages import Block, Document, Hit, Metadata, Passage

LEAD, ROWS = "OPSI skiljer på två sorters innovation:", ("Sort | Fråga", "Förbättrande | Hur gör vi X bättre?")


def quoted(*parts: tuple[str, str]) -> list[str]:
    """The candidates of a passage with these paragraphs and rows, each a kind and a text."""
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(len(text), len(text) + len(part), kind))
        text += part + "\n"
    about = Metadata(title="T", publisher="P", published="2026-01-01", type="rapport")
    document = Document("a.md", "1", about, text, tuple(blocks))
    passage = Passage("1", "a.md", "T", text.strip(), 0, len(text.strip()))
    return [quote.text for _, quote in candidates([Hit(passage, 1.0, 1.0, 1.0)], {"a.md": document}, 700)]


def test_a_table_of_questions_is_quoted_with_its_lead() -> None:
    """A list or table may end with a question; it is one quote with the sentence that leads to it."""
    assert quoted(("paragraph", LEAD), *(("row", row) for row in ROWS)) == ["\n".join([LEAD, *ROWS])]


def test_a_question_to_the_reader_is_not_quoted() -> None:
    """A paragraph that asks answers nothing."""
    told = "Idéer tas emot av en samordnare i kommunen."
    assert quoted(("paragraph", "Hur tas idéer emot i er kommun?"), ("paragraph", told)) == [told]
