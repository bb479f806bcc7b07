"""Statements and citations from quotes or from a model's claims, and the check that every quote holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.candidates import Quote
from assistant.answering.model import Claim
from assistant.answers import Citation, Statement
from assistant.passages import Document, place

_FEWEST_HEADED = 3


@dataclass(frozen=True)
class Composition:
    """What an answer says and what it rests on."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        said = ((s.heading, f"{s.text} {''.join(f'[{n}]' for n in s.citations)}") for s in self.statements)
        return "\n\n".join(part for parts in said for part in parts if part)


def from_quotes(quotes: Sequence[Quote], documents: dict[str, Document], headed: bool = True) -> Composition:
    """One statement for each quote, numbered in order; under headings if there are several aspects."""
    citations = [_citation(n, quote, documents) for n, quote in enumerate(quotes, start=1)]
    headings = _headings(quotes) if headed else [""] * len(quotes)
    statements = (Statement(c.quote, (c.number,), heading) for c, heading in zip(citations, headings, strict=True))
    return Composition(tuple(statements), tuple(citations))


def from_claims(claims: Sequence[Claim], documents: dict[str, Document]) -> Composition:
    """One citation for each passage that a claim points at; the quote is the whole passage."""
    numbers: dict[str, Citation] = {}
    statements = []
    for claim in claims:
        for hit in claim.hits:
            passage = hit.passage
            whole = Quote(passage, passage.start, passage.end, passage.text)
            if passage.id not in numbers:
                numbers[passage.id] = _citation(len(numbers) + 1, whole, documents)
        statements.append(Statement(claim.text, tuple(numbers[hit.passage.id].number for hit in claim.hits)))
    return Composition(tuple(statements), tuple(numbers.values()))


def checked(composition: Composition, documents: dict[str, Document]) -> Composition:
    """Keep only statements whose every quote is the slice of the document that its citation names."""
    sound = {c.number for c in composition.citations if documents[c.document].text[c.start : c.end] == c.quote}
    statements = tuple(s for s in composition.statements if s.citations and set(s.citations) <= sound)
    used = {number for statement in statements for number in statement.citations}
    return Composition(statements, tuple(c for c in composition.citations if c.number in used))


def _headings(quotes: Sequence[Quote]) -> list[str]:
    """The heading of each section where it begins, "" elsewhere; none if the quotes are few or all of one section."""
    sections = [quote.section for quote in quotes]
    if len(sections) < _FEWEST_HEADED or len(set(sections)) == 1:
        return [""] * len(sections)
    before = ["", *sections]
    return [section if section != last else "" for section, last in zip(sections, before, strict=False)]


def _citation(number: int, quote: Quote, documents: dict[str, Document]) -> Citation:
    document = documents[quote.passage.document]
    about = document.metadata
    page, page_end = document.page_at(quote.start), document.page_at(quote.end - 1)
    return Citation(
        number=number,
        document=document.name,
        version=document.version,
        title=about.title,
        publisher=about.publisher,
        published=about.published,
        page=page,
        page_end=page_end,
        place=place(page, page_end, quote.passage.headings),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        passage_id=quote.passage.id,
        url=about.url,
        sources=tuple(document.sources_of(quote.start, quote.end)),
    )
