"""The chat window: question, answer with numbered citations, and the passage behind each."""

from __future__ import annotations

import streamlit as st

from assistant.answers import Answer, Turn
from assistant.drawing import answer_markdown, passage_html, safe_markdown, with_references
from assistant.errors import MioError
from assistant.page_state import assistant_now
from assistant.texts import Language, label

EXAMPLES = (
    "Vilka kommuner deltog i MIO och vem finansierade?",
    "Vad är MIO-modellen?",
    "Finns det någon chefsutbildning som bygger på MIO-forskningen?",
)


def draw() -> None:
    language: Language = "en" if st.session_state.get("language") == "English" else "sv"
    st.title("MIO-assistenten")
    st.write(label("intro", language))
    st.segmented_control("Språk / Language", ["Svenska", "English"], default="Svenska", key="language")
    answers: list[Answer] = st.session_state.setdefault("answers", [])
    chosen = None
    if not answers:
        st.subheader(label("examples", language))
        for number, example in enumerate(EXAMPLES):
            if st.button(example, key=f"example-{number}"):
                chosen = example
    for number, answer in enumerate(answers):
        draw_turn(answer, number, language)
    question = st.chat_input(label("placeholder", language)) or chosen
    if question:
        ask(question, answers, language)


def ask(question: str, answers: list[Answer], language: Language) -> None:
    with st.chat_message("user"):
        st.write(safe_markdown(question[:1_000]))
    with st.spinner(label("searching", language)):
        try:
            answer = assistant_now().ask(question, [Turn(earlier.question) for earlier in answers])
        except MioError as error:
            st.error(error.text(language))
            return
    answers.append(answer)
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
        if answer.citations:
            st.markdown(f"**{label('sources', language)}**")
        draw_citations(answer, language)
        if answer.citations:
            with st.expander(label("copy", language), icon=":material/content_copy:"):
                st.code(with_references(answer), language=None, wrap_lines=True)


def draw_citations(answer: Answer, language: Language) -> None:
    for citation in answer.citations:
        title = f"\\[{citation.number}\\] {safe_markdown(citation.title)}, {safe_markdown(citation.place)}"
        with st.expander(title):
            document = assistant_now().index.store.document(citation.document)
            if document is None or document.version != citation.version:
                st.write(safe_markdown(citation.quote))
            else:
                st.html(passage_html(document, citation))
            st.caption(safe_markdown(f"{citation.publisher} {citation.published} – {citation.document}"))
            if citation.sources:
                st.markdown(f"**{label('originals', language)}**")
            for source in citation.sources:
                st.markdown(f"- {safe_markdown(source.line)}")
                if source.url.startswith(("https://", "http://")):
                    st.link_button(label("read_original", language), source.url)


draw()
