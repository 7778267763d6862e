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
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
from knowledge.language.language import Language
from knowledge.language.numbers import Number

# Rare tokens first, postings are added up until so many are read; the rest only for the best findings so far
# (shared/RETRIEVAL.md, section 4: at a million passages the fastest way that loses next to nothing).
# In a very large collection a share of the findings: at a million R@1 .890/.860 instead of .870/.833.
_READ, _LOOKED_UP = 30_000, 150
_SHARE_READ = 4
# So many of the best are given.
_GIVEN = 6
# Entries kept in memory: some 50 KB each.
_KEPT = 200
# A scope with fewer findings is looked through whole.
_SMALL_SCOPE = 400
# Tokens whose place is kept in memory: each is asked for twice by a question, and many by the next.
_PLACES_KEPT = 20_000

_Scores = NDArray[np.float32]
_Numbers = NDArray[np.unsignedinteger[Any]]
_Impacts = NDArray[np.uint8]


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

    def with_number(self, wanted: Number) -> _Numbers:
        """The findings that hold a number which the one wanted fits, ascending."""
        found = []
        for one in wanted.meant:
            least, most = one.range
            start, end = np.searchsorted(self._values, least), np.searchsorted(self._values, most, "right")
            for at in range(int(start), int(end)):
                if one.fits(float(self._values[at])):
                    found.append(self._holders[int(self._value_starts[at]) : int(self._value_starts[at + 1])])
        if len(found) < 2:  # nearly always, and then it may be half of all findings
            return found[0] if found else self._none
        together = np.sort(np.concatenate(found), kind="stable")  # runs, each ascending
        each: _Numbers = together[np.append(True, together[1:] != together[:-1])]
        return each

    def best(
        self,
        wanted: Sequence[Wanted],
        numbers: Sequence[tuple[Number, float]],
        first: Mapping[str, float],
        gone: frozenset[int],
        scope: frozenset[int] | None,
    ) -> dict[str, dict[int, float]]:
        """The scores by kind of the few findings that score highest when kinds are weighed by ``first``;
        ``numbers`` are those wanted besides tokens, each with what it counts."""
        of_numbers = [_flat("numbers", weight, self.with_number(one)) for one, weight in numbers]
        lists = sorted([*self._lists(wanted), *of_numbers], key=lambda one: len(one[2]))
        best, impacts_of = self._best(lists, first, gone, scope)
        numbers_of_best = best.tolist()
        found: dict[str, dict[int, float]] = {}
        for (kind, weight, _, _), impacts in zip(lists, impacts_of.tolist(), strict=True):
            its = found.setdefault(kind, {})
            for number, impact in zip(numbers_of_best, impacts, strict=True):
                if impact:
                    its[number] = its.get(number, 0.0) + weight * impact
        return found

    def _lists(self, wanted: Sequence[Wanted]) -> list["_List"]:
        """The postings of the tokens with what each of their impacts counts."""
        places = self.places((one.family, one.token) for one in wanted)
        lists = []
        for one, at in zip(wanted, places, strict=True):
            if at >= 0:
                start, end = int(self.starts[at]), int(self.starts[at + 1])
                docs, impacts = self.docs[start:end], self.impacts[start:end]
                scale = one.weight * MOST_IMPACT / IMPACT_STEPS
                lists.append(
                    _flat(one.kind, one.weight, docs) if one.flat else (one.kind, scale, docs, impacts)
                )
        return lists

    def _best(
        self,
        lists: Sequence["_List"],
        first: Mapping[str, float],
        gone: frozenset[int],
        scope: frozenset[int] | None,
    ) -> tuple[_Numbers, _Impacts]:
        """The best, and their impacts, a row for each list."""
        totals = self._totals()
        if small := self._all_of(scope):
            read, chosen = 0, self._allowed(np.array(sorted(small), self.docs.dtype), gone, scope)
        else:
            read = _read(lists, max(_READ, self.size // _SHARE_READ), first, totals)
            chosen = self._allowed(np.flatnonzero(totals).astype(self.docs.dtype), gone, scope)
            chosen = chosen[_places_of_highest(totals[chosen], _LOOKED_UP)]
            chosen.sort()  # what is looked up in order is found several times sooner
        rest = _looked_up(lists[read:], chosen)
        weights = np.array([first[kind] * scale for kind, scale, _, _ in lists[read:]], np.float32)
        scored = totals[chosen] + weights @ rest
        totals.fill(0)
        best = _places_of_highest(scored, _GIVEN)
        return chosen[best], np.concatenate([_looked_up(lists[:read], chosen[best]), rest[:, best]])

    def _all_of(self, scope: frozenset[int] | None) -> list[int]:
        """The findings of a scope that has few."""
        if scope is None or sum(len(self.numbers_of(one)) for one in scope) > _SMALL_SCOPE:
            return []
        return [number for one in scope for number in self.numbers_of(one)]

    def _allowed(self, numbers: _Numbers, gone: frozenset[int], scope: frozenset[int] | None) -> _Numbers:
        if scope is not None:
            within = np.zeros(self.size, bool)
            for notice_id in scope:
                its = self.numbers_of(notice_id)
                within[its.start : its.stop] = True
            numbers = numbers[within[numbers]]
        if gone:
            numbers = numbers[~np.isin(numbers, np.fromiter(gone, self._none.dtype, len(gone)))]
        return numbers

    def _totals(self) -> _Scores:
        """A score for each finding, all zero: one array for each thread, which leaves it as it was."""
        if not hasattr(self._rooms, "totals"):
            self._rooms.totals = np.zeros(self.size, np.float32)
        totals: _Scores = self._rooms.totals
        return totals


_List = tuple[str, float, _Numbers, _Impacts]


def _read(lists: Sequence[_List], most: int, first: Mapping[str, float], totals: _Scores) -> int:
    """Adds up lists from the shortest on while they hold no more than so many postings; gives how many lists
    that were."""
    read = 0
    for at, (kind, scale, docs, impacts) in enumerate(lists):
        read += len(docs)
        if read > most and at:
            return at
        totals[docs.astype(np.intp)] += np.float32(first[kind] * scale) * impacts
    return len(lists)


def _flat(kind: str, weight: float, docs: _Numbers) -> _List:
    """A list on which each finding counts the same."""
    return kind, weight / IMPACT_STEPS, docs, np.broadcast_to(np.uint8(IMPACT_STEPS), len(docs))


def _looked_up(lists: Sequence[_List], numbers: _Numbers) -> _Impacts:
    """By list, the impact on each of the findings; 0 on one that does not hold the token."""
    found = np.zeros((len(lists), len(numbers)), np.uint8)
    for its, (_, _, docs, impacts) in zip(found, lists, strict=True):
        if len(docs):
            at = docs.searchsorted(numbers)
            np.multiply(impacts.take(at, mode="clip"), docs.take(at, mode="clip") == numbers, out=its)
    return found


def _places_of_highest(scores: _Scores, count: int) -> NDArray[np.intp]:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(-scores, count)[:count]
