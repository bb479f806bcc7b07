"""What is in the corpus: documents by topic, type, municipality and year, each readable with its sources."""

from __future__ import annotations

import streamlit as st

from assistant.drawing import blocks_html, original_markdown, safe_markdown, source_markdown
from assistant.errors import MioError
from assistant.index.location import Index
from assistant.language import Language
from assistant.page_state import assistant_now, warm_up
from assistant.passages import Document, Original
from assistant.texts import label


def draw() -> None:
    language: Language = "en" if st.session_state.get("language") == "English" else "sv"
    st.title(label("corpus_title", language))
    st.write(label("about_corpus", language))
    try:
        with assistant_now() as assistant:
            draw_corpus(assistant.index, language)
    except MioError as error:
        st.error(error.text(language))
    warm_up()


def draw_corpus(index: Index, language: Language) -> None:
    documents = index.store.documents()
    draw_numbers(documents, index.manifest.passages, language)
    shown = chosen(documents, language)
    st.caption(label("shown_documents", language, count=len(shown)))
    for document in shown:
        with st.expander(safe_markdown(document.metadata.title)):
            draw_document(document, language)
    draw_originals(index.store.originals(), language)


def draw_numbers(documents: list[Document], passages: int, language: Language) -> None:
    municipalities = {name for document in documents for name in document.metadata.covers_municipalities}
    originals = {key for document in documents for key in document.sources}
    numbers = {
        "documents": len(documents),
        "passages": passages,
        "municipalities": len(municipalities),
        "originals": len(originals),
    }
    for column, (name, number) in zip(st.columns(4), numbers.items(), strict=True):
        column.metric(label(f"count_{name}", language), number)


def chosen(documents: list[Document], language: Language) -> list[Document]:
    """The documents that meet what is chosen above the list."""
    about = {document.name: document.metadata for document in documents}
    columns = st.columns(4)
    every = label("all", language)

    def choose(column: int, name: str, values: set[str]) -> str | None:
        value = columns[column].selectbox(label(name, language), [every, *sorted(values)], key=f"corpus-{name}")
        return None if value == every else value

    topic = choose(0, "topic", {topic for m in about.values() for topic in m.topics})
    kind = choose(1, "type", {m.type for m in about.values() if m.type})
    place = choose(2, "municipality", {name for m in about.values() for name in m.covers_municipalities})
    year = choose(3, "year", {str(y) for m in about.values() for y in m.years()})
    return [
        document
        for document in documents
        if (topic is None or topic in document.metadata.topics)
        and (kind is None or kind == document.metadata.type)
        and (place is None or place in document.metadata.covers_municipalities)
        and (year is None or int(year) in document.metadata.years())
    ]


def draw_originals(originals: list[Original], language: Language) -> None:
    """The publications behind the documents that are worth reading whole."""
    if originals:
        st.subheader(label("worth_reading", language))
        with st.expander(f"{len(originals)}"):
            st.markdown("\n".join(original_markdown(original) for original in originals))


def draw_document(document: Document, language: Language) -> None:
    about = document.metadata
    parts = (about.publisher, about.published, document.name)
    st.caption(safe_markdown(" · ".join(part for part in parts if part)))
    st.html(blocks_html(document, document.blocks))
    if document.sources:
        st.markdown(f"**{label('originals', language)}**")
        st.markdown("\n".join(f"- {source_markdown(source, language)}" for source in document.sources.values()))


draw()
