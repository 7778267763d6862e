"""What speaks for which finding at first sight: BM25 and the like, by kind of evidence."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from knowledge.asking.query import Query
from knowledge.index.entries import FLAT, NOT_LISTED, Entry
from knowledge.index.index import Index
from knowledge.index.postings import Scores, Token, impact
from knowledge.index.shelf import Wanted
from knowledge.language.numbers import Number

_FAMILY_OF = {
    "words": "words", "pairs": "pairs", "sounds": "sounds", "characters": "characters", "groups": "groups",
    "hints": "words", "initials": "initials", "alias_words": "alias_words", "alias_pairs": "alias_pairs",
}  # fmt: skip
"""Kinds of evidence that tokens give, each with the family of those."""
KINDS = (*_FAMILY_OF, "numbers")
# Of the findings in memory, so many are looked at that score highest.
_BEST = 6


def first_scores(
    query: Query, index: Index, first: Mapping[str, float], scope: frozenset[int] | None = None
) -> dict[str, dict[int, float]]:
    """The scores by kind of evidence of the few findings that score highest when kinds are weighed by
    ``first``; of those on a shelf without their pairs."""
    found = _best_in_memory(query, index, first, scope) if index.entries else {}
    if index.shelf is None:
        return found
    best = index.shelf.best([*_wanted(query, index)], _numbers(query), first, index.gone, scope)
    return {kind: found.get(kind, {}) | best.get(kind, {}) for kind in KINDS}


def pairs_of(held: Mapping[str, float], index: Index, entry: Entry) -> float:
    """BM25 of a finding on the shelf, which does not list its pairs, by those of a question that it holds,
    each with how rare it is."""
    length, mean = entry.pair_count, index.postings["pairs"].mean
    return sum(rarity * impact(entry.forms.times(one), length, mean) for one, rarity in held.items())


def scores_in_memory(query: Query, index: Index) -> Scores:
    """The scores of all findings in memory: a row for each kind, a column for each finding."""
    scores = np.zeros((len(KINDS), len(index.entries)))
    scores[:-1] = index.sums.of([(_FAMILY_OF[kind], tokens) for kind, tokens in _tokens(query).items()])
    for number, weight in _numbers(query):
        scores[-1, [*index.with_number(number)]] += weight
    return scores


def _best_in_memory(
    query: Query, index: Index, first: Mapping[str, float], scope: frozenset[int] | None
) -> dict[str, dict[int, float]]:
    scores = scores_in_memory(query, index)
    total = np.array([first[kind] for kind in KINDS]) @ scores
    if scope is not None:
        total[[entry.notice_id not in scope for entry in index.entries]] = 0.0
    # In their order where they are alike.
    best = [at for at in (-total).argsort(kind="stable")[:_BEST].tolist() if total[at] > 0]
    return {
        kind: {index.below + at: score for at, score in zip(best, its, strict=True) if score}
        for kind, its in zip(KINDS, scores[:, best].tolist(), strict=True)
    }


def _numbers(query: Query) -> list[tuple[Number, float]]:
    return [(unit.number, unit.weight) for unit in query.units if unit.number]


def _tokens(query: Query) -> dict[str, Mapping[Token, float]]:
    """By kind, in the order of KINDS, the tokens of the question, each with what it counts besides its
    rarity."""
    words, pairs = _evenly(query.words), _evenly(query.pairs)
    return {
        "words": words,
        "pairs": pairs,
        "sounds": _evenly(query.sounds),
        "characters": _evenly(query.characters),
        "groups": _evenly(query.groups),
        "hints": dict(query.hints.items()),
        "initials": {unit.word: unit.weight for unit in query.units if unit.is_initials},
        "alias_words": words,
        "alias_pairs": pairs,
    }


def _wanted(query: Query, index: Index) -> Iterator[Wanted]:
    """The tokens that a shelf lists, weighed as in memory: by their rarity, or just so much."""
    for kind, tokens in _tokens(query).items():
        family = _FAMILY_OF[kind]
        if family in NOT_LISTED:
            continue
        rarity = index.postings[family].idf(tokens)
        for token, weight in tokens.items():
            yield Wanted(
                kind, family, token, weight if family in FLAT else weight * rarity[token], flat=family in FLAT
            )


def _evenly(tokens: Iterable[Token]) -> dict[Token, float]:
    return dict.fromkeys(tokens, 1.0)
