"""The Streamlit program: lists the pages; each page only draws."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_PAGES = Path(__file__).parent / "pages"


def main() -> None:
    """Refuse any address but this machine's own, then show the chosen page."""
    st.set_page_config(page_title="MIO-assistenten", page_icon=":material/lightbulb:", layout="centered")
    if st.get_option("server.address") != "127.0.0.1":
        st.error("Starta med `make chat` eller `mio chat`: programmet svarar bara på den här datorn (127.0.0.1).")
        st.stop()
    pages = [
        st.Page(_PAGES / "chat.py", title="Fråga", icon=":material/chat:", default=True),
        st.Page(
            _PAGES / "corpus.py", title="Vad finns i underlaget?", icon=":material/library_books:", url_path="underlag"
        ),
    ]
    st.navigation(pages, position="top").run()


main()
