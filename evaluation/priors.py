"""What the words of a question alone give away of whether it is answered.

Whoever writes questions that a text does not answer asks more often what things cost. A reader that is taught together
with these log odds (a product of experts: Clark et al. 2019, "Don't take the easy way out") learns what they do not
tell already, which is whether the text answers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

_FOLDS = 5
_INVERSE_PENALTY = 0.3


def priors(questions: Sequence[str], answers: Sequence[bool], documents: Sequence[str]) -> list[float]:
    """The log odds, for each question, that it is answered, by its words and pairs of words: a logistic regression on
    the questions of other documents."""
    found = CountVectorizer(binary=True, ngram_range=(1, 2)).fit_transform(questions)
    folds = GroupKFold(min(_FOLDS, len(set(documents))))
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1_000)
    odds = cross_val_predict(model, found, np.asarray(answers), groups=documents, cv=folds, method="decision_function")
    return [float(value) for value in odds]
