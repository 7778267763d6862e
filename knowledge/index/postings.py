"""BM25 (Robertson & Zaragoza 2009) over one family of tokens, in memory."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

# Tuned on 700 questions to public Chinese passages (CMRC 2018, DRCD, XQuAD).
K1, B = 0.9, 0.65

Token = str | int
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
        self._postings = {t: [(n, self._idf[t] * impact) for n, impact in of] for t, of in found.items()}
        self._unseen = self._rarity(0)

    def _rarity(self, holding: int) -> float:
        return math.log(1 + (self._size - holding + 0.5) / (holding + 0.5))

    def __contains__(self, token: Token) -> bool:
        return token in self._postings or bool(self._beneath and self._beneath.holding([token])[0])

    def may_list(self, token: Token) -> bool:
        """Whether any finding may hold a token. Of a base beneath anything may be: to ask takes longer than
        not to ask saves."""
        return self._beneath is not None or token in self._postings

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

    def scores(self, tokens: Iterable[Token]) -> dict[int, float]:
        """BM25 of each finding that holds any of the tokens."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens:
            for number, score in self._postings.get(token, ()):
                scores[number] += score
        return scores

    def fixed_scores(self, tokens: Mapping[str, float]) -> dict[int, float]:
        """For each finding that holds any of the tokens just what the last of them counts."""
        return {n: weight for token, weight in tokens.items() for n, _ in self._postings.get(token, ())}

    def weighted_scores(self, tokens: Mapping[str, float]) -> dict[int, float]:
        """The same for tokens that count by a weight each."""
        scores: dict[int, float] = defaultdict(float)
        for token, weight in tokens.items():
            for number, score in self._postings.get(token, ()):
                scores[number] += weight * score
        return scores
