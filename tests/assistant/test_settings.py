"""Settings, their errors, and their place in README."""

from __future__ import annotations

import pytest

from assistant.errors import MioError
from assistant.settings import ROOT, Settings, load_settings


def test_readme_has_every_setting() -> None:
    """The table in README names each setting."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`MIO_{name.upper()}`" not in readme] == []


def test_an_unknown_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt variable is an error that names it."""
    monkeypatch.setenv("MIO_CORPSU", "x")
    with pytest.raises(MioError, match="MIO_CORPSU"):
        load_settings()


def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is no number is an error that names setting and value."""
    monkeypatch.setenv("MIO_PORT", "åtta")
    with pytest.raises(MioError, match=r"MIO_PORT.*åtta"):
        load_settings()
