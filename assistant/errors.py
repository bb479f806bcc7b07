"""The one kind of error a reader sees: what happened, and what to do now.

MioError
├── SettingsError    a setting is unknown or has a wrong value
├── ModelError       the embedding model is missing or damaged
├── IndexError_      the index is missing, half-written or of another format
├── StorageError     the state folder cannot be written
└── DocumentError    one document is refused (the others get in)
"""

from __future__ import annotations

from assistant.texts import Language, message


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


class SettingsError(MioError):
    """A setting is unknown or has a wrong value."""


class ModelError(MioError):
    """The embedding model is missing or damaged."""


class IndexError_(MioError):
    """The index is missing, half-written or of another format."""


class StorageError(MioError):
    """The state folder cannot be written."""


class DocumentError(MioError):
    """One document is refused."""
