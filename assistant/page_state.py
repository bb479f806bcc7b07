"""What all pages share: one assistant per build, one embedding model per name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.answering.pipeline import Assistant
from assistant.errors import IndexError_
from assistant.index.location import Index, current_build
from assistant.settings import Settings, load_settings
from assistant.wiring import open_assistant


def assistant_now() -> Assistant:
    """The assistant over the build that answers now; opened once for each build."""
    settings = load_settings()
    build = current_build(settings.home)
    if build is None:
        raise IndexError_("index_missing", path=settings.home)
    return _assistant(settings, build)


def index_now() -> Index:
    return assistant_now().index


@lru_cache(maxsize=2)
def _assistant(settings: Settings, build: Path) -> Assistant:
    """`build` is only the key: another build is another assistant."""
    return open_assistant(settings)
