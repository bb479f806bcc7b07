"""A logistic model: a weight for each feature and a bias. Fitted by `evaluation`, used by answering."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_LARGE = 50.0


@dataclass(frozen=True)
class Logistic:
    """Weights in the order of the features, and a bias."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, values: Sequence[float]) -> float:
        """:raises ValueError: If there are not as many values as weights."""
        score = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(min(score, _LARGE), -_LARGE)))

    def weightiest(self, values: Sequence[float]) -> int:
        """The place of the feature that moved the result most."""
        parts = [abs(w * v) for w, v in zip(self.weights, values, strict=True)]
        return parts.index(max(parts))
