"""How fast search is and how much an index takes, by the number of passages, in collections that are made up.

The index is made and read by the same code as a real one; only the vectors are cheap (`synthetic`). Each step has a
process of its own, so that its peak of memory is its own. Files are in the page cache when they are read.
"""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

from assistant.index.chunking import passages_of, views_of
from assistant.index.embeddings import WordEmbeddings, open_embeddings
from assistant.index.location import FORMAT, Index, Manifest, builds_folder, open_index, publish
from assistant.index.maxsim import Vectors
from assistant.index.vectors import Rows
from assistant.index.writing import Contents, sampled, write_build
from assistant.passages import Filters
from assistant.retrieval import question_vectors, search
from assistant.settings import Settings
from evaluation.synthetic import (
    DIMENSION,
    HUNDREDTH,
    MOST,
    TENTH,
    CheapEmbeddings,
    documents,
    words_in,
)

FILTERS = {"search": None, "search_most": MOST, "search_tenth": TENTH, "search_hundredth": HUNDREDTH}
_DEPTH = 10
_ASKERS = 4
_THREADS = (1, 2)
Row = dict[str, Any]


@dataclass(frozen=True)
class Times:
    """Milliseconds a question: the median, and what 95 % stay under."""

    p50: float
    p95: float


def measured(passages: int, asked: Sequence[str], vocabulary: Sequence[str]) -> Row:
    """Build a collection of so many passages in a temporary folder, ask in it, remove it.

    `vocabulary` are the questions whose words the passages are made of.
    """
    home = Path(mkdtemp(prefix="mio-benchmark-"))
    try:
        built = _in_own_process(build, home, passages, vocabulary)
        return {"passages": passages, **built, **_in_own_process(ask, home, asked)}
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _in_own_process(work: Callable[..., Row], *values: Any) -> Row:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *values).result()


def build(home: Path, passages: int, vocabulary: Sequence[str]) -> Row:
    """Write and publish an index of made-up passages; seconds, size on disk and peak of memory in MB."""
    embeddings = CheapEmbeddings()
    made = list(documents(passages, vocabulary))
    found = [passage for document in made for passage in passages_of(document)]
    views = views_of(made, found)
    folder = builds_folder(home) / "benchmark"
    folder.mkdir(parents=True)
    started = time.perf_counter()
    mean, space = sampled(embeddings, vocabulary)
    manifest = Manifest("benchmark", FORMAT, embeddings.id, DIMENSION, 0, passages, {})
    write_build(folder, manifest, Contents(made, found, views), embeddings, words_in(space), mean, space)
    publish(home, folder)
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"views": len(views), "build_s": seconds, "disk_mb": size / 1e6, "build_memory_mb": _memory_mb()}


def ask(home: Path, asked: Sequence[str]) -> Row:
    """Open the index as a reader does and ask; the first question is timed by itself, since Chroma loads at it."""
    embeddings = CheapEmbeddings()
    started = time.perf_counter()
    index = open_index(home)
    opened = time.perf_counter()
    with closing(index):
        search(index, embeddings, asked[0])
        row: Row = {"open_ms": 1e3 * (opened - started), "first_ms": 1e3 * (time.perf_counter() - opened)}
        for name, filters in FILTERS.items():
            row[f"{name}_ms"] = vars(timed(partial(search, index, embeddings, filters=filters), asked))
            row[f"{name}_share"] = len(index.store.matching(filters or Filters())) / index.store.count()
        row["memory_mb"] = _memory_mb()
        return row | _against_brute_force(index, builds_folder(home) / "benchmark", embeddings, asked)


def _against_brute_force(index: Index, folder: Path, embeddings: WordEmbeddings, asked: Sequence[str]) -> Row:
    """The vector index alone against a product with every vector: times, and the share of the ten nearest it finds."""
    matrix, rows = np.load(folder / "vectors.npy"), np.load(folder / "views.npy")[:, 0]
    vectors = {question: question_vectors(index, embeddings, question).vector for question in asked}
    ours = timed(lambda question: index.vectors.nearest(vectors[question], _DEPTH), asked)
    brute_force = timed(lambda question: nearest(matrix, rows, vectors[question]), asked)
    recalls = [recall(index, nearest(matrix, rows, vector), vector) for vector in vectors.values()]
    return {
        "vectors_ms": vars(ours),
        "brute_force_ms": vars(brute_force),
        "ratio": ours.p50 / brute_force.p50,
        "recall@10": float(np.mean(recalls)),
    }


def nearest(matrix: Vectors, rows: Rows, vector: Vectors) -> Rows:
    """The passages behind the ten nearest views, by a product with all of them."""
    return np.unique(rows[np.argpartition(-(matrix @ vector), min(_DEPTH, len(rows) - 1))[:_DEPTH]])


def recall(index: Index, exact: Rows, vector: Vectors) -> float:
    """The share of the exactly nearest passages that the index finds when asked for as many views."""
    return len(np.intersect1d(exact, index.vectors.nearest(vector, _DEPTH))) / len(exact)


def timed(work: Callable[[str], object], questions: Sequence[str], askers: int = 1) -> Times:
    """How long each question takes, `askers` of them at once."""

    def one(question: str) -> float:
        started = time.perf_counter()
        work(question)
        return 1e3 * (time.perf_counter() - started)

    with ThreadPoolExecutor(askers) as pool:
        spent = list(pool.map(one, questions))
    return Times(*(float(value) for value in np.percentile(spent, (50, 95))))


def timed_embedder(settings: Settings, asked: Sequence[str]) -> list[Row]:
    """The real embedder with one and with two torch threads, a row each."""
    return [_in_own_process(embed, settings, threads, asked) for threads in _THREADS]


def embed(settings: Settings, threads: int, asked: Sequence[str]) -> Row:
    """Embed questions with so many torch threads, one at a time and four at once; milliseconds until each is done."""
    embeddings = open_embeddings(settings, threads)
    embeddings.embed_documents([asked[0]])

    def encoded(question: str) -> object:
        return embeddings.encode([question], "query")  # not `encode_query`, which remembers

    single, loaded = (vars(timed(encoded, asked, askers)) for askers in (1, _ASKERS))
    return {"threads": threads, "single_ms": single, "loaded_ms": loaded}


def _memory_mb() -> float:
    """The peak of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
