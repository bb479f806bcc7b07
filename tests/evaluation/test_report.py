"""The tables in README, and that they tell how the assistant does now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.answering.pipeline import Assistant
from assistant.settings import ROOT
from evaluation.cases import Case, Quote, half_of, load_set
from evaluation.gold import Span, read_fact_map
from evaluation.peers import langchain_tutorial
from evaluation.report import (
    System,
    answers_table,
    measured,
    paired_table,
    put_in,
    refusals_table,
    retrieval_table,
)
from evaluation.run import Run, evaluate
from tests.conftest import FakeEmbeddings

TEXTS = {"a.md": "Motala prövade en idésluss. Lund gjorde en förstudie.", "b.md": "Växjö bygger i trä."}
# Embeddings differ in the last bits between processors, which may move single questions.
_TOLERANCE = 0.04


def test_a_table_is_put_between_its_markers(tmp_path: Path) -> None:
    """What stood there goes, the rest stays; a text without the markers is an error."""
    readme = tmp_path / "README.md"
    readme.write_text("Före\n<!-- x -->\n| gammal |\n<!-- /x -->\nEfter\n", encoding="utf-8")
    put_in(readme, "x", "| ny |")
    put_in(readme, "x", "| nyare |")
    assert readme.read_text(encoding="utf-8") == "Före\n<!-- x -->\n| nyare |\n<!-- /x -->\nEfter\n"
    with pytest.raises(ValueError, match="no markers for y"):
        put_in(readme, "y", "")


def test_systems_are_measured_alike() -> None:
    """A system that finds the gold first has 1.00, one that finds nothing 0.00."""
    case = Case("1", "Vem prövade?", gold=(Quote("a.md", "Motala prövade en idésluss."),))
    finds = System("finner", lambda: lambda question: [Span("a.md", 0, 27)])
    misses = System("missar", lambda: lambda question: [], rival=True)
    found = measured([finds, misses], {"ett": [case]}, {}, TEXTS)
    lines = retrieval_table(found).splitlines()
    assert lines[2].count("1.00 [1.00, 1.00]") == 4
    assert lines[3].count("0.00 [0.00, 0.00]") == 4
    assert paired_table(found).splitlines()[-1] == "| `ett` | 1 | 1.00 [1.00, 1.00] |"


def test_a_peer_ranks_ranges_of_the_documents() -> None:
    """What LangChain's splitter cuts stands where it says."""
    found = langchain_tutorial(TEXTS, FakeEmbeddings())("Växjö trä")
    assert {span.document for span in found} == {"a.md", "b.md"}
    assert all(0 <= span.start < span.end <= len(TEXTS[span.document]) for span in found)


def test_refusals_are_counted_by_kind() -> None:
    """One of two absent questions was refused; what was answered rightly is no refusal."""
    base = {"tags": ["absent"], "answerable": False, "confidence": 0.2}
    rows = (
        base | {"right_outcome": 1.0, "refused": True},
        base | {"right_outcome": 0.0, "refused": False},
        {"tags": [], "answerable": True, "right_outcome": 1.0, "refused": False, "confidence": 0.9},
    )
    table = refusals_table({"x": Run({}, rows)})
    assert "| absent | 1 | 2 | 0.50 [0.09, 0.91] |" in table
    assert "0.00 at 25%, 0.00 at 50%, 0.50 at 75%, 0.67 at 100%" in table
    assert "Of all refusals 1.00 were right, and 0.50" in table


def test_the_table_in_readme_is_not_stale(assistant: Assistant) -> None:
    """The row of `domain`, measured anew, says what README says."""
    cases = [c for c in load_set(ROOT / "evaluation" / "sets" / "domain.jsonl") if half_of(c) == "test"]
    run = Run({}, tuple(evaluate(assistant, cases, read_fact_map(ROOT / "corpus"))))
    now = answers_table({"domain": run}).splitlines()[-1]
    then = re.search(r"^\| `domain` .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert then is not None
    means = [[float(cell) for cell in re.findall(r"(\d\.\d\d) \[", row)] for row in (now, then.group())]
    assert means[0] == pytest.approx(means[1], abs=_TOLERANCE), "remake the tables by make report"
