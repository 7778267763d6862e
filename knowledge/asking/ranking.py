"""Candidates become ranked matches with a probability that means what it says.

Two small models, both fitted by ``python -m tests.bench.fit`` from labelled questions and kept in
knowledge/data/weights.json: a softmax over the candidates' features says which finding a question is about
if it is about any; a score card of points for each of the signs says whether it is about any.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.asking.candidates import candidates
from knowledge.asking.index import Entry, Index
from knowledge.asking.presence import held_by_passages
from knowledge.asking.query import Query
from knowledge.asking.signs import signs
from knowledge.data import data_file


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a sign: ``points[n]`` for a value that n of the ``cuts`` do not exceed."""

    cuts: tuple[float, ...]
    points: tuple[float, ...]

    def of(self, value: float) -> float:
        return self.points[bisect_right(self.cuts, value)]


@dataclass(frozen=True, slots=True)
class Weights:
    """``first`` by kind of token, ``ranking`` by feature, ``card`` by sign on top of ``base``; from
    ``answer_from`` on the first finding is shown outright, from ``offer_from`` on choices are."""

    first: Mapping[str, float]
    ranking: Mapping[str, float]
    base: float
    card: Mapping[str, Points]
    answer_from: float
    offer_from: float


@cache
def fitted() -> Weights:
    """The weights that ship with the program."""
    table = json.loads(data_file("weights.json"))
    card = {sign: Points(tuple(row["cuts"]), tuple(row["points"])) for sign, row in table.pop("card").items()}
    return Weights(card=card, **table)


@dataclass(frozen=True, slots=True)
class Match:
    """A finding with the probability that the question is about it; for the first, ``held`` is what each of
    its passages holds of the question."""

    entry: Entry
    probability: float
    held: tuple[float, ...] = ()


def rank(query: Query, index: Index, weights: Weights | None = None) -> list[Match]:
    """Best first. The probabilities sum to that of the question being about any finding at all."""
    weights = weights or fitted()
    found = candidates(query, index, weights.first)
    if not found:
        return []
    scores = [score(weights.ranking, candidate.features) for candidate in found]
    shares = softmax(scores)
    order = sorted(range(len(found)), key=lambda number: -shares[number])
    best = found[order[0]]
    held = held_by_passages(query, best.entry)
    shown = signs(query, index, best, held, max(scores))
    points = sum(weights.card[sign].of(value) for sign, value in shown.items())
    about_any = 1 / (1 + math.exp(-weights.base - points))
    return [
        Match(found[number].entry, about_any * shares[number], tuple(held) if found[number] is best else ())
        for number in order
    ]


def score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return sum(weight * values[name] for name, weight in weights.items())


def softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]
