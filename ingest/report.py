"""What an import ended with."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.errors import DocumentError
from assistant.language import Language
from ingest.build import Built
from ingest.library import Change
from ingest.texts import line

_LISTED = 10


@dataclass
class Report:
    """Documents by what happened to them, filled while the import runs."""

    changes: dict[str, Change] = field(default_factory=dict)
    refused: dict[str, DocumentError] = field(default_factory=dict)
    empty_pages: dict[str, tuple[int, ...]] = field(default_factory=dict)
    built: Built | None = None

    def names(self, change: Change) -> list[str]:
        return [name for name, happened in self.changes.items() if happened == change]

    def lines(self, language: Language = "sv") -> list[str]:
        """The report as a person reads it."""
        read = [name for name, change in self.changes.items() if change != Change.WITHDRAWN]
        lines = [line("read", language, count=len(read))]
        for change in Change:
            names = self.names(change)
            if names:
                shown = "" if change == Change.UNCHANGED else ": " + _listed(names)
                lines.append(line(change, language, count=len(names)) + shown)
        lines.extend(line("refused", language, name=n, reason=e.text(language)) for n, e in self.refused.items())
        for name, pages in self.empty_pages.items():
            lines.append(line("empty_pages", language, name=name, pages=", ".join(map(str, pages))))
        if self.built:
            key = "built" if self.built.fresh else "build_unchanged"
            lines.append(
                line(key, language, id=self.built.id, passages=self.built.passages, embedded=self.built.embedded)
            )
        return lines


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:_LISTED], *(["…"] if len(names) > _LISTED else [])])
