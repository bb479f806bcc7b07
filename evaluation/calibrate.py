"""Fits the decision whether to answer: logistic regression (Cox 1958) with an L2 penalty, by Newton's method.

The threshold is the highest at which the wanted share of the answerable questions is still answered: a refusal of what
the documents do say costs a reader more than a quote that misses, which the reader sees for what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.answering.features import Features, features_of
from assistant.answering.pipeline import Assistant
from assistant.answers import Turn
from evaluation.cases import Case

Matrix = npt.NDArray[np.float64]
_PENALTY = 1.0
_ANSWERED = 0.88
_STEPS = 50


def calibrate(assistant: Assistant, cases: Sequence[Case]) -> dict[str, Any]:
    """The calibration as it is written to a file: weights by feature, bias, threshold, and what it was fitted on."""
    rows, labels = [], []
    for case in cases:
        question = assistant.searched_for(case.question, [Turn(earlier) for earlier in case.history])
        hits = assistant.search(question)
        if hits:
            rows.append(features_of(question, hits).values())
            labels.append(float(case.answerable))
    values, wanted = np.asarray(rows), np.asarray(labels)
    *weights, bias = fit(values, wanted)
    probabilities = 1 / (1 + np.exp(-(values @ np.asarray(weights) + bias)))
    names = [field.name for field in fields(Features)]
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "bias": round(float(bias), 4),
        "threshold": round(float(np.quantile(probabilities[wanted == 1], 1 - _ANSWERED)), 4),
        "questions": len(rows),
    }


def fit(values: Matrix, wanted: Matrix) -> Matrix:
    """Weights and, last, the bias; answerable and unanswerable questions count the same in sum.

    The penalty falls on standardised features, so that no feature's unit decides how much it may weigh.
    """
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    design = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    share = np.where(wanted == 1, 0.5 / max(wanted.mean(), 1e-9), 0.5 / max(1 - wanted.mean(), 1e-9))
    penalty = np.diag([_PENALTY] * values.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-(design @ weights)))
        gradient = design.T @ (share * (guess - wanted)) + penalty @ weights
        curvature = design.T @ (design * (share * guess * (1 - guess))[:, None]) + penalty
        weights = weights - np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    raw = weights[:-1] / spread
    return np.append(raw, weights[-1] - float(raw @ mean))
