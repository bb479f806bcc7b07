"""Which language a text is in, by its function words."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Language = Literal["sv", "en"]

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "sv": frozenset(
        "och vad vem hur varför när var vilka vilken är det som för i på av en ett att kan om med har vi ska den de "
        "till hos inte finns får måste eller från".split()
    ),
    "en": frozenset(
        "the what who how why when where which is are was were does do did can of for and to in a an we our with about "
        "has have should from".split()
    ),
    # German, French, Spanish, Finnish: only to tell that a question is in neither Swedish nor English.
    "other": frozenset(
        "der die das und ist wie wer warum wann wo welche ein eine für mit nicht von zu "
        "le la les est et qui que quoi comment pourquoi quand où une des du pour avec dans qu quelles quels "
        "el los las es y quién qué cómo cuándo dónde por para con una del "
        "mikä mitä kuka miten miksi milloin missä ja on ei se".split()
    ),
}


def language_of(text: str) -> Language:
    """English if the text has more English than Swedish function words and å/ä/ö, else Swedish."""
    found = _function_words(text)
    return "en" if found["en"] > found["sv"] + len(re.findall(r"[åäö]", text.lower())) else "sv"


def is_third_language(question: str) -> bool:
    """Whether a question is mostly in other letters than Latin, or in words of another language."""
    letters = [character for character in question if character.isalpha()]
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    found = _function_words(question)
    foreign = found["other"] >= 2 and found["other"] > max(found["sv"], found["en"])
    return bool(letters) and (latin < 0.5 * len(letters) or foreign)


def _function_words(text: str) -> dict[str, int]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {language: sum(word in known for word in words) for language, known in _FUNCTION_WORDS.items()}
