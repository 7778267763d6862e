"""The findings that a question may be about, and what speaks for each of them."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

from rapidfuzz import fuzz

from knowledge.asking.evidence import first_scores, pairs_of
from knowledge.asking.presence import presence
from knowledge.asking.query import Query
from knowledge.index.entries import Entry
from knowledge.index.index import Index

# Findings that are looked at closely. Which they are, first scores decide: BM25 by kind of token.
CANDIDATES = 5
# What has less than this share of the highest first score is not meant.
_WORTH_A_LOOK = 0.35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding with its features, and how much of each unit of the question it holds."""

    entry: Entry
    features: dict[str, float]
    presences: tuple[float, ...]


def candidates(
    query: Query, index: Index, first: Mapping[str, float], scope: frozenset[int] | None = None
) -> list[Candidate]:
    """The findings with the highest first scores, weighed by kind; none that shares nothing. Only those of
    the notices in ``scope``, where there is one."""
    kinds = first_scores(query, index, first, scope)
    total: dict[int, float] = {}
    for kind, scores in kinds.items():
        weight = first[kind]
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + weight * score
    # Of those that are alike, the first ones: none depends on the order of a set.
    best = heapq.nlargest(CANDIDATES, total, key=lambda number: (total[number], -number))
    least = _WORTH_A_LOOK * total[best[0]] if best else 0.0
    return [_candidate(query, index, number, kinds) for number in best if total[number] >= least]


def _candidate(
    query: Query, index: Index, number: int, kinds: Mapping[str, Mapping[int, float]]
) -> Candidate:
    entry = index.entry_at(number)
    presences = tuple(presence(unit, entry) for unit in query.units)
    found = sum(unit.weight * there for unit, there in zip(query.units, presences, strict=True))
    held = {pair: query.pairs[pair] for pair in entry.forms.held_of(query.pairs)}
    shared, closest = max(
        ((query.pairs_in(passage.forms, held), passage.forms) for passage in entry.passages),
        key=itemgetter(0),
    )
    of_kinds = {kind: scores.get(number, 0.0) for kind, scores in kinds.items()}
    if number < index.below:
        of_kinds["pairs"] = pairs_of(held, index, entry)
    features = {kind: score / 10 for kind, score in of_kinds.items()} | {
        "covered": found / query.weight if query.units else 0.0,
        "title": query.pairs_in(entry.heading),
        "window": shared,
        "alike": fuzz.partial_ratio(query.core, closest.normal) / 100,
    }
    return Candidate(entry, features, presences)
