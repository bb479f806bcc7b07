"""What all pages share: one open assistant per build, closed when a newer build answers and nobody uses it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answering.pipeline import Assistant
from assistant.errors import MioError
from assistant.index.embeddings import SentenceEmbeddings
from assistant.index.location import current_build
from assistant.settings import Settings, load_settings
from assistant.wiring import open_assistant, question_embeddings

_log = logging.getLogger(__name__)
_lock = threading.Lock()


@dataclass
class _Open:
    assistant: Assistant
    build: Path
    users: int = 0


_open: list[_Open] = []


@contextmanager
def assistant_now() -> Iterator[Assistant]:
    """The assistant over the build that answers now, held open as long as it is used."""
    settings = load_settings()
    with _lock:
        held = _held(settings)
        held.users += 1
    try:
        yield held.assistant
    finally:
        with _lock:
            held.users -= 1
            _close_stale()


@cache
def warm_up() -> threading.Thread:
    """Load the model in the background, once, so that the page is drawn before and the first answer need not wait."""
    thread = threading.Thread(target=_load_model, name="warm-up", daemon=True)
    thread.start()
    return thread


def _load_model() -> None:
    try:
        with assistant_now() as assistant:
            assistant.search("innovation", limit=1)
    except MioError as error:
        _log.warning("%s", error)  # whoever asks is told


def _held(settings: Settings) -> _Open:
    build = current_build(settings.home)
    if build is None:
        raise MioError("index_missing", path=settings.home)
    for held in _open:
        if held.build == build:
            return held
    held = _Open(open_assistant(settings, _embeddings(settings)), build)
    _open.append(held)
    _close_stale()
    return held


def _close_stale() -> None:
    for held in _open[:-1]:
        if held.users == 0:
            held.assistant.index.close()
            _open.remove(held)


@cache
def _embeddings(settings: Settings) -> SentenceEmbeddings:
    """One model for all builds."""
    return question_embeddings(settings)
