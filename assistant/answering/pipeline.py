"""The pipeline: standalone question → search → can it be answered? → compose (quotes or model) → check."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from langchain_core.language_models import BaseChatModel

from assistant.answering.candidates import Quote
from assistant.answering.comparison import hits_on, one_side_each
from assistant.answering.compose import Composition, checked, from_claims, from_quotes
from assistant.answering.decide import Decision, DecisionParameters, decide
from assistant.answering.features import Features, features_of
from assistant.answering.followup import standalone_question
from assistant.answering.listing import FEWEST, asks_for_places, listing
from assistant.answering.model import host_of, model_claims
from assistant.answering.names import asks_only_names, missing_names
from assistant.answering.notices import notices_on
from assistant.answering.question import (
    figure_asked,
    is_request,
    is_vague,
    kind_of,
    unfit_for_answer,
    without_orders,
)
from assistant.answering.quotes import choose_quotes
from assistant.answering.reader import NoReader, Reader
from assistant.answering.refusals import nearest_sections, refusal_text
from assistant.answering.scoring import QuoteParameters, scored_quotes
from assistant.answering.suggestions import for_anybody, near
from assistant.answers import Answer, Outcome, Turn
from assistant.index.embeddings import WordEmbeddings
from assistant.index.location import Index
from assistant.language import Language, language_of
from assistant.passages import Document, Filters, Hit
from assistant.retrieval import RetrievalParameters, merged, question_vectors, search
from assistant.texts import message
from assistant.vocabulary import Vocabulary

_log = logging.getLogger(__name__)
_MODEL_PASSAGES = 6
_SUGGESTED = 3
_TO_THE_VAGUE = 2
_ON_EACH = 3
_EVERYWHERE = 50
_TRIED = 6


@dataclass(frozen=True)
class Parameters:
    """What an evaluation may vary."""

    retrieval: RetrievalParameters = field(default_factory=RetrievalParameters)
    decision: DecisionParameters = field(default_factory=DecisionParameters)
    quotes: QuoteParameters = field(default_factory=QuoteParameters)


@dataclass(frozen=True)
class Found:
    """What was asked, searched for and found, what can be quoted of it (the most probable first), what speaks for and
    against that it answers (None if nothing was found), and whether it does."""

    asked: str
    searched_for: str
    hits: list[Hit]
    documents: dict[str, Document]
    quotes: list[Quote]
    features: Features | None
    decision: Decision
    filters: Filters | None


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one open index. Stateless: history comes with each question."""

    index: Index
    embeddings: WordEmbeddings
    reader: Reader = field(default_factory=NoReader)
    chat_model: BaseChatModel | None = None
    chat_model_name: str = ""
    vocabulary: Vocabulary | None = None
    contact: str = ""
    max_question_chars: int = 1_000
    parameters: Parameters = field(default_factory=Parameters)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer a question; what cannot be answered is an outcome, not an exception."""
        started = time.monotonic()
        question = " ".join("".join(c if c.isprintable() else " " for c in question).split())
        answer = self._answered(question, history, filters)
        return replace(answer, index_id=self.index.manifest.id, seconds=time.monotonic() - started)

    def searched_for(self, question: str, history: Sequence[Turn] = ()) -> str:
        """What is searched for: the question made to stand alone, spelt as the documents spell it if it is Swedish, and
        with what its abbreviations and local names stand for."""
        alone = standalone_question(without_orders(question), history, self.index.lexical.weight)
        spelled = self.index.lexical.respelled(alone) if language_of(alone) == "sv" else alone
        return self.vocabulary.expanded(spelled, self.index.lexical.holds) if self.vocabulary else spelled

    def search(self, question: str, filters: Filters | None = None, limit: int | None = None) -> list[Hit]:
        """The best passages for a question, best first; where it has several sides, first the best on each."""
        chosen = replace(self.parameters.retrieval, limit=limit or self.parameters.retrieval.limit)
        hits = search(self.index, self.embeddings, question, filters, chosen)
        on_each = [
            hits_on(side, search(self.index, self.embeddings, alone, filters, chosen))[:_ON_EACH]
            for side, alone in one_side_each(question)
        ]
        return merged([*on_each, hits], chosen.limit) if hits and on_each else hits

    def find(self, asked: str, searched_for: str, filters: Filters | None = None) -> Found:
        """Search, see what can be quoted, and decide whether it answers.

        `asked` says what kind of answer is wanted, `searched_for` (the same after earlier questions) what it is about.
        """
        everywhere = asks_for_places(asked)
        hits = self.search(searched_for, filters, _EVERYWHERE if everywhere else None)
        if not hits:
            nothing = Decision(Outcome.NOT_IN_CORPUS, because="no passages")
            return Found(asked, searched_for, [], {}, [], None, nothing, filters)
        names = dict.fromkeys(hit.passage.document for hit in hits)
        documents = {name: document for name in names if (document := self.index.store.document(name))}
        vectors = question_vectors(self.index, self.embeddings, searched_for, self.parameters.retrieval.centre)
        chosen = replace(self.parameters.quotes, passages=_EVERYWHERE) if everywhere else self.parameters.quotes
        known = self.index, self.embeddings
        quotes = scored_quotes(asked, searched_for, vectors, hits, documents, *known, self.reader, chosen)
        features = features_of(asked, searched_for, hits, quotes, *known)
        missing = missing_names(searched_for, hits)
        decision = decide(features, missing, self.parameters.decision)
        if asks_only_names(searched_for, hits, missing):
            outcome = Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED
            decision = replace(decision, outcome=outcome, unsure=False)
        return Found(asked, searched_for, hits, documents, quotes, features, decision, filters)

    @property
    def model_host(self) -> str | None:
        """The host that questions go to, None if they stay on this machine."""
        return host_of(self.chat_model, self.chat_model_name) if self.chat_model else None

    def _answered(self, question: str, history: Sequence[Turn], filters: Filters | None) -> Answer:
        language = language_of(question)
        unfit = unfit_for_answer(question, self.max_question_chars)
        if unfit:
            text = message(unfit, language, limit=self.max_question_chars)
            return Answer(question, "", Outcome.UNCLEAR, language, text)
        asked = without_orders(question)
        if not asked or is_request(asked):
            text = refusal_text("request", (), (), self.contact, language)
            return Answer(question, "", Outcome.OUT_OF_SCOPE, language, text)
        searched_for = self.searched_for(question, history)
        if is_vague(searched_for):
            instead = for_anybody(self.index.store.questions(filters), language, searched_for, _TRIED)
            suggestions = self._answered_of(instead, filters, _TO_THE_VAGUE)
            text = message("unclear", language)
            return Answer(question, searched_for, Outcome.UNCLEAR, language, text, suggestions=suggestions)
        found = self.find(asked, searched_for, filters)
        if found.decision.outcome.is_answer:
            return self._answer(question, language, found)
        return self._refusal(question, language, found)

    def _answer(self, question: str, language: Language, found: Found) -> Answer:
        composition, mode, notices = self._compose(found, language)
        composition = checked(composition, found.documents)
        if not composition.statements:
            return self._refusal(question, language, found)
        missing, lead = self._missing(found, composition, language)
        unsure = [message("unsure", language)] if found.decision.unsure else []
        cited = {citation.passage_id for citation in composition.citations}
        shown = self.parameters.retrieval.limit
        return Answer(
            question=question,
            searched_for=found.searched_for,
            outcome=Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED,
            language=language,
            text="\n\n".join([*lead, composition.text]),
            mode=mode,
            lead="".join(lead),
            statements=composition.statements,
            citations=composition.citations,
            hits=tuple(hit for n, hit in enumerate(found.hits) if n < shown or hit.passage.id in cited),
            notices=(*notices, *unsure, *notices_on(question, composition.citations, found.documents, language)),
            missing=missing,
            confidence=found.decision.probability,
            because=found.decision.because,
            model=self.chat_model_name if mode == "model" else "",
        )

    def _missing(self, found: Found, composition: Composition, language: Language) -> tuple[tuple[str, ...], list[str]]:
        """What is asked for that no statement holds: names, or an amount, date or count; and how it is said."""
        if found.decision.missing:
            names = found.decision.missing
            return names, [message("missing", language, names="”, ”".join(names))]
        figure = figure_asked(found.asked)
        if figure and not any(figure[1].search(statement.text) for statement in composition.statements):
            return (figure[0],), [message("missing_figure", language, asked=figure[0])]
        return (), []

    def _compose(self, found: Found, language: Language) -> tuple[Composition, str, list[str]]:
        notices = []
        if self.chat_model is not None:
            if self.model_host:
                notices.append(message("sent_away", language, model=self.chat_model_name, host=self.model_host))
            try:
                claims = model_claims(self.chat_model, found.searched_for, found.hits[:_MODEL_PASSAGES], language)
                return from_claims(claims, found.documents), "model", notices
            except Exception:  # a provider may raise anything; the reader gets quotes and is told so
                _log.warning("chat model %s failed", self.chat_model_name, exc_info=True)
                notices.append(message("model_failed", language, model=self.chat_model_name))
        notices.append(message("quotes_notice", language))
        chosen = self.parameters.quotes
        if asks_for_places(found.asked):
            on_each = listing(found.searched_for, found.quotes, chosen.max_chars)
            if len(on_each.places) >= FEWEST:
                notices.append(on_each.notice(language))
                return from_quotes(on_each.quotes, found.documents, headed=False), "quotes", notices
        quotes = choose_quotes(found.asked, found.searched_for, found.quotes, chosen)
        return from_quotes(quotes, found.documents, headed=not kind_of(found.asked).narrow), "quotes", notices

    def _refusal(self, question: str, language: Language, found: Found) -> Answer:
        """What was not found, what comes nearest, what can be asked instead, and whom to ask."""
        outcome = found.decision.outcome
        refused = outcome if outcome is Outcome.OUT_OF_SCOPE else Outcome.NOT_IN_CORPUS
        nearest = nearest_sections(found.hits) if refused is Outcome.NOT_IN_CORPUS else ()
        return Answer(
            question=question,
            searched_for=found.searched_for,
            outcome=refused,
            language=language,
            text=refusal_text(refused, found.decision.missing, nearest, self.contact, language),
            hits=tuple(found.hits),
            missing=found.decision.missing,
            nearest=nearest,
            suggestions=self._answered_of(near(found.hits, self.index.store, language), found.filters, _SUGGESTED),
            confidence=found.decision.probability,
            because=found.decision.because,
        )

    def _answered_of(self, questions: Sequence[str], filters: Filters | None, most: int) -> tuple[str, ...]:
        """The first of the questions that the documents do answer: each has been tried."""
        tried = (q for q in questions[:_TRIED] if self.find(q, q, filters).decision.outcome is Outcome.ANSWERED)
        return tuple(islice(tried, most))
