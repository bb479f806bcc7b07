"""A follow-up question made to stand alone, without a model: the question before it is put in front of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.names import named
from assistant.answering.question import Kind, kind_of, telling_words, term_of
from assistant.answers import Turn
from assistant.index.analysis import content_words, stem
from assistant.index.places import places_in, without_names

_GOES_ON = re.compile(r"^\s*(?:och|men|så|and|but|so)\b|\b(?:någon|några|nån) (?:annan|andra)\b", re.IGNORECASE)
# These may mean something in the question itself: "blir det färre idéer när chefen efterfrågar dem".
_POINTS_BACK = re.compile(
    r"\b(?:detta|denna|där|då|sådana?|samma|även|också|that|there|also|den|dem|dom|dessa|it|they|them|those|their)\b"
    r"(?! som\b)|\bdet\b(?: i \w+)?(?=\W*$)|\bdet (?:till|ut|med|om|för|i praktiken)\b",
    re.IGNORECASE,
)
# "Vad är nackdelarna?" asks for those of what was asked about before.
_DEFINES = re.compile(
    r"^\W*(?:vad (?:är|betyder|innebär) (?:en|ett)|vad betyder|what (?:is|does) an?)\b", re.IGNORECASE
)
# "Har någon annan kommun gjort så?" asks for others than the places before.
_OTHERS = re.compile(r"\b(?:annan|andra|fler|flera|motsatsen|(?:an)?others?|else|more)\b", re.IGNORECASE)
_EARLIER = 2
_TELLING = 1.6
_TELLING_WITH_A_NAME = 0.8
_TELLING_WORD = 0.3
_TELLING_TERM = 0.5
_ENOUGH_WORDS = 3

Weight = Callable[[str], float]
"""How telling a stem is: 0 for one in every passage, 1 for one in none."""


def standalone_question(question: str, history: Sequence[Turn], weight: Weight) -> str:
    """The question after the one before it (which may itself need the one before), unless it stands alone.

    Where it asks for others, or about places of its own, the places before are left out.
    """
    earlier = history[-_EARLIER:]
    if not earlier or _stands_alone(question, earlier[-1].question, weight):
        return question
    before = standalone_question(earlier[-1].question, earlier[:-1], weight)
    if _OTHERS.search(question) or (places_in(question) and kind_of(question) is not Kind.COMPARE):
        before = without_names(before, places_in(before))
    return f"{before}{'' if before[-1:] in '.?!' else '?'} {question}"


def _stands_alone(question: str, before: str, weight: Weight) -> bool:
    """It points at nothing before it, and says enough, or names the subject of the question before again."""
    back = _POINTS_BACK.search(question)
    if _GOES_ON.search(question) or (back and _told(question[: back.start()], weight) < _TELLING):
        return False
    own = {stem(word) for word in content_words(question)}
    named_again = any(weight(base) > _TELLING_WORD for base in own & {stem(word) for word in content_words(before)})
    return named_again or _says_enough(question, weight)


def _says_enough(question: str, weight: Weight) -> bool:
    """By how telling its words are, or their number; less will do with a name, or where a term is to be explained."""
    if _DEFINES.search(question) and term_of(question):
        return _told(question, weight) >= _TELLING_TERM
    enough = _TELLING_WITH_A_NAME if named(question) else _TELLING
    return len(telling_words(question)) >= _ENOUGH_WORDS or _told(question, weight) >= enough


def _told(text: str, weight: Weight) -> float:
    """How much the words of a text tell, each once."""
    return sum(map(weight, {stem(word) for word in content_words(text)}))
