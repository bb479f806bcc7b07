"""Plain peers, measured on the same documents, questions and embedder: what a team gets by following a tutorial.

They are optional (`uv pip install -e .[peers]`) and no part of the product.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

from langchain_core.embeddings import Embeddings

from assistant.errors import MioError
from evaluation.gold import Span
from evaluation.run import DEPTH

Ranker = Callable[[str], list[Span]]
"""Ranks ranges of the documents for a question, best first."""


def langchain_tutorial(texts: Mapping[str, str], embeddings: Embeddings) -> Ranker:
    """LangChain's RAG tutorial: 1,000 characters with 200 overlapping, a Chroma collection, similarity search."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=200, add_start_index=True)
    chunks = splitter.create_documents(list(texts.values()), [{"document": name} for name in texts])
    store = Chroma.from_documents(chunks, embeddings, collection_name="langchain-tutorial")

    def rank(question: str) -> list[Span]:
        found = store.similarity_search(question, k=DEPTH)
        starts = ((chunk.metadata["document"], int(chunk.metadata["start_index"]), chunk) for chunk in found)
        return [Span(name, start, start + len(chunk.page_content)) for name, start, chunk in starts]

    return rank


def haystack_hybrid(texts: Mapping[str, str], embeddings: Embeddings) -> Ranker:
    """Haystack's hybrid tutorial: 200 words a chunk, BM25 and vectors in memory, reciprocal rank fusion.

    :raises MioError: If Haystack is not installed.
    """
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    try:
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
    except ImportError as error:
        raise MioError("peer_missing", name="haystack-ai") from error

    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=0)
    documents = [Document(content=text, meta={"document": name}) for name, text in texts.items()]
    chunks = splitter.run(documents)["documents"]
    vectors = embeddings.embed_documents([chunk.content or "" for chunk in chunks])
    embedded = [replace(chunk, embedding=vector) for chunk, vector in zip(chunks, vectors, strict=True)]
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(embedded)
    words, dense = InMemoryBM25Retriever(store, top_k=DEPTH), InMemoryEmbeddingRetriever(store, top_k=DEPTH)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)

    def rank(question: str) -> list[Span]:
        lists = [
            words.run(query=question)["documents"],
            dense.run(query_embedding=embeddings.embed_query(question))["documents"],
        ]
        found = joiner.run(documents=lists)["documents"]
        starts = ((chunk.meta["document"], int(chunk.meta["split_idx_start"]), chunk) for chunk in found)
        return [Span(name, start, start + len(chunk.content or "")) for name, start, chunk in starts]

    return rank
