"""What is in the corpus: documents by topic, each readable with its sources."""

from __future__ import annotations

import streamlit as st

from assistant.drawing import safe_markdown
from assistant.errors import MioError
from assistant.page_state import index_now
from assistant.passages import Document
from assistant.texts import label


def draw() -> None:
    st.title("Vad finns i underlaget?")
    st.write(label("about_corpus", "sv"))
    try:
        index = index_now()
    except MioError as error:
        st.error(error.text())
        return
    documents = index.store.documents()
    originals = {key for document in documents for key in document.sources}
    columns = st.columns(3)
    columns[0].metric("Dokument", len(documents))
    columns[1].metric("Avsnitt", index.manifest.passages)
    columns[2].metric("Originalkällor", len(originals))
    topics = sorted({topic for document in documents for topic in document.metadata.topics})
    topic = st.selectbox("Ämne", ["Alla", *topics])
    for document in documents:
        if topic in ("Alla", *document.metadata.topics):
            draw_document(document)


def draw_document(document: Document) -> None:
    with st.expander(safe_markdown(document.metadata.title)):
        st.caption(safe_markdown(f"{document.metadata.publisher} {document.metadata.published} – {document.name}"))
        for block in document.blocks:
            text = safe_markdown(document.text[block.start : block.end])
            if block.kind == "heading":
                st.markdown(f"**{text}**")
            else:
                st.markdown(f"- {text}" if block.kind in {"item", "row"} else text)
        if document.sources:
            st.markdown("**Originalkällor**")
        for source in document.sources.values():
            st.markdown(f"- {safe_markdown(source.line)} {source.url}")


draw()
