"""What a refusal says: that there is nothing, which names are not mentioned, what comes nearest, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language import Language
from assistant.passages import Hit
from assistant.texts import message

_NEAREST = 3


def refusal_text(reason: str, missing: Sequence[str], nearest: Sequence[str], contact: str, language: Language) -> str:
    """The sentences of a refusal, and the nearest sections a line each. `reason`: the message that says why."""
    sentences = [message(reason, language)]
    if missing and nearest:
        sentences.append(message("not_mentioned", language, names="”, ”".join(missing)))
    if contact:
        sentences.append(message("contact", language, contact=contact))
    text = " ".join(sentences)
    if not nearest:
        return text
    return "\n".join([text, "", message("nearest", language), *(f"– {section}" for section in nearest)])


def nearest_sections(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The nearest documents, each with the heading under which its nearest passage stands."""
    found: dict[str, str] = {}
    for hit in hits:
        heading = hit.passage.headings[-1] if hit.passage.headings else ""
        found.setdefault(hit.passage.title, f"{hit.passage.title} ({heading})" if heading else hit.passage.title)
    return tuple(found.values())[:_NEAREST]
