"""What the words of questions give away."""

from __future__ import annotations

from evaluation.priors import priors


def test_a_word_that_is_seldom_answered_speaks_against() -> None:
    """Each question is judged by those of other documents."""
    asked = ["Vad kostade kursen?", "Vem ledde kursen?", "Vad kostade labbet?", "Vem ledde labbet?"] * 3
    documents = [f"{n // 2}.md" for n in range(len(asked))]
    odds = priors(asked, [question.startswith("Vem") for question in asked], documents)
    assert all((odd > 0) == question.startswith("Vem") for odd, question in zip(odds, asked, strict=True))
