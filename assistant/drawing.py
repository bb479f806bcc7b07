"""What pages show, as plain text and HTML strings; knows nothing of Streamlit."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answers import Answer, Citation, Statement
from assistant.language import Language
from assistant.passages import Block, Document, Original, Source
from assistant.texts import label

_AROUND = 200
_CELL = " | "
_MARKED = 'style="background:#ffe9a8;color:#1a1a1a;padding:0 .15em;border-radius:.2em"'


def passage_html(document: Document, citations: Sequence[Citation]) -> str:
    """The quotes of one passage, marked, with the whole paragraphs that stand near them."""
    first, last = min(c.start for c in citations), max(c.end for c in citations)
    near = document.blocks_in(max(0, first - _AROUND), last + _AROUND)
    while near and near[-1].kind == "heading":
        near.pop()  # it belongs to what comes after
    return blocks_html(document, near, [(c.start, c.end) for c in citations])


def blocks_html(document: Document, blocks: Iterable[Block], marked: Sequence[tuple[int, int]] = ()) -> str:
    """Headings, paragraphs, list items and table rows; the ranges in `marked` are marked."""
    parts = [_block_html(document, block, marked) for block in blocks]
    return f'<div lang="{html.escape(document.metadata.language)}">{"".join(parts)}</div>'


def _block_html(document: Document, block: Block, marked: Sequence[tuple[int, int]]) -> str:
    shown, text = block.start, ""
    escape = _cells if block.kind == "row" else html.escape
    for start, end in sorted(marked):
        start, end = max(start, shown), min(end, block.end)
        if start < end:
            text += escape(document.text[shown:start])
            text += f"<mark {_MARKED}>{escape(document.text[start:end])}</mark>"
            shown = end
    text += escape(document.text[shown : block.end])
    if block.kind == "heading":
        return f'<p style="font-weight:600;margin:1em 0 .3em">{text}</p>'
    if block.kind == "row":
        return f'<p style="border-bottom:1px solid #8884;padding:.25em 0;margin:0">{text}</p>'
    if block.kind == "item":
        return f'<p style="margin:.2em 0 .2em 1.2em">{"" if text.lstrip()[:1].isdigit() else "• "}{text}</p>'
    return f'<p style="margin:.5em 0">{text}</p>'


def _cells(row: str) -> str:
    return html.escape(row).replace(_CELL, ' <span style="opacity:.4">│</span> ')


def safe_markdown(text: str) -> str:
    """Text from documents, models and users shown as it stands: no markup, links, images or formulas."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>$~:])", r"\\\1", text)


def answer_markdown(answer: Answer) -> str:
    """The answer for the chat window: quotes as they stand, each with its numbers."""
    if not answer.outcome.is_answer:
        return safe_markdown(answer.text).replace("\n", "  \n")
    lead = [f"*{safe_markdown(answer.lead)}*"] if answer.lead else []
    return "\n\n".join([*lead, *(_statement(s) for s in answer.statements)])


def _statement(statement: Statement) -> str:
    """A list keeps its lines, a table its rows and columns, a single row gets dots between its cells; a heading of ours
    stands above in small letters."""
    numbers = f"**{_numbers(statement.citations)}**"
    heading = [f"###### {safe_markdown(statement.heading)}"] if statement.heading else []
    lines = statement.text.split("\n")
    first = next((n for n, line in enumerate(lines) if _CELL in line), len(lines))
    said = ["  \n".join(map(safe_markdown, lines[:first]))] if first else []
    rows = lines[first:]
    if len(rows) > 1 and len({row.count(_CELL) for row in rows}) == 1:
        return "\n\n".join([*heading, *said, _table(rows), numbers])
    text = safe_markdown(statement.text.replace(_CELL, " · "))
    return "\n\n".join([*heading, f"{text} {numbers}".replace("\n", "  \n")])


def _table(rows: Sequence[str]) -> str:
    """The rows under the first of them, or under an empty head if that holds sentences: then the head is elsewhere."""
    cells = [[safe_markdown(cell) for cell in row.split(_CELL)] for row in rows]
    headless = any(cell.endswith(".") for cell in cells[0])
    head, *others = [[""] * len(cells[0]), *cells] if headless else cells
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *others)]
    return "\n".join(lines)


def by_document(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each document together, in the order in which the answer first names it."""
    return _grouped(citations, lambda citation: citation.document)


def by_passage(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each passage together."""
    return _grouped(citations, lambda citation: citation.passage_id)


def _grouped(citations: Iterable[Citation], key: Callable[[Citation], str]) -> list[list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(key(citation), []).append(citation)
    return list(groups.values())


def document_title(citations: Sequence[Citation]) -> str:
    """What the fold of a document says: the numbers of its citations, its title, and its pages if it has any."""
    pages = sorted({page for c in citations for page in (c.page, c.page_end) if page is not None})
    shown = f", s. {', '.join(map(str, pages))}" if pages else ""
    return f"{_numbers([c.number for c in citations])} {safe_markdown(citations[0].title)}{shown}"


def passage_heading(citations: Sequence[Citation]) -> str:
    """What stands above the quotes of a passage: their numbers and where in the document they are."""
    place = safe_markdown(citations[0].place.replace(" › ", ", "))
    return f"**{_numbers([c.number for c in citations])}** {place}"


def sources_markdown(citations: Iterable[Citation], language: Language) -> str:
    """The originals behind the citations as a list, each once; "" if there are none."""
    sources = dict.fromkeys(source for citation in citations for source in citation.sources)
    return "\n".join(f"- {source_markdown(source, language)}" for source in sources)


def source_markdown(source: Source, language: Language) -> str:
    """An original, as a link if its address is a web address; those worth reading whole are marked."""
    line = safe_markdown(source.line)
    if not source.url.startswith(("https://", "http://")):
        return line
    address = source.url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    read = f" ({label('read_original', language)})" if source.catalogued else ""
    return f"[{line}]({address}){read}"


def original_markdown(original: Original) -> str:
    """A catalogued publication as a list item: publisher, title, year, licence, and a link."""
    source = Source("", original.title, original.publisher, original.year, original.urls[0] if original.urls else "")
    return f"- {source_markdown(source, 'sv')}. {safe_markdown(original.licence)}"


def with_references(answer: Answer) -> str:
    """The answer as text to paste into a report: statements, then the sources they rest on."""
    lines = [answer.text, "", label("sources", answer.language)]
    for citation in answer.citations:
        lines.append(f"[{citation.number}] {source_line(citation)}")
        lines.extend(f"    {s.line}. {s.url}" for s in citation.sources)
    return "\n".join(lines)


def source_line(citation: Citation) -> str:
    """What a reference list says of a citation: publisher, title, date, place."""
    parts = [citation.publisher, citation.title, citation.published, citation.place]
    return ", ".join(part for part in parts if part)


def _numbers(citations: Sequence[int]) -> str:
    return "".join(f"\\[{number}\\]" for number in citations)
