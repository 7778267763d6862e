"""The base of a large collection: what is found by each token, mapped from disk; see ``shelf_format``. Only
what a question touches is read into memory."""

import json
import os
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.index.entries import Entry
from knowledge.index.postings import Token
from knowledge.index.shelf_format import (
    ARRAYS,
    FACTS,
    FORMAT,
    IMPACT_STEPS,
    META,
    MOST_IMPACT,
    entry_of_json,
    key_of,
    source_of_json,
)
from knowledge.index.traversal import (
    Impacts,
    Listed,
    Numbers,
    Scores,
    add_up,
    flat,
    in_order,
    looked_up,
    places_of_highest,
)
from knowledge.language.language import Language
from knowledge.language.numbers import Number

# So many postings are read whole, of a very large collection a share of the findings; then the best so far
# are looked up in what is left.
_READ, _SHARE_READ, _LOOKED_UP = 30_000, 32, 100
# So many of the best are given.
_GIVEN = 6
# Entries kept in memory: some 50 KB each.
_KEPT = 200
# A scope with fewer findings is looked through whole.
_SMALL_SCOPE = 400
# Tokens whose place is kept in memory: each is asked for twice by a question, and many by the next.
_PLACES_KEPT = 20_000


class NoShelf(Exception):
    """There is none in the folder, or it was made by another version of the program or of its words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token of a question: what kind of evidence it is, its family, and what it counts there."""

    kind: str
    family: str
    token: Token
    weight: float
    flat: bool = False
    """Whether it counts just so much wherever it stands."""


@dataclass(frozen=True, slots=True)
class Family:
    """One family of tokens on a shelf, as Postings asks of what lies beneath."""

    shelf: "Shelf"
    name: str
    mean: float

    @property
    def size(self) -> int:
        return self.shelf.size

    def holding(self, tokens: Sequence[Token]) -> list[int]:
        places = self.shelf.places((self.name, token) for token in tokens)
        return [int(self.shelf.holding[at]) if at >= 0 else 0 for at in places]


class Shelf:
    """Raises NoShelf where the folder holds none for this language."""

    def __init__(self, folder: Path, language: Language) -> None:
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            if (meta["format"], meta["fingerprint"]) != (FORMAT, language.fingerprint):
                raise NoShelf
            # As plain arrays over the mapped file: slices of numpy's own memmap cost several times as much.
            arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ARRAYS}
            # Read, not mapped: of each page that is touched, the system would map fifteen neighbours.
            self._facts = os.open(folder / FACTS, os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, EOFError, ValueError, KeyError) as failure:
            raise NoShelf from failure
        weakref.finalize(self, os.close, self._facts)
        self.folder = folder
        self.version: int = meta["version"]
        self.chain: str = meta["chain"]
        self.size: int = meta["size"]
        self.means: Mapping[str, float] = meta["means"]
        self.sources = tuple(map(source_of_json, meta["sources"]))
        self.aliases: list[tuple[int, str]] = meta["aliases"]
        self.keys, self.starts, self.holding, self.docs, self.impacts = (arrays[name] for name in ARRAYS[:5])
        self._values, self._value_starts, self._holders, self._offsets = (arrays[name] for name in ARRAYS[5:])
        first = np.cumsum([0, *(len(source.codes) for source in self.sources)])
        self._ranges = {
            source.notice_id: range(int(start), int(end))
            for source, start, end in zip(self.sources, first[:-1], first[1:], strict=True)
        }
        self._codes = {source.notice_id: source.codes for source in self.sources}
        self._none = np.zeros(0, self.docs.dtype)
        self._rooms = threading.local()
        self._places: dict[tuple[str, Token], int] = {}
        self._language = language
        self.entry = lru_cache(maxsize=_KEPT)(self._entry)
        """The entry of a finding; those asked for last are kept."""

    def family(self, name: str) -> Family:
        return Family(self, name, self.means[name])

    def numbers_of(self, notice_id: int) -> range:
        """The findings of a notice; none of one that is not here."""
        return self._ranges.get(notice_id, range(0))

    def number_of(self, notice_id: int, code: str) -> int | None:
        codes = self._codes.get(notice_id, ())
        return self._ranges[notice_id][codes.index(code)] if code in codes else None

    def _entry(self, number: int) -> Entry:
        start, end = map(int, self._offsets[number : number + 2])
        return entry_of_json(os.pread(self._facts, end - start, start), self._language)

    def places(self, tokens: Iterable[tuple[str, Token]]) -> list[int]:
        """Where each token of a family is; −1 for one that no finding holds."""
        asked, known = [*tokens], self._places
        if unknown := [one for one in asked if one not in known]:
            if len(known) > _PLACES_KEPT:
                known = self._places = {one: known[one] for one in asked if one in known}
            known.update(zip(unknown, self._found(unknown), strict=True))
        return [*map(known.__getitem__, asked)]

    def _found(self, tokens: Sequence[tuple[str, Token]]) -> list[int]:
        if not len(self.keys):
            return [-1] * len(tokens)
        wanted = np.array([key_of(*one) for one in tokens], np.uint64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        places: list[int] = np.where(self.keys[at] == wanted, at, -1).tolist()
        return places

    def with_token(self, family: str, token: Token) -> list[int]:
        (at,) = self.places([(family, token)])
        return (
            [] if at < 0 else [int(doc) for doc in self.docs[int(self.starts[at]) : int(self.starts[at + 1])]]
        )

    def with_number(self, wanted: Number) -> list[Numbers]:
        """For each number that the one wanted fits, the findings that hold it, ascending."""
        found = []
        for one in wanted.meant:
            least, most = one.range
            start, end = np.searchsorted(self._values, least), np.searchsorted(self._values, most, "right")
            for at in range(int(start), int(end)):
                if one.fits(float(self._values[at])):
                    found.append(self._holders[int(self._value_starts[at]) : int(self._value_starts[at + 1])])
        return found

    def best(
        self,
        wanted: Sequence[Wanted],
        numbers: Sequence[tuple[Number, float]],
        first: Mapping[str, float],
        gone: frozenset[int],
        scope: frozenset[int] | None,
    ) -> dict[str, dict[int, float]]:
        """The scores by kind of the few findings that score highest when kinds are weighed by ``first``;
        ``numbers`` are those wanted besides tokens, each with what it counts. What tells next to nothing is
        in no score."""
        of_numbers = [
            flat("numbers", weight, *holders) for one, weight in numbers if (holders := self.with_number(one))
        ]
        lists = in_order([*self._lists(wanted), *of_numbers], first)
        best, impacts_of = self._best(lists, first, gone, scope)
        numbers_of_best = best.tolist()
        found: dict[str, dict[int, float]] = {}
        for one, impacts in zip(lists, impacts_of.tolist(), strict=True):
            its = found.setdefault(one.kind, {})
            for number, impact in zip(numbers_of_best, impacts, strict=True):
                if impact:
                    its[number] = its.get(number, 0.0) + one.scale * impact
        return found

    def _lists(self, wanted: Sequence[Wanted]) -> list[Listed]:
        """The postings of the tokens with what each of their impacts counts."""
        places = self.places((one.family, one.token) for one in wanted)
        lists = []
        for one, at in zip(wanted, places, strict=True):
            if at >= 0:
                start, end = int(self.starts[at]), int(self.starts[at + 1])
                docs, impacts = self.docs[start:end], self.impacts[start:end]
                scale = one.weight * MOST_IMPACT / IMPACT_STEPS
                lists.append(
                    flat(one.kind, one.weight, docs) if one.flat else Listed(one.kind, scale, docs, impacts)
                )
        return lists

    def _best(
        self,
        lists: Sequence[Listed],
        first: Mapping[str, float],
        gone: frozenset[int],
        scope: frozenset[int] | None,
    ) -> tuple[Numbers, Impacts]:
        """The best, and their impacts, a row for each list."""
        totals = self._totals()
        if small := self._all_of(scope):
            read, found = 0, np.array(small, self.docs.dtype)
        else:
            read, found = add_up(lists, max(_READ, self.size // _SHARE_READ), first, totals)
        chosen = self._allowed(found, gone, scope)
        if not small:
            chosen = chosen[places_of_highest(totals[chosen], _LOOKED_UP)]
        chosen.sort()  # what is looked up in order is found several times sooner
        rest = looked_up(lists[read:], chosen)
        weights = np.array([one.counts(first) for one in lists[read:]], np.float32)
        scored = totals[chosen] + weights @ rest
        totals[found] = 0
        best = places_of_highest(scored, _GIVEN)
        return chosen[best], np.concatenate([looked_up(lists[:read], chosen[best]), rest[:, best]])

    def _all_of(self, scope: frozenset[int] | None) -> list[int]:
        """The findings of a scope that has few."""
        if scope is None or sum(len(self.numbers_of(one)) for one in scope) > _SMALL_SCOPE:
            return []
        return [number for one in scope for number in self.numbers_of(one)]

    def _allowed(self, numbers: Numbers, gone: frozenset[int], scope: frozenset[int] | None) -> Numbers:
        if scope is not None:
            within = np.zeros(self.size, bool)
            for notice_id in scope:
                its = self.numbers_of(notice_id)
                within[its.start : its.stop] = True
            numbers = numbers[within[numbers]]
        if gone:
            numbers = numbers[~np.isin(numbers, np.fromiter(gone, self._none.dtype, len(gone)))]
        return numbers

    def _totals(self) -> Scores:
        """A score for each finding, all zero: one array for each thread, which leaves it as it was."""
        if not hasattr(self._rooms, "totals"):
            self._rooms.totals = np.zeros(self.size, np.float32)
        totals: Scores = self._rooms.totals
        return totals
