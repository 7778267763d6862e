"""Candidates become ranked matches with a probability that means what it says.

Two models, both fitted by ``python -m tests.bench.fit`` from labelled questions and kept in
knowledge/data/weights.json: a softmax over the candidates' features says which finding a question is about
if it is about any; small trees over the signs, whose leaves add up, say whether it is about any. One of the
signs is a model of its own, how the question is put (phrasing.json).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from knowledge.asking.candidates import candidates
from knowledge.asking.forest import Forest, Split, Tree
from knowledge.asking.phrasing import phrasing
from knowledge.asking.places import names_another_place
from knowledge.asking.presence import held_by_passages, in_passages
from knowledge.asking.query import Query, make_query
from knowledge.asking.signs import signs
from knowledge.data import data_file
from knowledge.index.entries import Entry
from knowledge.index.index import Index

# Of two tellings of one matter, the newer is shown unless the older is so many times likelier meant.
_AS_LIKELY = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """``first`` by kind of token, ``ranking`` by feature, ``phrasing`` by form of a question; a ``forest``
    over the signs; from ``answer_from`` on the first finding is shown outright, from ``offer_from`` on
    choices are."""

    first: Mapping[str, float]
    ranking: Mapping[str, float]
    phrasing: Mapping[str, float]
    forest: Forest
    answer_from: float
    offer_from: float


@cache
def fitted() -> Weights:
    """The weights that ship with the program."""
    table = json.loads(data_file("weights.json"))
    table["phrasing"] = json.loads(data_file("phrasing.json"))
    return Weights(forest=Forest(table.pop("base"), [*map(_tree, table.pop("trees"))]), **table)


def _tree(row: Any) -> Tree:
    if isinstance(row, float | int):
        return float(row)
    sign, cut, low, high = row
    return Split(sign, cut, _tree(low), _tree(high))


@dataclass(frozen=True, slots=True)
class Match:
    """A finding with the probability that the question is about it."""

    entry: Entry
    probability: float


def matches_of(normal: str, index: Index, scope: frozenset[int] | None = None) -> Sequence[Match]:
    """The ranked matches of a normalised question, which are kept: what leans on a card is looked for twice,
    and so is what is typed inline."""
    return index.of_questions.get(
        (Match, normal, scope), lambda: rank(make_query(normal, index), index, scope=scope)
    )


def rank(
    query: Query, index: Index, weights: Weights | None = None, scope: frozenset[int] | None = None
) -> list[Match]:
    """Best first, of what is alike the one of the newest notice; a matter that stands in several notices
    once; nothing for what names nothing or is about another place. The probabilities sum to that of the
    question being about any finding at all."""
    weights = weights or fitted()
    if not is_looked_for(query, index):
        return []
    if not (found := candidates(query, index, weights.first, scope)):
        return []
    scores = [score(weights.ranking, candidate.features) for candidate in found]
    shares = softmax(scores)
    ages = [index.notices.age(candidate.entry.notice_id) for candidate in found]
    order = sorted(range(len(found)), key=lambda number: (-shares[number], ages[number]))
    best = found[order[0]]
    held = held_by_passages(query, best.entry, in_passages(query, best.entry))
    how_put = phrasing(query.text, index.language.tokenizer, weights.phrasing)
    about_any = _about_any(weights, signs(query, index, best, held, weights.ranking, how_put))
    matches = [Match(found[number].entry, about_any * shares[number]) for number in order]
    return _once_each(matches, index) if len(index.notices.sources) > 1 else matches


def is_looked_for(query: Query, index: Index) -> bool:
    """Whether a question names anything, and no place that no notice is of."""
    return bool(query.units) and not names_another_place(query.text, index)


def _about_any(weights: Weights, signs: Mapping[str, float]) -> float:
    """The probability that a question is about any finding at all."""
    return 1 / (1 + math.exp(-weights.forest.points(signs)))


def _once_each(matches: Sequence[Match], index: Index) -> list[Match]:
    """Each matter once, as the newest notice has it that is about as likely meant."""
    stories: dict[object, list[Match]] = {}
    for match in matches:
        stories.setdefault(match.entry.facts.matter or match.entry, []).append(match)
    told = []
    for same in stories.values():
        likely = [match for match in same if match.probability * _AS_LIKELY >= same[0].probability]
        shown = min(likely, key=lambda match: index.notices.age(match.entry.notice_id))
        told.append(replace(shown, probability=sum(match.probability for match in same)))
    return sorted(told, key=lambda match: -match.probability)


def score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return sum(weight * values[name] for name, weight in weights.items())


def softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]
