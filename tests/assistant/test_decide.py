"""Whether to answer."""

from __future__ import annotations

import pytest

from assistant.answering.decide import DecisionParameters, decide
from assistant.answering.features import Features
from assistant.answers import Outcome
from assistant.logistic import Logistic

BY_SIMILARITY = Logistic((10.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.0)
BY_READING = Logistic((0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0), 0.0)
PARAMETERS = DecisionParameters(BY_SIMILARITY, 0.5, BY_READING, 0.3)


def features(similarity: float, reading: float) -> Features:
    return Features(similarity, 0.0, 0.0, 0.0, 0.0, 0.0, reading)


@pytest.mark.parametrize(
    ("similarity", "reading", "missing", "outcome", "unsure"),
    [
        (-0.1, 9.0, (), Outcome.OUT_OF_SCOPE, False),
        (0.1, -9.0, (), Outcome.NOT_IN_CORPUS, False),
        (0.1, 0.0, (), Outcome.ANSWERED, True),
        (0.1, 9.0, (), Outcome.ANSWERED, False),
        (0.1, 9.0, ("Kil",), Outcome.PARTLY_ANSWERED, False),
    ],
)
def test_the_outcome_follows_from_both_models(
    similarity: float, reading: float, missing: tuple[str, ...], outcome: Outcome, unsure: bool
) -> None:
    """What is off the subject is refused however it reads; what is only just answered is called unsure."""
    found = decide(features(similarity, reading), missing, PARAMETERS)
    assert (found.outcome, found.missing, found.unsure) == (outcome, missing, unsure)
