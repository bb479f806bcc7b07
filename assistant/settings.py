"""Every setting, read once at an entry point and passed on."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import MioError

ROOT = Path(__file__).resolve().parent.parent
BUNDLED_EMBEDDER = "bundled:multilingual-e5-small"


class Settings(BaseSettings):
    """Settings from the environment; each field is `MIO_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="MIO_", frozen=True)

    corpus: Path = ROOT / "corpus"
    home: Path = ROOT / ".mio"
    models: Path = ROOT / ".models"
    embedder: str = BUNDLED_EMBEDDER
    chat_model: str = ""
    contact: str = ""
    port: int = 8501
    max_question_chars: int = 1_000


def load_settings() -> Settings:
    """Read the settings; an unknown `MIO_…` variable or a wrong value is a `MioError`.

    `MIO_TEST_…` belongs to the test run and is left alone.
    """
    known = {f"MIO_{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith("MIO_") and not name.startswith("MIO_TEST_") and name not in known:
            raise MioError("unknown_setting", name=name, known=", ".join(sorted(known)))
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"MIO_{first['loc'][0]}".upper()
        raise MioError("wrong_setting", name=name, value=first["input"]) from error
