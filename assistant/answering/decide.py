"""Can the question be answered from what was found? A cautious first rule; a later version is calibrated.

A single score cannot tell: so the question's own words are looked for in the passages, and names and numbers that
stand in none of them are named as missing. English words are not expected in Swedish passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Outcome
from assistant.index.analysis import content_words, stem, words
from assistant.passages import Hit
from assistant.texts import language_of

_PASSAGES = 5
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÅÄÖ][\wåäöÅÄÖé-]+|\b\d{4}\b")
_COMMON_PREFIX = 5
# Words that frame a question: an answer need not contain them.
_FRAME_WORDS = frozenset(
    """
    starta startade startar började börjar början slut slutade tog pågick pågår länge lång skillnad skillnaden skiljer
    betyder menas menar innebär handlar heter hette kallas gäller berätta förklara beskriv veta viktigast vanligast
    exempel liten stor egentligen verkligen viktigt bra
    """.split()
)


@dataclass(frozen=True)
class DecisionParameters:
    """Limits of the decision: support is the share of the question's words found + weighted cosine of the best hit."""

    min_support: float = 0.85
    similarity_weight: float = 4.0
    missing_name_penalty: float = 0.35
    english_coverage: float = 0.5


@dataclass(frozen=True)
class Decision:
    """The outcome and what speaks for it."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    coverage: float = 0.0


def decide(question: str, hits: Sequence[Hit], parameters: DecisionParameters | None = None) -> Decision:
    """Decide from the best passages whether to answer, and name what they lack."""
    chosen = parameters or DecisionParameters()
    if not hits:
        return Decision(Outcome.NOT_IN_CORPUS)
    best = hits[:_PASSAGES]
    found = {word for hit in best for word in words(hit.passage.embedded_text)}
    stems = {stem(word) for word in found}
    asked = [word for word in content_words(question) if word not in _FRAME_WORDS]
    covered = sum(_covered(word, found, stems) for word in asked)
    coverage = covered / len(asked) if asked else 0.0
    similarity = max(hit.dense for hit in best)
    names = dict.fromkeys(_NAME.findall(question))
    missing = tuple(n for n in names if not all(_covered(part, found, stems) for part in words(n)))
    if language_of(question) == "en":
        coverage = max(coverage, chosen.english_coverage)
    support = coverage + chosen.similarity_weight * max(similarity, 0.0)
    if support < chosen.min_support + chosen.missing_name_penalty * bool(missing):
        return Decision(Outcome.NOT_IN_CORPUS, missing, coverage)
    return Decision(Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED, missing, coverage)


def _covered(word: str, found: set[str], stems: set[str]) -> bool:
    """A word is there if its stem is, or if a compound there begins or ends with it."""
    base = stem(word)
    if base in stems:
        return True
    return len(base) >= _COMMON_PREFIX and any(other.startswith(base) or base in other for other in found)
