"""Local names, abbreviations and synonyms that a coordinator keeps in `vocabulary.txt`, beside the documents.

A line is `KSF = kommunstyrelseförvaltningen, stadsledningskontoret`; what stands on one line means the same. The file
is read at each question, so that a change works at once and nothing is embedded again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import MioError

FILE = "vocabulary.txt"


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a file; none if there is no file."""

    path: Path

    def groups(self) -> list[list[str]]:
        """Terms that mean the same, a list for each line.

        :raises MioError: With the line that holds no `=`, or if the file is no UTF-8 text.
        """
        if not self.path.is_file():
            return []
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise MioError("file_unreadable", path=self.path, reason=error) from error
        told = [(number, line.partition("#")[0].strip()) for number, line in enumerate(lines, start=1)]
        return [_terms(line, number, self.path) for number, line in told if line]

    def expanded(self, question: str, is_known: Callable[[str], bool]) -> str:
        """The question with the other terms after each term that it holds, or in its place if no document has it.

        A term that no document has is not added to one that some have: it would be looked for and not be found.
        """
        for terms in self.groups():
            term = next((term for term in terms if _pattern(term).search(question)), None)
            others = [other for other in terms if other != term]
            known = [other for other in others if is_known(other)]
            if not term or any(_pattern(other).search(question) for other in others) or (is_known(term) and not known):
                continue
            meant = ", ".join(known or others)
            meant = f"{term} ({meant})" if is_known(term) else meant
            question = _pattern(term).sub(lambda _, meant=meant: meant, question, count=1)  # type: ignore[misc]
        return question


def _terms(line: str, number: int, path: Path) -> list[str]:
    name, equals, others = line.partition("=")
    terms = [term.strip() for term in [name, *others.split(",")]]
    if not equals or not all(terms):
        raise MioError("vocabulary_line", line=number, path=path)
    return terms


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
