"""The JSON that `mio ask --json` and `mio search --json` print: the contract for scripts and evaluation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.answers import Answer, Citation
from assistant.passages import Hit

SCHEMA = 1
MAX_HIT_CHARS = 1_500


def answer_json(answer: Answer, identity: str | None = None) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "id": identity,
        "question": answer.question,
        "searched_for": answer.searched_for,
        "outcome": str(answer.outcome),
        "mode": answer.mode,
        "language": answer.language,
        "text": answer.text,
        "statements": [{"text": s.text, "citations": list(s.citations)} for s in answer.statements],
        "citations": [_citation(citation) for citation in answer.citations],
        "hits": [hit_json(hit) for hit in answer.hits],
        "notices": list(answer.notices),
        "missing": list(answer.missing),
        "nearest": list(answer.nearest),
        "suggestions": list(answer.suggestions),
        "confidence": round(answer.confidence, 4),
        "because": answer.because,
        "model": answer.model,
        "index_id": answer.index_id,
        "seconds": round(answer.seconds, 3),
    }


def search_json(question: str, searched_for: str, hits: list[Hit], identity: str | None = None) -> dict[str, Any]:
    found = [hit_json(hit) for hit in hits]
    return {"schema": SCHEMA, "id": identity, "question": question, "searched_for": searched_for, "hits": found}


def hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "document": passage.document,
        "title": passage.title,
        "page": passage.page,
        "page_end": passage.page_end,
        "place": passage.place,
        "text": passage.text[:MAX_HIT_CHARS],
        "score": round(hit.score, 6),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    values = asdict(citation)
    values["sources"] = [{"title": source.title, "url": source.url} for source in citation.sources]
    return values
