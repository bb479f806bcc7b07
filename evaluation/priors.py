"""What can be told of whether a text answers a question without reading it: by the question's words alone, and by how
many of them the text holds.

Whoever writes questions that a text does not answer asks more often what things cost, and whoever writes questions that
it answers uses its words. A reader that is taught together with these log odds (a product of experts: Clark et al.
2019, "Don't take the easy way out"; that shared words mislead: McCoy et al. 2019, "Right for the wrong reasons") learns
what they do not tell already, which is whether the text answers, in whatever words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.index.analysis import content_words, held, stem, words

_FOLDS = 5
_INVERSE_PENALTY = 0.3
_STEPS = 6


def priors(
    questions: Sequence[str], texts: Sequence[str], answers: Sequence[bool], documents: Sequence[str], by_shared: bool
) -> list[float]:
    """The log odds, for each question and text, that it is answered: a logistic regression on the questions' words and
    pairs of words, and if `by_shared` on the share of them that the text holds, in steps, fitted on other documents."""
    found = CountVectorizer(binary=True, ngram_range=(1, 2)).fit_transform(questions)
    if by_shared:
        shares = np.asarray([shared(question, text) for question, text in zip(questions, texts, strict=True)])
        found = hstack([found, csr_matrix(_in_steps(shares))]).tocsr()
    folds = GroupKFold(min(_FOLDS, len(set(documents))))
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1_000)
    odds = cross_val_predict(model, found, np.asarray(answers), groups=documents, cv=folds, method="decision_function")
    return [float(value) for value in odds]


def shared(question: str, text: str) -> float:
    """The share of the question's content words that the text holds, in whatever form."""
    asked = {stem(word) for word in content_words(question)}
    found = {form for word in words(text) for form in (word, stem(word))}
    return sum(held(base, found) for base in asked) / max(len(asked), 1)


def _in_steps(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A row for each share, 1 in the column of its step."""
    columns = np.minimum((shares * _STEPS).astype(int), _STEPS - 1)
    return np.asarray(np.eye(_STEPS)[columns], np.float64)
