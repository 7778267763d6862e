"""Fits how questions are put (knowledge/asking/phrasing.py): a part of python -m tests.bench.fit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from knowledge.asking.phrasing import BASE, forms, phrasing
from knowledge.language.tokens import tokenizer
from tests.asking import folds

_SEEN_IN, _C = 3, 0.3

Answerable = Mapping[str, bool]
"""Normalised questions to a notice, and whether it answers them."""


def fit_phrasing(asked: Iterable[Answerable]) -> dict[str, float]:
    """The weights, by form."""
    answered = {text: its[text] for its in asked for text in its}
    made_of = [forms(text, tokenizer()) for text in answered]
    times = Counter(form for its in made_of for form in its)
    columns = {form: at for at, form in enumerate(sorted(f for f, n in times.items() if n >= _SEEN_IN))}
    model = LogisticRegression(C=_C, max_iter=3000).fit(_rows(made_of, columns), [*answered.values()])
    weights = dict(zip(columns, model.coef_[0], strict=True))
    return {BASE: round(float(model.intercept_[0]), 3)} | {
        form: round(float(weight), 3) for form, weight in weights.items() if abs(weight) >= 0.001
    }


def _rows(made_of: Sequence[set[str]], columns: Mapping[str, int]) -> Any:
    places = [
        (row, columns[form]) for row, its in enumerate(made_of) for form in sorted(its & columns.keys())
    ]
    rows, found = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (rows, found)), shape=(len(made_of), len(columns)))


def scored_apart(asked_of: Mapping[str, Answerable]) -> dict[str, float]:
    """The score of each question, by weights fitted to the questions of other notices: what is built on it
    may not take a question for better known than an unseen one will be."""
    scores: dict[str, float] = {}
    for apart in folds(asked_of):
        tried = {text for notice in apart for text in asked_of[notice]}
        weights = fit_phrasing(
            {text: answered for text, answered in its.items() if text not in tried}
            for notice, its in asked_of.items()
            if notice not in apart
        )
        scores |= {text: phrasing(text, tokenizer(), weights) for text in tried}
    return scores
