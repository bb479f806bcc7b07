"""Words are found in whatever form they are typed: 200 and more forms of terms, made from a table by rules."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.answering.pipeline import Assistant
from assistant.index.analysis import without_dots
from assistant.passages import Passage

WITHIN = 5
WANTED = 0.95
_ENDINGS = {
    "ar": ("en", "ar", "arna", "ens"),
    "er": ("en", "er", "erna", "ens"),
    "t": ("et", "en", "ets"),
    "a": ("n", "or", "orna", "ns"),
}


@dataclass(frozen=True)
class Term:
    """A term as the documents write it; `/` marks where a compound may be split. `forms`: how it is inflected."""

    written: str
    forms: str
    longer: str

    @property
    def word(self) -> str:
        return self.written.replace("/", "")

    def inflected(self) -> list[str]:
        stem = self.word.removesuffix("a") if self.forms == "a" else self.word
        joined = [self.word + e if e in {"n", "ns"} else stem + e for e in _ENDINGS[self.forms]]
        return joined

    def mistyped(self) -> str:
        """Two letters in the middle have changed places, unless they are alike: then one is missing."""
        middle = len(self.word) // 2
        a, b = self.word[middle], self.word[middle + 1]
        return self.word[:middle] + (a if a == b else b + a) + self.word[middle + 2 :]

    def split(self) -> list[str]:
        return [self.written.replace("/", " "), self.written.replace("/", "-")] if "/" in self.written else []

    def all(self) -> list[str]:
        typed = [self.word, *self.inflected(), self.longer, self.mistyped(), *self.split()]
        dotless = [without_dots(form) for form in (self.word, *self.inflected()[:1])]
        return list(dict.fromkeys([*typed, self.word.upper(), *dotless]))


TERMS = [
    Term("idé/sluss", "ar", "idéslussprojekt"),
    Term("test/bädd", "ar", "testbäddsmiljö"),
    Term("medborgar/budget", "ar", "medborgarbudgetprocess"),
    Term("följe/forskare", "t", "följeforskarrollen"),
    Term("innovations/upphandling", "ar", "innovationsupphandlingsprojekt"),
    Term("tjänste/design", "er", "tjänstedesignmetod"),
    Term("innovations/plattform", "ar", "innovationsplattformsprojekt"),
    Term("policy/labb", "t", "policylabbsmetod"),
    Term("utfalls/kontrakt", "t", "utfallskontraktsmodell"),
    Term("välfärds/teknik", "er", "välfärdstekniklösning"),
    Term("fri/kommun", "er", "frikommunförsök"),
    Term("innovations/partnerskap", "t", "innovationspartnerskapsavtal"),
    Term("funktions/krav", "t", "funktionskravställning"),
    Term("konsekvens/bedömning", "ar", "konsekvensbedömningsarbete"),
    Term("nytto/kalkyl", "er", "nyttokalkylmall"),
    Term("läkemedels/robot", "ar", "läkemedelsrobotprojekt"),
    Term("försöks/verksamhet", "er", "försöksverksamhetslag"),
    Term("medborgar/dialog", "er", "medborgardialogprocess"),
    Term("lednings/system", "t", "ledningssystemstandard"),
    Term("innovations/ledare", "t", "innovationsledarroll"),
    Term("uppfinning", "ar", "uppfinningsrätt"),
    Term("trippel/helix", "ar", "trippelhelixmodell"),
    Term("stats/bidrag", "t", "statsbidragsansökan"),
    Term("trygghets/larm", "t", "trygghetslarmsinköp"),
    Term("sekretess", "er", "sekretessprövning"),
]
CASES = [(term, form) for term in TERMS for form in term.all()]


def test_there_are_two_hundred_forms() -> None:
    assert len(CASES) >= 200


def test_a_term_is_found_in_any_form(assistant: Assistant) -> None:
    """In 95 % of the forms a passage with the term is among the first five, and something is found for every one."""
    missed = []
    for term, form in CASES:
        hits = assistant.search(assistant.searched_for(f"Vad är {form}?"), limit=WITHIN)
        assert hits, form
        if not any(_holds(hit.passage, term.word) for hit in hits):
            missed.append(form)
    assert len(missed) <= (1 - WANTED) * len(CASES), missed


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("upphandling av innovation", "innovationsupphandling"),
        ("lagen om offentlig upphandling", "LOU"),
        ("LOU", "om offentlig upphandling"),
        ("DPIA", "konsekvensbedömning"),
        ("integritetsskyddsmyndigheten", "IMY"),
        ("KF", "kommunfullmäktige"),
        ("Sveriges kommuner och regioner", "SKR"),
        ("PUB-avtal", "personuppgiftsbiträde"),
        ("UHM", "Upphandlingsmyndigheten"),
    ],
)
def test_abbreviations_and_compounds_are_found_both_ways(assistant: Assistant, asked: str, written: str) -> None:
    """Who types the one finds what is written with the other."""
    hits = assistant.search(assistant.searched_for(asked), limit=WITHIN)
    assert any(written.lower() in hit.passage.embedded_text.lower() for hit in hits)


def _holds(passage: Passage, word: str) -> bool:
    return word.lower() in passage.embedded_text.lower()
