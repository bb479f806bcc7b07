"""The calibration of an embedder: the models of quoting and deciding, as `mio calibrate` writes them."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from assistant.answering.decide import DecisionParameters
from assistant.answering.features import Features
from assistant.answering.reader import NoReader, Reader, TrainedReader
from assistant.answering.scoring import QuoteFeatures, QuoteParameters
from assistant.errors import MioError
from assistant.index.embeddings import SentenceEmbeddings
from assistant.logistic import Logistic

FOLDER = Path(__file__).parent / "calibration"


def calibration_file(embedder: str) -> Path:
    """Where the calibration for an embedder (without its revision) is kept."""
    return FOLDER / f"{re.sub(r'[^A-Za-z0-9]+', '-', embedder.split('@')[0]).strip('-')}.json"


def reader_file(embedder: str, number: int) -> Path:
    """Where what one of the readers was taught is kept, for an embedder (without its revision)."""
    return calibration_file(embedder).with_suffix(f".{number}.npz")


def load_reader(embeddings: SentenceEmbeddings) -> Reader:
    """The trained readers of an embedder as one; one that says nothing if there are none."""
    paths = sorted(FOLDER.glob(f"{calibration_file(embeddings.id).stem}.*.npz"))
    return TrainedReader(embeddings, paths) if paths else NoReader()


def load_calibration(embedder: str) -> tuple[QuoteParameters, DecisionParameters]:
    """The calibrated parameters for an embedder, cautious ones if there are none.

    :raises MioError: If the calibration was made for other features, or its file is damaged.
    """
    path = calibration_file(embedder)
    if not path.is_file():
        return QuoteParameters(), DecisionParameters()
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return QuoteParameters(_model(values["quotes"], QuoteFeatures)), _decision(values)
    except (KeyError, TypeError, ValueError) as error:
        raise MioError("calibration_outdated", path=path, feature=error) from error


def decision_json(models: DecisionParameters) -> dict[str, Any]:
    """Both models of a decision, with their thresholds."""
    return {
        "scope": model_json(models.scope, Features) | {"threshold": round(models.scope_threshold, 4)},
        "answer": model_json(models.answer, Features) | {"threshold": round(models.answer_threshold, 4)},
    }


def model_json(model: Logistic, features: type) -> dict[str, Any]:
    """A model as it is written: weights by feature, and the bias."""
    names = [field.name for field in fields(features)]
    weights = {name: round(weight, 4) for name, weight in zip(names, model.weights, strict=True)}
    return {"weights": weights, "bias": round(model.bias, 4)}


def _decision(values: dict[str, Any]) -> DecisionParameters:
    scope, answer = values["scope"], values["answer"]
    return DecisionParameters(
        _model(scope, Features), scope["threshold"], _model(answer, Features), answer["threshold"]
    )


def _model(values: dict[str, Any], features: type) -> Logistic:
    return Logistic(tuple(values["weights"][field.name] for field in fields(features)), values["bias"])
