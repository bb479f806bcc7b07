"""Can the question be answered from what was found? A logistic model over a few features, calibrated per embedder.

A single score cannot tell near-scope questions without an answer from those with one (ARCHITECTURE.md, "Not in the
corpus is the hard part"). The weights are written by `mio calibrate` from labelled questions.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.answering.features import Features, features_of, missing_names
from assistant.answers import Outcome
from assistant.passages import Hit

FOLDER = Path(__file__).parent / "calibration"


@dataclass(frozen=True)
class DecisionParameters:
    """Weights by feature, a bias, and how probable an answer must be before one is given."""

    weights: tuple[float, ...]
    bias: float
    threshold: float = 0.5

    def probability(self, features: Features) -> float:
        score = self.bias + sum(w * v for w, v in zip(self.weights, features.values(), strict=True))
        return 1 / (1 + math.exp(-max(min(score, 50.0), -50.0)))


# Without a calibration: answer only where a passage is near, and no name is missing.
CAUTIOUS = DecisionParameters((20.0, -4.0, 2.0), -3.0)


@dataclass(frozen=True)
class Decision:
    """The outcome, the names that the passages lack, the probability, and the feature that weighed most."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    probability: float = 0.0
    because: str = ""


def calibration_file(embedder: str) -> Path:
    """Where the calibration for an embedder (without its revision) is kept."""
    return FOLDER / f"{re.sub(r'[^A-Za-z0-9]+', '-', embedder.split('@')[0]).strip('-')}.json"


def load_parameters(embedder: str) -> DecisionParameters:
    """The calibrated parameters for an embedder, cautious ones if there are none."""
    path = calibration_file(embedder)
    if not path.is_file():
        return CAUTIOUS
    values = json.loads(path.read_text(encoding="utf-8"))
    return DecisionParameters(
        tuple(values["weights"][field.name] for field in fields(Features)), values["bias"], values["threshold"]
    )


def decide(question: str, hits: Sequence[Hit], parameters: DecisionParameters) -> Decision:
    """Decide from the best passages whether to answer, and name what they lack."""
    if not hits:
        return Decision(Outcome.NOT_IN_CORPUS, because="no passages")
    features = features_of(question, hits)
    missing = missing_names(question, hits)
    probability = parameters.probability(features)
    shares = zip(fields(Features), parameters.weights, features.values(), strict=True)
    because = max(shares, key=lambda share: abs(share[1] * share[2]))[0].name
    if probability < parameters.threshold:
        return Decision(Outcome.NOT_IN_CORPUS, missing, probability, because)
    return Decision(Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED, missing, probability, because)
