"""What pages show, as plain text and HTML strings; knows nothing of Streamlit."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from assistant.answers import Answer, Citation, Outcome
from assistant.passages import Document

_AROUND = 200


def passage_html(document: Document, citation: Citation) -> str:
    """The quote, marked, with the whole paragraphs that stand near it."""
    near = document.blocks_in(max(0, citation.start - _AROUND), citation.end + _AROUND)
    before = document.text[near[0].start : citation.start] if near else ""
    after = document.text[citation.end : near[-1].end] if near else ""
    parts = (html.escape(part).replace("\n", "<br>") for part in (before, citation.quote, after))
    left, quote, right = parts
    style = "background:#ffe9a8;color:#1a1a1a;padding:0 .15em;border-radius:.2em"
    return f'<div lang="sv">{left}<mark style="{style}">{quote}</mark>{right}</div>'


def safe_markdown(text: str) -> str:
    """Text from documents, models and users shown as it stands: no markup, links, images or formulas."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>$~:])", r"\\\1", text)


def answer_markdown(answer: Answer) -> str:
    """The answer for the chat window: quotes as they stand, each with its numbers."""
    if answer.outcome in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}:
        lead = answer.text.split("\n\n")[0] + "\n\n" if answer.missing else ""
        lines = (f"{safe_markdown(s.text)} **{_numbers(s.citations)}**" for s in answer.statements)
        return safe_markdown(lead) + "\n\n".join(lines)
    return safe_markdown(answer.text)


def with_references(answer: Answer) -> str:
    """The answer as text to paste into a report: statements, then the sources they rest on."""
    lines = [answer.text, "", "Källor" if answer.language == "sv" else "Sources"]
    for citation in answer.citations:
        lines.append(f"[{citation.number}] {_source_line(citation)}")
        lines.extend(f"    {s.line}. {s.url}" for s in citation.sources)
    return "\n".join(lines)


def _source_line(citation: Citation) -> str:
    parts = [citation.publisher, citation.title, citation.published, citation.place]
    return ", ".join(part for part in parts if part)


def _numbers(citations: Sequence[int]) -> str:
    return "".join(f"\\[{number}\\]" for number in citations)
