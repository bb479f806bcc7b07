"""The chat window: question, answer with numbered citations, and the passage behind each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import streamlit as st

from assistant.answering.pipeline import Assistant
from assistant.answering.suggestions import for_anybody
from assistant.answers import Answer, Citation, Turn
from assistant.drawing import (
    answer_markdown,
    by_document,
    by_passage,
    document_title,
    passage_heading,
    passage_html,
    safe_markdown,
    sources_markdown,
    with_references,
)
from assistant.errors import MioError
from assistant.language import Language
from assistant.page_state import assistant_now, warm_up
from assistant.passages import Filters
from assistant.texts import label

_EXAMPLES = 5


def draw() -> None:
    answers: list[Answer] = st.session_state.setdefault("answers", [])
    waiting: list[str] = st.session_state.setdefault("waiting", [])
    language: Language = "en" if st.session_state.get("language") == "English" else "sv"
    st.title("MIO-assistenten")
    st.write(label("intro", language))
    filters = draw_controls(answers, waiting, language)
    draw_model_host(language)
    if not answers and not waiting:
        draw_examples(waiting, language)
    for number, answer in enumerate(answers):
        draw_turn(answer, number, language)
    if answers and answers[-1].suggestions and not waiting:
        st.caption(label("suggestions", language))
        draw_questions(answers[-1].suggestions, waiting, f"suggestion-{len(answers)}")
    # Kept until it is answered: whatever is pressed or asked meanwhile ends this run and starts another.
    st.chat_input(
        label("placeholder", language), key="asked", on_submit=lambda: waiting.append(st.session_state["asked"])
    )
    if waiting:
        answer_next(waiting, filters, answers, language)
    warm_up()


def draw_model_host(language: Language) -> None:
    """Where questions go, said before the first one, if they leave this machine."""
    try:
        with assistant_now() as assistant:
            if assistant.model_host:
                st.caption(label("goes_to", language, model=assistant.chat_model_name, host=assistant.model_host))
    except MioError as error:
        st.error(error.text(language))


def draw_controls(answers: list[Answer], waiting: list[str], language: Language) -> Filters:
    """Language, filters and a fresh start, in one row."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "Språk / Language",
            ["Svenska", "English"],
            default="Svenska",
            required=True,
            key="language",
            label_visibility="collapsed",
        )
        with st.popover(label("filters", language), icon=":material/filter_list:"):
            filters = draw_filters(language)
        if answers and st.button(label("restart", language), icon=":material/restart_alt:"):
            answers.clear()
            waiting.clear()
            st.rerun()
    if filters:
        st.caption(label("filtered", language))
    return filters


def draw_filters(language: Language) -> Filters:
    """What the search is restricted to; kept for the session."""
    try:
        with assistant_now() as assistant:
            known = assistant.index.store.filter_values()
    except MioError:
        return Filters()  # said on the page already
    titles = dict(known.documents)
    municipalities = st.multiselect(label("municipality", language), known.municipalities, key="municipalities")
    types = st.multiselect(label("type", language), known.types, key="types")
    documents = st.multiselect(label("document", language), list(titles), format_func=titles.__getitem__, key="docs")
    year = st.selectbox(label("year", language), known.years, index=None, key="year")
    return Filters(tuple(documents), tuple(types), (year,) if year else (), tuple(municipalities))


def draw_examples(waiting: list[str], language: Language) -> None:
    """Questions without names that the documents answer, drawn anew for each visit."""
    seed = st.session_state.setdefault("seed", random.random())
    try:
        with assistant_now() as assistant:
            questions = assistant.index.store.questions()
    except MioError:
        return  # said on the page already
    examples = for_anybody(questions, language, seed, _EXAMPLES)
    if examples:
        st.subheader(label("examples", language))
        draw_questions(examples, waiting, "example")


def draw_questions(questions: Sequence[str], waiting: list[str], key: str) -> None:
    """A button for each question, which asks it."""
    for n, question in enumerate(questions):
        st.button(question, key=f"{key}-{n}", on_click=waiting.append, args=(question,))


def answer_next(waiting: list[str], filters: Filters, answers: list[Answer], language: Language) -> None:
    question = waiting[0]
    with st.chat_message("user"):
        st.write(safe_markdown(question[:1_000]))
    with st.spinner(label("searching", language)):
        try:
            with assistant_now() as assistant:
                answers.append(assistant.ask(question, [Turn(earlier.question) for earlier in answers], filters))
        except MioError as error:
            waiting.pop(0)
            st.error(error.text(language))
            return
        waiting.pop(0)
    st.rerun()


def draw_turn(answer: Answer, number: int, language: Language) -> None:
    with st.chat_message("user"):
        st.write(safe_markdown(answer.question[:1_000]) or "–")
    with st.chat_message("assistant"):
        st.markdown(answer_markdown(answer))
        for notice in answer.notices:
            st.caption(safe_markdown(notice))
        if answer.searched_for and answer.searched_for != answer.question:
            st.caption(f"{label('searched_for', language)}: {safe_markdown(answer.searched_for)}")
        if not answer.citations:
            return
        st.markdown(f"**{label('sources', language)}**")
        try:
            with assistant_now() as assistant:
                for citations in by_document(answer.citations):
                    draw_document(citations, assistant, language)
        except MioError as error:
            st.error(error.text(language))
        with st.expander(label("copy", language), icon=":material/content_copy:", key=f"copy-{number}"):
            st.code(with_references(answer), language=None, wrap_lines=True)


def draw_document(citations: Sequence[Citation], assistant: Assistant, language: Language) -> None:
    """A fold for a cited document: each quote marked in its paragraph, and the originals behind it."""
    first = citations[0]
    with st.expander(document_title(citations)):
        document = assistant.index.store.document(first.document)
        for quoted in by_passage(citations):
            st.markdown(passage_heading(quoted))
            if document is None or document.version != first.version:
                st.write(safe_markdown("\n\n".join(citation.quote for citation in quoted)))
                st.caption(label("changed_since", language))
            else:
                st.html(passage_html(document, quoted))
            sources = sources_markdown(quoted, language)
            if sources:
                st.markdown(f"{label('originals', language)}\n{sources}")
        parts = (first.publisher, first.published, first.document)
        st.caption(safe_markdown(" · ".join(part for part in parts if part)))


draw()
