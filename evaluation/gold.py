"""What a case's gold means in the index that is measured: ranges of cleaned text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.cases import Case, Quote

FACT_MAP = "facts.jsonl"


@dataclass(frozen=True)
class Span:
    """The characters `start` to `end` of a document's cleaned text."""

    document: str
    start: int
    end: int


Unit = tuple[Span, ...]
"""One thing to be found: any of its spans will do."""


def read_fact_map(corpus: Path) -> dict[str, list[Quote]]:
    """Where each fact stands in the corpus, by fact id; empty if the corpus has no map."""
    path = corpus / FACT_MAP
    found: dict[str, list[Quote]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        row = json.loads(line)
        found.setdefault(row["id"], []).append(Quote(row["document"], row["quote"]))
    return found


def resolve(case: Case, facts: Mapping[str, list[Quote]], texts: Mapping[str, str]) -> list[Unit] | None:
    """The units of a case, None if one of them is nowhere in the documents any more: the case is stale."""
    wanted = [facts.get(fact, []) for fact in case.facts] + [[quote] for quote in case.gold]
    units = [tuple(filter(None, (_span(quote, texts) for quote in quotes))) for quotes in wanted]
    return units if all(units) else None


def why_stale(case: Case, facts: Mapping[str, list[Quote]], texts: Mapping[str, str]) -> str:
    """What of a case's gold is nowhere in the documents, and where the case stands; "" if all of it is."""
    lost = [f"faktum {fact}" for fact in case.facts if not any(_span(quote, texts) for quote in facts.get(fact, []))]
    lost += [f"”{quote.quote}” i {quote.document}" for quote in case.gold if not _span(quote, texts)]
    return f"{case.place} ({case.id}): hittar inte {', '.join(lost)}." if lost else ""


def _span(quote: Quote, texts: Mapping[str, str]) -> Span | None:
    start = texts.get(quote.document, "").find(quote.quote)
    return None if start < 0 else Span(quote.document, start, start + len(quote.quote))
