"""What can be asked instead: questions that sections of the documents are said to answer."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.answering.names import named
from assistant.index.store import PassageStore
from assistant.language import Language, language_of
from assistant.passages import Hit


def near(hits: Sequence[Hit], store: PassageStore, language: Language) -> list[str]:
    """The first question of each section that was found, the nearest first."""
    asked = (_whole(store.questions_of(hit.passage), language)[:1] for hit in hits)
    return list(dict.fromkeys(question for questions in asked for question in questions))


def for_anybody(questions: Sequence[str], language: Language, seed: str | float, most: int) -> list[str]:
    """Some of the questions, drawn by lot: those that name nothing, which mean something to anybody, if there are."""
    whole = _whole(questions, language)
    fit = [question for question in whole if not named(question)] or whole
    return random.Random(seed).sample(fit, min(most, len(fit)))


def _whole(questions: Sequence[str], language: Language) -> list[str]:
    return [question for question in questions if question.endswith("?") and language_of(question) == language]
