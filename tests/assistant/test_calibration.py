"""The calibration of an embedder as it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import calibration
from assistant.answering.decide import DecisionParameters
from assistant.answering.scoring import QuoteParameters
from assistant.errors import MioError


def test_an_embedder_without_one_answers_cautiously() -> None:
    assert calibration.load_calibration("some/model@1") == (QuoteParameters(), DecisionParameters())


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"quotes": {"weights": {}, "bias": 0}}'])
def test_one_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A damaged file, or one for other features, is told of with what to do."""
    monkeypatch.setattr(calibration, "FOLDER", tmp_path)
    (tmp_path / "some-model.json").write_text(text, encoding="utf-8")
    with pytest.raises(MioError, match=r"some-model\.json är skadad .*`mio calibrate`"):
        calibration.load_calibration("some/model@1")
