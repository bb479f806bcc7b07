"""The English collection keeps in step with the sets and the fact map that it was made of."""

from __future__ import annotations

from assistant.settings import ROOT
from evaluation.cases import load_set
from evaluation.gold import read_fact_map

ENGLISH = ROOT / "evaluation" / "collections" / "english"


def test_its_questions_are_those_of_the_sets() -> None:
    """The same words and the same facts under the same id; each is in the language of its file."""
    sets = {case.id: case for path in (ROOT / "evaluation" / "sets").glob("*.jsonl") for case in load_set(path)}
    for name, language in (("swedish", "sv"), ("english", "en")):
        cases = load_set(ENGLISH / f"{name}.jsonl")
        assert cases
        for case in cases:
            assert (case.question, case.facts) == (sets[case.id].question, sets[case.id].facts)
            assert case.language == sets[case.id].language == language


def test_its_facts_are_those_of_the_corpus() -> None:
    """Each stands in the document of the same name, as often as there, and is quoted as it stands."""
    ours, english = read_fact_map(ROOT / "corpus"), read_fact_map(ENGLISH / "corpus")
    for fact, quotes in english.items():
        for quote in quotes:
            path = ENGLISH / "corpus" / quote.document
            assert quote.quote in path.read_text(encoding="utf-8")
            stems = [own.document.rpartition(".")[0] for own in ours[fact]]
            assert stems.count(path.stem) == sum(other.document == quote.document for other in quotes)
