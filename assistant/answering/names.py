"""The names and years of a question, and which of them the passages that were found lack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import asks_only_about, term_of
from assistant.index.analysis import held, stem, words
from assistant.index.places import places_in
from assistant.passages import Hit

_READ = 5
_TERM_WITHIN = 3
_LONG_NAME = 6
_LONG_WORD = 4
_CAPITAL = r"[A-ZÅÄÖ][\wåäöÅÄÖé-]+"
_NAME = re.compile(rf"(?<!^)(?<![.!?:] )\b{_CAPITAL}(?: {_CAPITAL})*|\b\d{{4}}\b")
_WORD_OF_NAME = re.compile(rf"\b{_CAPITAL}")
_EXPLAINED = re.compile(r"(\w+) \(([^()]*)\)")
_NO_NAMES = frozenset(
    "Sverige Sveriges I Sweden Swedish Denmark Danish Norway Norwegian Finland Finnish Iceland Nordic Europe "
    "European".split()
)


def named(question: str) -> list[str]:
    """The names and years of a question, each once; Sweden is what all is about, English words for countries
    stand in no Swedish passage, and what stands in brackets after a name explains it."""
    question = _EXPLAINED.sub(r"\1", question)
    names = [name for name in _NAME.findall(question) if name not in _NO_NAMES]
    typed_small = [place for place in places_in(question) if not any(place in name for name in names)]
    return list(dict.fromkeys([*names, *typed_small]))


def missing_names(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The names and years of a question that the best passages lack, under any of the names in brackets too, and
    also without what is joined to a name: "Vinnovapengarna"."""
    also = {name: others.split(", ") for name, others in _EXPLAINED.findall(question)}
    forms = {
        name: [name, *(other for part in re.split("[ -]", name) for other in also.get(part, ()))]
        for name in named(question)
    }
    lacking = [name for name, known in forms.items() if not any(on_names([form], hits[:_READ]) for form in known)]
    there = {name for hit in hits[:_READ] for name in _WORD_OF_NAME.findall(hit.passage.embedded_text)}
    return tuple(name for name in lacking if not any(_joined(known, name) for known in there))


def asks_only_names(question: str, hits: Sequence[Hit], missing: Sequence[str]) -> bool:
    """Whether nothing is asked but what the documents say of a name or term, and they do say something of it."""
    term = term_of(question)
    told = bool(term) and not missing and bool(on_names([term], hits[:_TERM_WITHIN]))
    return told or asks_only_about(question, [name for name in named(question) if name not in missing])


def on_names(names: Sequence[str], hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose passage, with its title and headings, holds every name."""
    return [hit for hit in hits if all(holds_name(name, hit.passage.embedded_text) for name in names)]


def _joined(known: str, name: str) -> bool:
    """Whether a name is one that is known with a word joined to it."""
    rest = name.removeprefix(known)
    return len(known) >= _LONG_NAME and _LONG_WORD <= len(rest) < len(name) and rest.islower()


def holds_name(name: str, text: str) -> bool:
    """Each part of a name is there if its stem is, or if a compound there holds it."""
    found = {form for word in words(text) for form in (word, stem(word))}
    return all(held(stem(part), found) for part in words(name))
