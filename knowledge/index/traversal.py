"""How the best findings of a shelf are found without reading all postings of a question's tokens.

First are added up those tokens of which a posting tells most: few findings hold them, and they count much.
What is left is looked up for the best so far alone. (Rare tokens first, as is usual, was tried:
of a million passages that had to read eight times as much for the same recall.)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.shelf_format import IMPACT_STEPS

Scores = NDArray[np.float32]
Numbers = NDArray[np.unsignedinteger[Any]]
Impacts = NDArray[np.uint8]

# A list of so many that may add less than this share of all is passed over: what every other finding holds,
# in a long question. (At a million passages a fifth of the time, and R@1 .880/.853 instead of .877/.847.)
LONG, _TELLS = 20_000, 0.01
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Listed:
    """The findings that hold a token, ascending, each with its impact; ``scale`` is what one step of that
    counts for its kind of evidence. ``besides`` are those that hold others which count as the same, with the
    highest impact: so many that they are laid together only where there is nothing else."""

    kind: str
    scale: float
    docs: Numbers
    impacts: Impacts
    besides: tuple[Numbers, ...] = ()

    def __len__(self) -> int:
        return len(self.docs) + sum(map(len, self.besides))

    def counts(self, first: Mapping[str, float]) -> float:
        """What one step counts when kinds are weighed."""
        return first[self.kind] * self.scale


def flat(kind: str, weight: float, docs: Numbers, *besides: Numbers) -> Listed:
    """A list on which each finding counts the same, on whichever of several it is."""
    if besides and len(docs) + sum(map(len, besides)) < LONG:
        docs, besides = _together(docs, *besides), ()
    highest = np.broadcast_to(np.uint8(IMPACT_STEPS), len(docs))
    return Listed(kind, weight / IMPACT_STEPS, docs, highest, besides)


def _together(*lists: Numbers) -> Numbers:
    return np.unique(np.concatenate(lists))


def in_order(lists: Iterable[Listed], first: Mapping[str, float]) -> list[Listed]:
    """Those first of which a posting tells most; without long ones that tell next to nothing."""
    weighed = [(max(one.counts(first), _NOTHING), one) for one in lists]
    least = _TELLS * sum(counts for counts, _ in weighed)
    telling = [one for one in weighed if one[0] > least or len(one[1]) < LONG]
    return [one for _, one in sorted(telling, key=lambda one: len(one[1]) / one[0])]


def add_up(
    lists: Sequence[Listed], most: int, first: Mapping[str, float], totals: Scores
) -> tuple[int, Numbers]:
    """Adds lists to the totals while they hold no more than so many postings; gives how many lists that were,
    and the findings on them."""
    postings, touched = 0, list[Numbers]()
    for one in lists:
        postings += len(one)
        if touched and (postings > most or one.besides):
            break
        docs = _together(one.docs, *one.besides) if one.besides else one.docs
        impacts = IMPACT_STEPS if one.besides else one.impacts
        places = docs.astype(np.intp)
        before = totals[places]
        touched.append(docs[before == 0])
        totals[places] = before + np.float32(one.counts(first)) * impacts
    return len(touched), np.concatenate(touched) if touched else np.zeros(0, np.uint32)


def looked_up(lists: Sequence[Listed], numbers: Numbers) -> Impacts:
    """By list, the impact on each of the findings, which ascend; 0 on one that does not hold the token."""
    found = np.zeros((len(lists), len(numbers)), np.uint8)
    for its, one in zip(found, lists, strict=True):
        if len(one.docs):
            at = one.docs.searchsorted(numbers)
            is_there = one.docs.take(at, mode="clip") == numbers
            np.multiply(one.impacts.take(at, mode="clip"), is_there, out=its)
        for docs in one.besides:
            its[docs.take(docs.searchsorted(numbers), mode="clip") == numbers] = IMPACT_STEPS
    return found


def places_of_highest(scores: Scores, count: int) -> NDArray[np.intp]:
    """Of so many of the highest, in no order."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(-scores, count)[:count]
