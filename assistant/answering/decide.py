"""Can the question be answered from what was found? Logistic models over a few features, calibrated per embedder.

A single score cannot tell near-scope questions without an answer from those with one (README, "How good is it"). The
weights are written by `mio calibrate` from labelled questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from assistant.answering.features import Features
from assistant.answers import Outcome
from assistant.logistic import Logistic

_SURE = 0.6
_CAUTIOUS = Logistic((20.0, 0.0, -4.0, 0.0, -1.0, 2.0, 0.0), -3.0)


@dataclass(frozen=True)
class DecisionParameters:
    """Two models over the same features, each with the probability that is wanted: that the question is about what the
    documents are about, and that they answer it. The defaults, for an embedder without a calibration, are cautious."""

    scope: Logistic = _CAUTIOUS
    scope_threshold: float = 0.2
    answer: Logistic = _CAUTIOUS
    answer_threshold: float = 0.5


@dataclass(frozen=True)
class Decision:
    """The outcome, the names that the passages lack, the probability, and the feature that weighed most; and whether it
    is answered, but only just."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    probability: float = 0.0
    because: str = ""
    unsure: bool = False


def decide(features: Features, missing: Sequence[str], parameters: DecisionParameters) -> Decision:
    """Whether to answer; `missing` are the names of the question that the best passages lack."""
    values = features.values()
    in_scope, probability = parameters.scope.probability(values), parameters.answer.probability(values)
    if in_scope < parameters.scope_threshold:
        because = fields(Features)[parameters.scope.weightiest(values)].name
        return Decision(Outcome.OUT_OF_SCOPE, tuple(missing), min(in_scope, probability), because)
    because = fields(Features)[parameters.answer.weightiest(values)].name
    if probability < parameters.answer_threshold:
        return Decision(Outcome.NOT_IN_CORPUS, tuple(missing), probability, because)
    outcome = Outcome.PARTLY_ANSWERED if missing else Outcome.ANSWERED
    return Decision(outcome, tuple(missing), probability, because, probability < _SURE)
