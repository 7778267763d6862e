"""BM25 (Robertson & Zaragoza 2009) over one family of tokens, in memory."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

# Tuned on 700 questions to public Chinese passages (CMRC 2018, DRCD, XQuAD).
K1, B = 0.9, 0.65

Token = str | int
Scores = NDArray[np.float64]
_AToken = TypeVar("_AToken", str, int, Token)


class Beneath(Protocol):
    """The same family in a base that these findings lie over: they are weighed as one collection."""

    @property
    def size(self) -> int: ...

    @property
    def mean(self) -> float:
        """Of the findings' lengths, in tokens."""

    def holding(self, tokens: Sequence[Token]) -> list[int]:
        """How many findings hold each of the tokens."""


def impact(times: int, length: int, mean: float) -> float:
    """BM25 without rarity: of a token in a finding of so many tokens, where they have ``mean``."""
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / mean))


class Postings:
    """``documents`` are counts of tokens, one for each finding; ``mean`` is that of their lengths."""

    def __init__(self, documents: Iterable[Mapping[Token, int]], beneath: Beneath | None = None) -> None:
        counts = list(documents)
        lengths = [sum(count.values()) for count in counts]
        self.mean = beneath.mean if beneath else sum(lengths) / len(lengths) if any(lengths) else 1.0
        found: dict[Token, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for token, times in count.items():
                found[token].append((number, impact(times, lengths[number], self.mean)))
        self._beneath = beneath
        self._size = len(counts) + (beneath.size if beneath else 0)
        below = beneath.holding([*found]) if beneath else [0] * len(found)
        self._idf = {
            token: self._rarity(len(of) + more)
            for (token, of), more in zip(found.items(), below, strict=True)
        }
        self._unseen = self._rarity(0)
        self.rows = {token: row for row, token in enumerate(found)}
        """The tokens, each with its row in the arrays that follow."""
        self.lengths = np.array([*map(len, found.values())], np.intp)
        self.numbers = np.array([number for of in found.values() for number, _ in of], np.intp)
        scores = (self._idf[token] * its for token, of in found.items() for _, its in of)
        self.scores = np.fromiter(scores, np.float64, len(self.numbers))
        """How many findings hold each token, their numbers, and the BM25 of each, token after token."""

    def _rarity(self, holding: int) -> float:
        return math.log(1 + (self._size - holding + 0.5) / (holding + 0.5))

    def __contains__(self, token: Token) -> bool:
        return token in self.rows or bool(self._beneath and self._beneath.holding([token])[0])

    def may_list(self, token: Token) -> bool:
        """Whether any finding may hold a token. Of a base beneath anything may be: to ask takes longer than
        not to ask saves."""
        return self._beneath is not None or token in self.rows

    def holding(self, token: Token) -> list[int]:
        """The findings that hold a token."""
        if (row := self.rows.get(token)) is None:
            return []
        start = int(self.lengths[:row].sum())
        found: list[int] = self.numbers[start : start + int(self.lengths[row])].tolist()
        return found

    def idf(self, tokens: Iterable[_AToken]) -> dict[_AToken, float]:
        """How rare each of the tokens is among the findings."""
        found: dict[_AToken, float] = {}
        unknown: list[_AToken] = []
        for token in tokens:
            if (idf := self._idf.get(token)) is None:
                unknown.append(token)
            else:
                found[token] = idf
        if self._beneath is None or not unknown:
            return found | dict.fromkeys(unknown, self._unseen)
        return found | dict(zip(unknown, map(self._rarity, self._beneath.holding(unknown)), strict=True))


Asked = Mapping[Token, float]


class Sums:
    """The postings of several families as one table, so that all that speaks for any finding is added up at
    once: one after another, the postings of a thousand findings took milliseconds."""

    def __init__(self, families: Mapping[str, Postings], size: int, flat: Collection[str] = ()) -> None:
        """``size`` is how many findings there are; tokens of a ``flat`` family count alike, however rare."""
        self._families, self._size = families, size
        every = families.values()
        firsts = accumulate((len(one.rows) for one in every), initial=0)
        self._first = dict(zip(families, firsts, strict=False))
        self._lengths = np.concatenate([one.lengths for one in every])
        self._starts = np.cumsum(self._lengths) - self._lengths
        self._numbers = np.concatenate([one.numbers for one in every])
        self._scores = np.concatenate(
            [np.ones_like(one.scores) if name in flat else one.scores for name, one in families.items()]
        )

    def of(self, asked: Sequence[tuple[str, Asked]]) -> Scores:
        """For tokens of a family, each with what it counts, the sum of each finding: a row for each lot."""
        table, rows, weights = list[int](), list[int](), list[float]()
        for number, (family, tokens) in enumerate(asked):
            first, known = self._first[family], self._families[family].rows
            for token, weight in tokens.items():
                if (row := known.get(token)) is not None:
                    table.append(number)
                    rows.append(first + row)
                    weights.append(weight)
        own = np.array(rows, np.intp)
        lengths = self._lengths[own]
        ends = lengths.cumsum()
        # Where the postings of all these rows stand, one after another.
        at = np.arange(ends[-1] if rows else 0) + (self._starts[own] - ends + lengths).repeat(lengths)
        places = self._numbers[at] + (np.array(table, np.intp) * self._size).repeat(lengths)
        sums = np.bincount(
            places, self._scores[at] * np.array(weights).repeat(lengths), len(asked) * self._size
        )
        # Of nothing asked numpy counts in whole numbers.
        return sums.astype(np.float64, copy=False).reshape(len(asked), self._size)
