"""An open assistant over an index that is made otherwise, of the same documents: what the table of retrieval needs.

What is written lies in temporary folders; the caller's `kept` takes it away when it closes.
"""

from __future__ import annotations

from contextlib import ExitStack
from copy import copy
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answering.pipeline import Assistant
from assistant.index.chunking import MAX_CHARS, passages_of, views_of
from assistant.index.embeddings import CachedEmbeddings
from assistant.index.lexical import LexicalIndex, Terms, write_lexical
from assistant.index.location import Index
from assistant.index.vectors import spelled_out
from assistant.index.writing import Contents, write_build


def rebuilt(assistant: Assistant, kept: ExitStack, max_chars: int = MAX_CHARS, headed: bool = True) -> Assistant:
    """Over passages of another length, or embedded and indexed without title and headings."""
    before, folder = assistant.index, _folder(kept)
    documents = before.store.documents()
    passages = [passage for document in documents for passage in passages_of(document, max_chars)]
    views = views_of(documents, passages)
    if not headed:
        views = [replace(view, text=view.text.removeprefix(passages[view.row].headed(""))) for view in views]
        passages = [replace(passage, title="", headings=()) for passage in passages]
    manifest = replace(before.manifest, max_chars=max_chars, passages=len(passages))
    held, space = Contents(documents, passages, views), before.word_space
    kept_in = folder / "vectors.sqlite"
    cached = CachedEmbeddings(assistant.embeddings, manifest.embedder, space, kept_in, spelled_out(views))
    kept.callback(cached.close)
    write_build(folder, manifest, held, cached, cached.words_of, before.question_mean, space)
    index = Index(folder)
    kept.callback(index.close)
    return replace(assistant, index=index)


def with_terms(assistant: Assistant, kept: ExitStack, terms: Terms) -> Assistant:
    """Over the same passages and vectors, but with other terms in BM25."""
    index, folder = copy(assistant.index), _folder(kept)
    ids = index.lexical.ids
    found = index.store.passages(ids)
    write_lexical(folder, ids, [found[identity].embedded_text for identity in ids], terms)
    index.lexical = LexicalIndex(folder, terms)
    return replace(assistant, index=index)


def _folder(kept: ExitStack) -> Path:
    return Path(kept.enter_context(TemporaryDirectory(prefix="mio-report-")))
