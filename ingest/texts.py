"""Every sentence of ingest that a user sees, Swedish and English side by side."""

from __future__ import annotations

from assistant.language import Language

_LINES: dict[str, tuple[str, str]] = {
    "read": ("Lästa dokument: {count}", "Documents read: {count}"),
    "unchanged": ("Oförändrade: {count}", "Unchanged: {count}"),
    "new": ("Nya: {count}", "New: {count}"),
    "new_version": ("Nya versioner: {count}", "New versions: {count}"),
    "withdrawn": ("Återtagna (sparas men söks inte): {count}", "Withdrawn (kept, not searched): {count}"),
    "refused": ("Nekat: {name}: {reason}", "Refused: {name}: {reason}"),
    "empty_pages": ("Sidor utan text i {name}: {pages}", "Pages without text in {name}: {pages}"),
    "built": (
        "Index {id}: {passages} avsnitt. {embedded} nya texter inbäddade.",
        "Index {id}: {passages} passages. {embedded} new texts embedded.",
    ),
    "build_unchanged": (
        "Index {id} är redan aktuellt ({passages} avsnitt).",
        "Index {id} is up to date ({passages} passages).",
    ),
}


def line(key: str, language: Language, **values: object) -> str:
    return _LINES[key][0 if language == "sv" else 1].format(**values)
