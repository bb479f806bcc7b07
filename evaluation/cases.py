"""Test sets: files of questions with what a good answer rests on.

A case names its gold by fact ids of the corpus' fact map (`facts.jsonl`), or by quotes of documents; both are resolved
to ranges of the cleaned text, so that they survive another way of splitting passages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.errors import MioError

Expected = Literal["answer", "refuse"]
_FIELDS = {"id", "question", "history", "facts", "gold", "expected", "tags"}


@dataclass(frozen=True)
class Quote:
    """A passage of a document that answers (part of) a question."""

    document: str
    quote: str


@dataclass(frozen=True)
class Case:
    """A question, the questions before it, and what should come of it."""

    id: str
    question: str
    history: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    gold: tuple[Quote, ...] = ()
    expected: Expected = "answer"
    tags: tuple[str, ...] = ()


def load_set(path: Path) -> list[Case]:
    """The cases of a JSON-lines or YAML file, in order.

    :raises MioError: With the line or place that is wrong, and why.
    """
    seen: set[str] = set()
    cases = []
    for place, values in _entries(path):
        case = _case(values, f"{path.name}, {place}")
        if case.id in seen:
            raise MioError("case_wrong", place=f"{path.name}, {place}", reason=f"id {case.id} finns redan")
        seen.add(case.id)
        cases.append(case)
    return cases


def half_of(case: Case) -> Literal["tuning", "test"]:
    """Which half of its set a case belongs to, by a rule that never changes: the first bit of its id's digest."""
    return "tuning" if hashlib.sha256(case.id.encode()).digest()[0] < 128 else "test"


def set_digest(cases: list[Case]) -> str:
    """Two runs are comparable if their sets have the same digest."""
    return hashlib.sha256(repr(cases).encode()).hexdigest()[:12]


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MioError("file_unreadable", path=path, reason=getattr(error, "strerror", None) or error) from error
    if path.suffix in {".yaml", ".yml"}:
        try:
            entries = yaml.safe_load(text) or []
        except yaml.YAMLError as error:
            raise MioError("case_wrong", place=path.name, reason="inte YAML") from error
        yield from ((f"fråga {number}", entry) for number, entry in enumerate(entries, start=1))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield f"rad {number}", json.loads(line)
            except ValueError as error:
                raise MioError("case_wrong", place=f"{path.name}, rad {number}", reason="inte JSON") from error


def _case(values: Any, place: str) -> Case:
    if not isinstance(values, dict) or not str(values.get("question") or "").strip() or "id" not in values:
        raise MioError("case_wrong", place=place, reason="id eller question saknas")
    unknown = sorted(set(values) - _FIELDS)
    if unknown:
        raise MioError("case_wrong", place=place, reason=f"okänt fält {unknown[0]}")
    if values.get("expected", "answer") not in ("answer", "refuse"):
        raise MioError("case_wrong", place=place, reason="expected ska vara answer eller refuse")
    try:
        gold = tuple(Quote(**quote) for quote in values.get("gold") or ())
    except TypeError as error:
        raise MioError("case_wrong", place=place, reason="gold ska ha document och quote") from error
    lists = {name: tuple(map(str, values.get(name) or ())) for name in ("history", "facts", "tags")}
    return Case(
        id=str(values["id"]),
        question=str(values["question"]),
        gold=gold,
        expected=values.get("expected", "answer"),
        **lists,
    )
