"""Small trees whose leaves add up, looked at all at once.

As in QuickScorer (Lucchese et al., SIGIR 2015): a value rules out the lower leaves of each fork that it
exceeds, and of each tree the first leaf that is left counts. The leaves of a tree are the bits of a byte,
all trees are one number.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import and_, getitem
from typing import NamedTuple

_LEAVES = 8


class Split(NamedTuple):
    """A fork of a tree: ``low`` for what does not exceed ``cut``, else ``high``; a leaf is its points."""

    sign: str
    cut: float
    low: "Split | float"
    high: "Split | float"


Tree = Split | float


class Forest:
    """``trees`` of eight leaves at most, on top of ``base``. Raises ValueError for larger ones."""

    def __init__(self, base: float, trees: Sequence[Tree]) -> None:
        if any(len([*_leaves(tree)]) > _LEAVES for tree in trees):
            raise ValueError("a tree has more leaves than a byte has bits")
        self.base, self.trees = base, tuple(trees)
        self._every = (1 << _LEAVES * len(trees)) - 1
        cuts: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, tree in enumerate(trees):
            for fork, ruled_out in _ruled_out(tree, 0):
                cuts[fork.sign].append((fork.cut, self._every & ~(ruled_out << _LEAVES * number)))
        # Of each sign the cuts from the lowest on, and which leaves are left when so many are exceeded.
        self._left = {
            sign: (
                sorted(cut for cut, _ in its),
                [*accumulate((left for _, left in sorted(its)), and_, initial=self._every)],
            )
            for sign, its in cuts.items()
        }
        self._points = [_by_leaves_left([*_leaves(tree)]) for tree in trees]

    def points(self, signs: Mapping[str, float]) -> float:
        """Those of the leaves that the signs lead to, and the base."""
        left = self._every
        for sign, (cuts, leaves) in self._left.items():
            left &= leaves[bisect_left(cuts, signs[sign])]
        return self.base + sum(map(getitem, self._points, left.to_bytes(len(self._points), "little")))


def _leaves(tree: Tree) -> Iterator[float]:
    if isinstance(tree, Split):
        yield from _leaves(tree.low)
        yield from _leaves(tree.high)
    else:
        yield tree


def _ruled_out(tree: Tree, first: int) -> Iterator[tuple[Split, int]]:
    """Each fork of a tree whose leaves begin at ``first``, with those that are not reached when it is
    exceeded."""
    if isinstance(tree, Split):
        low = len([*_leaves(tree.low)])
        yield tree, ((1 << low) - 1) << first
        yield from _ruled_out(tree.low, first)
        yield from _ruled_out(tree.high, first + low)


def _by_leaves_left(leaves: Sequence[float]) -> list[float]:
    """The points of the first leaf that is left, by the byte of those that are."""
    return [
        next((one for at, one in enumerate(leaves) if left >> at & 1), 0.0) for left in range(1 << _LEAVES)
    ]
