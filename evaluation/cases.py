"""Test sets: files of questions with what a good answer says and rests on.

A case names its gold by fact ids of the corpus' fact map (`facts.jsonl`), or by quotes of documents; both are resolved
to ranges of the cleaned text, so that they survive another way of splitting passages.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from assistant.answers import Outcome
from assistant.errors import MioError
from evaluation.tables import entries

Half = Literal["tuning", "test"]


@dataclass(frozen=True)
class Quote:
    """A passage of a document that answers (part of) a question."""

    document: str
    quote: str


@dataclass(frozen=True)
class Case:
    """A question, the questions before it, and what should come of it.

    standalone: a follow-up rewritten by hand. must, must_not: regular expressions that the answer's text must (not)
    match. missing: what an honest answer says that the documents lack. note: for the reader, never measured. place: the
    file and line that the case came from, no part of what it is.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    standalone: str = ""
    language: str = "sv"
    facts: tuple[str, ...] = ()
    gold: tuple[Quote, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    expected: Outcome = Outcome.ANSWERED
    tags: tuple[str, ...] = ()
    note: str = ""
    place: str = field(default="", repr=False, compare=False)

    @property
    def answerable(self) -> bool:
        return self.expected is Outcome.ANSWERED


def load_set(path: Path) -> list[Case]:
    """The cases of a JSON-lines, YAML, CSV or Excel file, in order.

    :raises MioError: With the line or place that is wrong, and why.
    """
    seen: set[str] = set()
    cases = []
    for place, values in entries(path):
        try:
            case = replace(_case(values), place=f"{path.name}, {place}")
            if case.id in seen:
                raise ValueError(f"id {case.id} finns redan")
        except ValueError as error:
            raise MioError("case_wrong", place=f"{path.name}, {place}", reason=error) from error
        seen.add(case.id)
        cases.append(case)
    return cases


def half_of(case: Case) -> Half:
    """Which half of its set a case belongs to, by a rule that never changes: the first bit of its id's digest."""
    return "tuning" if hashlib.sha256(case.id.encode()).digest()[0] < 128 else "test"


def set_digest(cases: list[Case]) -> str:
    """Two runs are comparable if their sets have the same digest."""
    return hashlib.sha256(repr(cases).encode()).hexdigest()[:12]


def _case(values: Any) -> Case:
    """:raises ValueError: With what is wrong."""
    if not isinstance(values, dict) or not str(values.get("question") or "").strip() or values.get("id") in (None, ""):
        raise ValueError("id eller question saknas")
    types = {known.name: known.type for known in fields(Case) if known.name != "place"}
    unknown = sorted(set(values) - set(types))
    if unknown:
        raise ValueError(f"okänt fält {unknown[0]}")
    given = {name: value for name, value in values.items() if value not in (None, "", [])}
    for name, value in given.items():
        if name == "gold":
            given[name] = tuple(map(_quote, value))
        elif name == "expected":
            given[name] = _outcome(value)
        elif types[name] == "tuple[str, ...]" and not isinstance(value, list):
            raise ValueError(f"{name} ska vara en lista")
        else:
            given[name] = tuple(map(str, value)) if types[name] == "tuple[str, ...]" else str(value)
    for expression in (*given.get("must", ()), *given.get("must_not", ())):
        _checked(expression)
    return Case(**given)


def _quote(value: Any) -> Quote:
    try:
        return Quote(**value)
    except TypeError as error:
        raise ValueError("gold ska ha document och quote") from error


def _outcome(value: Any) -> Outcome:
    if value not in set(Outcome):
        raise ValueError(f"expected ska vara ett av {', '.join(Outcome)}")
    return Outcome(value)


def _checked(expression: str) -> None:
    try:
        re.compile(expression)
    except re.error as error:
        raise ValueError(f"{expression} är inget reguljärt uttryck") from error
