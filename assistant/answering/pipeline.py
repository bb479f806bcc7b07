"""The pipeline: standalone question → search → can it be answered? → compose (quotes or model) → check."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel

from assistant.answering.compose import Composition, checked, from_claims, from_quotes
from assistant.answering.decide import CAUTIOUS, Decision, DecisionParameters, decide
from assistant.answering.followup import standalone_question
from assistant.answering.model import host_of, model_claims
from assistant.answering.quotes import QuoteParameters, choose_quotes
from assistant.answers import Answer, Outcome, Turn
from assistant.index.analysis import words
from assistant.index.location import Index
from assistant.passages import Document, Filters, Hit
from assistant.retrieval import RetrievalParameters, question_vector, search
from assistant.texts import Language, is_third_language, language_of, message

_log = logging.getLogger(__name__)
_MODEL_PASSAGES = 6
_NEAREST = 3


@dataclass(frozen=True)
class Parameters:
    """What an evaluation may vary."""

    retrieval: RetrievalParameters = field(default_factory=RetrievalParameters)
    decision: DecisionParameters = CAUTIOUS
    quotes: QuoteParameters = field(default_factory=QuoteParameters)


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one open index. Stateless: history comes with each question."""

    index: Index
    embeddings: Embeddings
    chat_model: BaseChatModel | None = None
    chat_model_name: str = ""
    contact: str = ""
    max_question_chars: int = 1_000
    parameters: Parameters = field(default_factory=Parameters)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer a question; what cannot be answered is an outcome, not an exception."""
        started = time.monotonic()
        question = " ".join("".join(c if c.isprintable() else " " for c in question).split())
        language = language_of(question)
        refusal = self._unfit(question)
        if refusal:
            text = message(refusal, language, limit=self.max_question_chars)
            return Answer(question, "", Outcome.UNCLEAR, language, text, index_id=self.index.manifest.id)
        searched_for = self.searched_for(question, history)
        hits = self.search(searched_for, filters)
        decision = decide(searched_for, hits, self.parameters.decision)
        if decision.outcome is Outcome.NOT_IN_CORPUS:
            return self._refusal(question, searched_for, language, hits, decision, started)
        return self._answer(question, searched_for, language, hits, decision, started)

    def searched_for(self, question: str, history: Sequence[Turn] = ()) -> str:
        """What is searched for: the question made to stand alone, with the dots that a Swedish one lacks."""
        alone = standalone_question(question, history)
        return self.index.lexical.with_dots(alone) if language_of(alone) == "sv" else alone

    def search(self, question: str, filters: Filters | None = None, limit: int | None = None) -> list[Hit]:
        """The best passages for a question, best first."""
        chosen = self.parameters.retrieval
        if limit is not None:
            chosen = replace(chosen, limit=limit)
        return search(self.index, self.embeddings, question, filters, chosen)

    def _unfit(self, question: str) -> str | None:
        if not question:
            return "empty_question"
        if len(question) > self.max_question_chars:
            return "long_question"
        if not any(character.isalpha() for word in words(question) for character in word):
            return "wordless_question"
        return "third_language" if is_third_language(question) else None

    def _answer(
        self, question: str, searched_for: str, language: Language, hits: list[Hit], decision: Decision, started: float
    ) -> Answer:
        documents = self._documents(hits)
        composition, mode, notices = self._compose(searched_for, language, hits, documents)
        composition = checked(composition, documents)
        if not composition.statements:
            return self._refusal(question, searched_for, language, hits, decision, started)
        notices += self._dated(composition, documents, language)
        lead = [message("missing", language, names="”, ”".join(decision.missing))] if decision.missing else []
        return Answer(
            question=question,
            searched_for=searched_for,
            outcome=decision.outcome,
            language=language,
            text="\n\n".join([*lead, composition.text]),
            mode=mode,
            statements=composition.statements,
            citations=composition.citations,
            hits=tuple(hits),
            notices=tuple(notices),
            missing=decision.missing,
            confidence=decision.probability,
            because=decision.because,
            model=self.chat_model_name if mode == "model" else "",
            index_id=self.index.manifest.id,
            seconds=time.monotonic() - started,
        )

    def _compose(
        self, question: str, language: Language, hits: list[Hit], documents: dict[str, Document]
    ) -> tuple[Composition, str, list[str]]:
        notices = []
        if self.chat_model is not None:
            if self.model_host:
                notices.append(message("sent_away", language, model=self.chat_model_name, host=self.model_host))
            try:
                claims = model_claims(self.chat_model, question, hits[:_MODEL_PASSAGES], language)
                return from_claims(claims, documents), "model", notices
            except Exception:  # a provider may raise anything; the reader gets quotes and is told so
                _log.warning("chat model %s failed", self.chat_model_name, exc_info=True)
                notices.append(message("model_failed", language, model=self.chat_model_name))
        vector = question_vector(self.index, self.embeddings, question, self.parameters.retrieval.centre)
        weight = self.index.lexical.weight
        quotes = choose_quotes(question, vector, hits, documents, self.embeddings, weight, self.parameters.quotes)
        notices.append(message("quotes_notice", language))
        if language == "en":
            notices.append(message("swedish_quotes", language))
        return from_quotes(quotes, documents), "quotes", notices

    @property
    def model_host(self) -> str | None:
        """The host that questions go to, None if they stay on this machine."""
        return host_of(self.chat_model, self.chat_model_name) if self.chat_model else None

    def _refusal(
        self, question: str, searched_for: str, language: Language, hits: list[Hit], decision: Decision, started: float
    ) -> Answer:
        nearest = tuple(dict.fromkeys(hit.passage.title for hit in hits))[:_NEAREST]
        sentences = [message("not_in_corpus", language)]
        if nearest:
            sentences.append(message("nearest", language, titles="; ".join(nearest)))
        if self.contact:
            sentences.append(message("contact", language, contact=self.contact))
        return Answer(
            question=question,
            searched_for=searched_for,
            outcome=Outcome.NOT_IN_CORPUS,
            language=language,
            text=" ".join(sentences),
            hits=tuple(hits),
            missing=decision.missing,
            nearest=nearest,
            suggestions=self._suggestions(hits, language),
            confidence=decision.probability,
            because=decision.because,
            index_id=self.index.manifest.id,
            seconds=time.monotonic() - started,
        )

    def _suggestions(self, hits: list[Hit], language: Language) -> tuple[str, ...]:
        """Questions near the one asked that the documents do answer: one for each of the nearest sections."""
        found: dict[str, None] = {}
        for hit in hits:
            asked = self.index.store.questions_of(hit.passage)
            found |= dict.fromkeys([question for question in asked if language_of(question) == language][:1])
        return tuple(found)[:_NEAREST]

    def _documents(self, hits: list[Hit]) -> dict[str, Document]:
        names = dict.fromkeys(hit.passage.document for hit in hits)
        found = ((name, self.index.store.document(name)) for name in names)
        return {name: document for name, document in found if document}

    def _dated(self, composition: Composition, documents: dict[str, Document], language: Language) -> list[str]:
        """A notice for each cited document that is past its review date."""
        today = dt.date.today().isoformat()
        cited = {name: documents[name].metadata for name in dict.fromkeys(c.document for c in composition.citations)}
        late = [about for about in cited.values() if about.review_by and about.review_by < today]
        return [message("overdue", language, title=about.title, date=about.review_by) for about in late]
