"""Fits how questions are put (knowledge/asking/phrasing.py): a part of python -m tests.bench.fit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from knowledge.asking.phrasing import BASE, forms, phrasing
from knowledge.language.tokens import tokenizer
from tests.asking import folds

_SEEN_IN, _C = 3, 0.3

Put = Mapping[str, bool]
"""Normalised questions, and whether a notice answers them."""


def fit_phrasing(put: Put) -> dict[str, float]:
    """The weights, by form."""
    made_of = [forms(text, tokenizer()) for text in put]
    times = Counter(form for its in made_of for form in its)
    columns = {form: at for at, form in enumerate(sorted(f for f, n in times.items() if n >= _SEEN_IN))}
    model = LogisticRegression(C=_C, max_iter=3000).fit(_rows(made_of, columns), [*put.values()])
    weights = dict(zip(columns, model.coef_[0], strict=True))
    return {BASE: round(float(model.intercept_[0]), 3)} | {
        form: round(float(weight), 3) for form, weight in weights.items() if abs(weight) >= 0.001
    }


def _rows(made_of: Sequence[set[str]], columns: Mapping[str, int]) -> Any:
    places = [(row, columns[form]) for row, its in enumerate(made_of) for form in its if form in columns]
    rows, found = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (rows, found)), shape=(len(made_of), len(columns)))


def scored_apart(put: Mapping[str, Put]) -> dict[str, float]:
    """The score of each question, by weights fitted to the questions of other notices: what is built on it
    may not take a question for better known than an unseen one will be."""
    scores: dict[str, float] = {}
    for apart in folds(put):
        others = (put[notice] for notice in put if notice not in apart)
        weights = fit_phrasing({text: answered for its in others for text, answered in its.items()})
        for notice in apart:
            scores |= {text: phrasing(text, tokenizer(), weights) for text in put[notice]}
    return scores
