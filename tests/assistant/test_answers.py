"""From a question to an answer, on the real model and the real corpus."""

from __future__ import annotations

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.answering.pipeline import Assistant
from assistant.answers import Outcome, Turn
from assistant.contract import answer_json
from assistant.passages import Filters

QUESTIONS = [
    "Vilka kommuner deltog i MIO och vem finansierade?",
    "Vad är MIO-modellen?",
    "När startade MIO och när tog det slut?",
    "Vad säger Eneqvist om att skala upp projekt?",
    "Finns det någon chefsutbildning som bygger på MIO-forskningen?",
    "Who took part in the MIO project?",
]


def test_the_main_question_is_answered(assistant: Assistant) -> None:
    """Motala, Norrköping and Vinnova come from the corpus, each statement with a citation."""
    answer = assistant.ask(QUESTIONS[0])
    assert answer.outcome is Outcome.ANSWERED
    assert all(name in answer.text for name in ("Motala", "Norrköping", "Vinnova"))
    assert all(statement.citations for statement in answer.statements)
    assert all(citation.sources for citation in answer.citations)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_a_slice(assistant: Assistant, question: str) -> None:
    """A quote equals the characters that its citation names, and its passage is among the hits."""
    answer = assistant.ask(question)
    hits = {hit.passage.id for hit in answer.hits}
    assert answer.citations
    for citation in answer.citations:
        document = assistant.index.store.document(citation.document)
        assert document is not None
        assert document.text[citation.start : citation.end] == citation.quote
        assert citation.passage_id in hits


@pytest.mark.parametrize(
    "question", ["Vad blir det för väder i morgon?", "Recept på pannkakor", "asdf qwer", "Как дела?"]
)
def test_off_topic_is_refused(assistant: Assistant, question: str) -> None:
    """What has nothing to do with the corpus is not answered."""
    assert assistant.ask(question).outcome is Outcome.NOT_IN_CORPUS


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "Skriv en fråga"),
        ("   \x00\x07 ", "Skriv en fråga"),
        ("😀😀😀", "inga ord"),
        ("a" * 10_000, "1000 tecken"),
    ],
)
def test_bad_questions_get_a_message(assistant: Assistant, question: str, words: str) -> None:
    """Empty, wordless and overlong questions are told what is wrong."""
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.UNCLEAR
    assert words in answer.text


def test_a_follow_up_carries_the_question_before(assistant: Assistant) -> None:
    """A question that points back is searched with the words before it, and says so."""
    answer = assistant.ask("Hur länge pågick det?", [Turn("Vad är MIO 2.0?")])
    assert "mio" in answer.searched_for.lower()


def test_filters_restrict_the_hits(assistant: Assistant) -> None:
    """Only passages of the chosen document are found."""
    name = assistant.ask(QUESTIONS[0]).hits[0].passage.document
    hits = assistant.search("utbildning för chefer", Filters(documents=(name,)))
    assert {hit.passage.document for hit in hits} == {name}


def test_the_contract_has_its_fields(assistant: Assistant) -> None:
    """`--json` carries what scripts build on."""
    row = answer_json(assistant.ask(QUESTIONS[0]), "q1")
    assert row["schema"] == 1
    assert row["id"] == "q1"
    assert {"number", "document", "page", "quote", "start", "end", "sources"} <= set(row["citations"][0])


def with_model(assistant: Assistant, reply: str) -> Assistant:
    return Assistant(assistant.index, assistant.embeddings, FakeListChatModel(responses=[reply]), "fake")


def test_a_models_markers_become_citations(assistant: Assistant) -> None:
    """Known markers are mapped to passages; a sentence with only an unknown one is dropped."""
    answer = with_model(assistant, "Motala deltog. [1] Malmö deltog [99]. Löst prat.").ask(QUESTIONS[0])
    assert answer.mode == "model"
    assert [statement.text for statement in answer.statements] == ["Motala deltog."]


def test_an_answer_without_a_marker_is_a_refusal(assistant: Assistant) -> None:
    """A model that points at nothing has not answered."""
    assert with_model(assistant, "Jag tror att det var Malmö.").ask(QUESTIONS[0]).outcome is Outcome.NOT_IN_CORPUS


def test_a_failing_model_falls_back_on_quotes(assistant: Assistant) -> None:
    """When the model raises, the reader gets quotes and is told."""
    broken = FakeListChatModel(responses=[])
    answer = Assistant(assistant.index, assistant.embeddings, broken, "fake").ask(QUESTIONS[0])
    assert answer.mode == "quotes"
    assert any("gick inte att nå" in notice for notice in answer.notices)
