"""Fits which questions are about the notice as a whole (knowledge/asking/intents.py): a part of python -m
tests.bench.fit."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.asking.intents import UNKNOWN, examples, forms, known_forms
from knowledge.text import normalise
from tests.asking import AskedSet
from tests.bench.slips import Slips

_NO_INTENT, _SEEN_IN, _INTENT_C = "", 5, 1.0


def _examples(sets: Sequence[AskedSet]) -> tuple[list[str], list[str]]:
    """Texts, and the intent of each."""
    texts, labels = list[str](), list[str]()
    slips = Slips(random.Random(1))
    for text, intent in examples():
        texts += [text, slips.in_text(text, 1)]
        labels += [intent or _NO_INTENT] * 2
    # Each once: what is asked of every notice would outweigh the examples.
    asked_once = {normalise(asked["q"]): asked.get("intent") for _, questions in sets for asked in questions}
    texts += asked_once
    labels += [intent or _NO_INTENT for intent in asked_once.values()]
    return texts, labels


def fit_intents(sets: Sequence[AskedSet]) -> dict[str, Any]:
    """The softmax of knowledge.asking.intents."""
    texts, labels = _examples(sets)
    made_of = Counter(
        form for text, label in zip(texts, labels, strict=True) if label != _NO_INTENT for form in forms(text)
    )
    known = sorted(form for form, times in made_of.items() if times >= _SEEN_IN)
    columns = {form: number for number, form in enumerate([*known, UNKNOWN])}
    rows = np.zeros((len(texts), len(columns)))
    for row, text in zip(rows, texts, strict=True):
        for form in known_forms(text, columns.keys()):
            row[columns[form]] += 1
    model = LogisticRegression(C=_INTENT_C, max_iter=5000).fit(rows, labels)
    order = [_NO_INTENT, *(name for name in model.classes_ if name != _NO_INTENT)]
    places = [list(model.classes_).index(name) for name in order]
    return {
        "intents": order[1:],
        "bias": [round(float(model.intercept_[place]), 2) for place in places],
        "weights": {
            form: [round(float(model.coef_[place][column]), 2) for place in places]
            for form, column in columns.items()
        },
    }
