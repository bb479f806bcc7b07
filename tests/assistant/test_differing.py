"""Quotes that tell the same with other figures."""

from __future__ import annotations

import pytest

from assistant.answering.candidates import Quote
from assistant.answering.compose import from_quotes
from assistant.answering.differing import differing_figures
from assistant.answering.notices import notices_on
from assistant.answering.quotes import choose_quotes
from assistant.answering.scoring import QuoteParameters
from assistant.passages import Document, Metadata, Passage

OLD = "Gränsen för kommunens direktupphandling av tjänster är 615 312 kronor."
NEW = "Gränsen för kommunens direktupphandling av tjänster är 700 000 kronor."


@pytest.mark.parametrize(
    ("other", "figures"),
    [
        (NEW, ("615 312", "700 000")),
        (OLD, None),
        ("Direktupphandling är ett undantag och ska dokumenteras från 100 000 kronor.", None),
        ("Gränsen för kommunens direktupphandling av tjänster är låg.", None),
    ],
)
def test_the_same_sentence_with_other_figures(other: str, figures: tuple[str, str] | None) -> None:
    """Only figures in sentences of the same words are set against each other."""
    assert differing_figures(OLD, other) == figures


def test_sources_that_differ_are_told_side_by_side() -> None:
    """Neither is left out as a repetition, nothing stands between them, and a notice names both."""
    between = "Upphandlaren dokumenterar skälen till valet av leverantör."
    about = {
        name: Document(name, "1", Metadata(name), text) for name, text in zip("abc", (OLD, between, NEW), strict=True)
    }
    scored = [
        Quote(
            Passage(name, name, name, document.text, 0, len(document.text)), 0, len(document.text), document.text, share
        )
        for (name, document), share in zip(about.items(), (0.9, 0.8, 0.7), strict=True)
    ]
    chosen = choose_quotes("direktupphandling", "direktupphandling", scored, QuoteParameters())
    assert [quote.text for quote in chosen] == [OLD, NEW, between]
    notices = notices_on("direktupphandling", from_quotes(chosen, about).citations, about, "sv")
    assert [notice for notice in notices if "615 312" in notice and "700 000" in notice] == notices
