"""What speaks for which finding at first sight: BM25 and the like, by kind of evidence."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.asking.query import Query
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.postings import Token, impact
from knowledge.index.shelf import Wanted
from knowledge.language.numbers import Number

Scores = dict[str, dict[int, float]]


def first_scores(
    query: Query, index: Index, first: Mapping[str, float], scope: frozenset[int] | None = None
) -> Scores:
    """The scores of findings by kind of evidence; of those on a shelf only the few that score highest when
    kinds are weighed by ``first``, without their pairs."""
    found = {kind: _within(scores, index, scope) for kind, scores in _in_memory(query, index).items()}
    if index.shelf is None:
        return found
    best = index.shelf.best([*_wanted(query, index)], _numbers(query), first, index.gone, scope)
    return {kind: scores | best.get(kind, {}) for kind, scores in found.items()}


def pairs_of(held: Mapping[str, float], index: Index, entry: Entry) -> float:
    """BM25 of a finding on the shelf, which does not list its pairs, by those of a question that it holds,
    each with how rare it is."""
    length, mean = entry.pair_count, index.postings["pairs"].mean
    return sum(rarity * impact(entry.forms.times(one), length, mean) for one, rarity in held.items())


def _in_memory(query: Query, index: Index) -> Scores:
    of = index.postings
    return {
        "words": of["words"].scores(query.words),
        "pairs": of["pairs"].scores(query.pairs),
        "sounds": of["sounds"].scores(query.sounds),
        "characters": of["characters"].scores(query.characters),
        "groups": of["groups"].scores(query.groups),
        "hints": of["words"].weighted_scores(query.hints),
        "initials": of["initials"].fixed_scores(_initials(query)),
        "alias_words": of["alias_words"].scores(query.words),
        "alias_pairs": of["alias_pairs"].scores(query.pairs),
        "numbers": {n: weight for one, weight in _numbers(query) for n in index.with_number(one)},
    }


def _within(scores: dict[int, float], index: Index, scope: frozenset[int] | None) -> dict[int, float]:
    """Those of the notices in the scope, by the number that the index knows them by."""
    below = index.below
    if scope is None:
        return {below + at: score for at, score in scores.items()} if below else scores
    return {below + at: score for at, score in scores.items() if index.entries[at].notice_id in scope}


def _numbers(query: Query) -> list[tuple[Number, float]]:
    return [(unit.number, unit.weight) for unit in query.units if unit.number]


def _initials(query: Query) -> dict[str, float]:
    return {unit.word: unit.weight for unit in query.units if unit.is_initials}


def _wanted(query: Query, index: Index) -> Iterator[Wanted]:
    """The tokens of the question, weighed as in memory: by their rarity, or just so much."""
    by_family: list[tuple[str, str, dict[Token, float]]] = [
        ("words", "words", _evenly(query.words)),
        ("sounds", "sounds", _evenly(query.sounds)),
        ("characters", "characters", _evenly(query.characters)),
        ("groups", "groups", _evenly(query.groups)),
        ("hints", "words", dict(query.hints.items())),
        ("alias_words", "alias_words", _evenly(query.words)),
        ("alias_pairs", "alias_pairs", _evenly(query.pairs)),
    ]
    for kind, family, tokens in by_family:
        rarity = index.postings[family].idf(tokens)
        yield from (Wanted(kind, family, token, weight * rarity[token]) for token, weight in tokens.items())
    yield from (
        Wanted("initials", "initials", word, weight, flat=True) for word, weight in _initials(query).items()
    )


def _evenly(tokens: Iterable[Token]) -> dict[Token, float]:
    return dict.fromkeys(tokens, 1.0)
