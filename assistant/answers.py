"""What a question gets back: an answer with an outcome, statements and citations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.language import Language
from assistant.passages import Hit, Source


class Outcome(StrEnum):
    """How a question ended; these are values, never exceptions."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_CORPUS = "not_in_corpus"
    UNCLEAR = "unclear"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def is_answer(self) -> bool:
        """Whether something of what was asked got an answer."""
        return self in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}


@dataclass(frozen=True)
class Turn:
    """A question put earlier in the conversation."""

    question: str


@dataclass(frozen=True)
class Citation:
    """An exact quote: the characters `start` to `end` of the document's cleaned text."""

    number: int
    document: str
    version: str
    title: str
    publisher: str
    published: str
    page: int | None
    page_end: int | None
    place: str
    quote: str
    start: int
    end: int
    passage_id: str
    url: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A part of the answer and the numbers of the citations it rests on.

    heading: what it and those after it are about, where an answer has several aspects; else "".
    """

    text: str
    citations: tuple[int, ...]
    heading: str = ""


@dataclass(frozen=True)
class Answer:
    """The one value that chat, command line and evaluation all get from `Assistant.ask`.

    lead: what the assistant says itself before the statements. confidence: how probable it is that the hits answer,
    from 0 to 1. because: the feature that weighed most in that.
    """

    question: str
    searched_for: str
    outcome: Outcome
    language: Language
    text: str
    mode: str = "quotes"
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    notices: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0
    because: str = ""
    model: str = ""
    index_id: str = ""
    seconds: float = 0.0
