"""The one kind of error a reader sees: what happened, and what to do now. What it is about is its key."""

from __future__ import annotations

from assistant.language import Language
from assistant.texts import message


class MioError(Exception):
    """An error with a key and values; its sentences live in `texts.py`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def text(self, language: Language = "sv") -> str:
        return message(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.text()


class DocumentError(MioError):
    """One document is refused (the others get in)."""
