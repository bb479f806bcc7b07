"""What can be told without reading: from the questions' words, and from how many of them a text holds."""

from __future__ import annotations

import pytest

from evaluation.priors import priors, shared


def test_a_word_that_is_seldom_answered_speaks_against() -> None:
    """Each question is judged by those of other documents."""
    asked = ["Vad kostade kursen?", "Vem ledde kursen?", "Vad kostade labbet?", "Vem ledde labbet?"] * 3
    documents = [f"{n // 2}.md" for n in range(len(asked))]
    answers = [question.startswith("Vem") for question in asked]
    odds = priors(asked, ["Kursen hölls."] * len(asked), answers, documents, by_shared=False)
    assert all((odd > 0) == question.startswith("Vem") for odd, question in zip(odds, asked, strict=True))


def test_words_that_the_text_holds_speak_for() -> None:
    """The same question, answered by the texts that hold its words and by no other."""
    texts = ["Eva ledde kursen i maj.", "Labbet hölls öppet."] * 6
    documents = [f"{n // 2}.md" for n in range(len(texts))]
    answers = [text.startswith("Eva") for text in texts]
    odds = priors(["Vem ledde kursen?"] * len(texts), texts, answers, documents, by_shared=True)
    assert all((odd > 0) == answer for odd, answer in zip(odds, answers, strict=True))
    alike = priors(["Vem ledde kursen?"] * len(texts), texts, answers, documents, by_shared=False)
    assert max(map(abs, alike)) < 0.1


@pytest.mark.parametrize(
    ("text", "share"),
    [("Utbildningarna leddes av Eva.", 1.0), ("Chefsutbildningen hölls i maj.", 0.5), ("Labbet hölls öppet.", 0.0)],
)
def test_words_are_shared_in_any_form(text: str, share: float) -> None:
    """Endings and compounds count as the word."""
    assert shared("Vem ledde utbildningen?", text) == share
