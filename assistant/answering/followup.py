"""A follow-up question made to stand alone, without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Turn
from assistant.index.analysis import content_words

_REFERS = re.compile(
    r"^\s*(?:och|men|så|and|but|so)\b|\b(?:det|den|de|dem|detta|denna|dessa|där|då|sådan|sådana|it|they|them|that|those|this)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 3


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Add the words of the question before to a question that points back to it or says too little itself."""
    own = content_words(question)
    if not history or not (_REFERS.search(question) or len(own) < _FEW_WORDS):
        return question
    before = [word for word in content_words(history[-1].question) if word not in own]
    return f"{question} ({' '.join(before)})" if before else question
