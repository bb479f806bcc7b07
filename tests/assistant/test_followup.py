"""Follow-up questions: which stand alone, and what is put in front of the others."""

from __future__ import annotations

import pytest

from assistant.answering.followup import standalone_question
from assistant.answers import Turn


def weight(stem: str) -> float:
    """Every word is telling but the common ones."""
    return 0.1 if stem in {"kommun", "kost", "bör", "tog", "fram"} else 0.9


@pytest.mark.parametrize(
    ("question", "history", "wanted"),
    [
        ("Vad kostade det?", ["Vad är LOFT?"], "Vad är LOFT? Vad kostade det?"),
        ("Och i Norrköping?", ["Vad är LOFT?"], "Vad är LOFT? Och i Norrköping?"),
        ("Vem mätte Linköpings idéarbete och när gjordes det?", ["Vad är LOFT?"],
         "Vem mätte Linköpings idéarbete och när gjordes det?"),
        ("Hur kommer en kommun igång med idéer?", ["Vad är LOFT?"], "Hur kommer en kommun igång med idéer?"),
        ("vad är en idépott", ["Vad är LOFT?"], "vad är en idépott"),
        ("vad är nackdelarna?", ["Vad är LOFT?"], "Vad är LOFT? vad är nackdelarna?"),
        ("Har någon annan testat?", ["Hur gick det i Höör?"], "Hur gick det ? Har någon annan testat?"),
        ("Vad är LOFT?", [], "Vad är LOFT?"),
        ("Vilka hinder möter medborgarbudgetar?", ["Vad är LOFT?"], "Vilka hinder möter medborgarbudgetar?"),
        ("Vilka kommuner har labb?", ["Har Umeå labb?"], "Vilka kommuner har labb?"),
        ("Blir det färre idéer när chefen vill ha dem?", ["Vad är LOFT?"],
         "Blir det färre idéer när chefen vill ha dem?"),
        ("Vad kostade de?", ["Vilka labb finns?"], "Vilka labb finns? Vad kostade de?"),
        ("Vem tog fram dem?", ["Vilka labb finns?"], "Vilka labb finns? Vem tog fram dem?"),
        ("Vem betalade då?", ["Vad är LOFT?", "När var det?"], "Vad är LOFT? När var det? Vem betalade då?"),
        ("Vem betalade då?", ["Vad är LOFT?", "Hur går Innovationsguiden till?"],
         "Hur går Innovationsguiden till? Vem betalade då?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_put_after_what_it_follows(question: str, history: list[str], wanted: str) -> None:
    """A question that points back or says too little follows the one before; one that stands alone does not."""
    assert standalone_question(question, [Turn(earlier) for earlier in history], weight) == wanted
