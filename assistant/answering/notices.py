"""What a reader is told beside an answer: that the sources are in another language or differ, that one is due for
review, that what it says may have changed, or that the question takes something for granted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.answering.differing import differing_figures
from assistant.answers import Citation
from assistant.language import Language, language_of
from assistant.passages import Document
from assistant.texts import message

_CHANGES = re.compile(
    r"gräns(?:en|er|värde\w*)?\b|belopp\w*|utlysning\w*|\blag(?:en|ar|arna)?\b|avgift\w*|bidrag\w*|sista dag\w*|\bnu\b|"
    r"i dag|idag|aktuell\w*|senaste|threshold|\blaw\b|\bcalls?\b|\bnow\b|today|current\w*|latest|deadline",
    re.I,
)
# Why something is so may be asked of what is not so, which no likeness shows (README, "Where it is weak").
_WHY = re.compile(r"^\W*(?:varför|hur kom(?:mer)? det sig|why|how come)\b", re.I)


def notices_on(
    question: str, citations: Sequence[Citation], documents: Mapping[str, Document], language: Language
) -> list[str]:
    """One notice where the quotes are in another language than the reader's, for each two quotes whose figures differ,
    for each cited document past its review date, where what is asked about changes with time, and where the question
    takes something for granted."""
    cited = {name: documents[name].metadata for name in dict.fromkeys(c.document for c in citations)}
    today = dt.date.today().isoformat()
    late = [about for about in cited.values() if about.review_by and about.review_by < today]
    foreign = citations and language_of(" ".join(citation.quote for citation in citations)) != language
    found = [message("other_language", language)] if foreign else []
    found += _differing(citations, language)
    found += [message("overdue", language, title=about.title, date=about.review_by) for about in late]
    if _CHANGES.search(question) and citations:
        found.append(_may_have_changed(citations[0], language))
    if _WHY.search(question):
        found.append(message("presupposes", language))
    return found


def _differing(citations: Sequence[Citation], language: Language) -> list[str]:
    pairs = ((one, other, differing_figures(one.quote, other.quote)) for one, other in combinations(citations, 2))
    return [
        message("differing", language, one=one.number, first=figures[0], other=other.number, second=figures[1])
        for one, other, figures in pairs
        if figures
    ]


def _may_have_changed(citation: Citation, language: Language) -> str:
    source = next((source for source in citation.sources), None)
    where = source.publisher or source.title if source else citation.publisher or citation.title
    return message("may_have_changed", language, date=citation.published or "?", where=where)
