"""Writes a shelf: a million findings in bounded memory, in runs on disk that are then laid together."""

import json
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.entries import FAMILIES, NOT_LISTED, Entry, Facts
from knowledge.index.postings import K1, B
from knowledge.index.shelf_format import (
    FACTS,
    FORMAT,
    IMPACT_STEPS,
    META,
    MOST_IMPACT,
    entry_to_json,
    key_of,
    number_type,
    source_to_json,
)
from knowledge.index.sources import Source
from knowledge.language.language import Language

# Findings whose postings are sorted together in memory.
_RUN = 5_000

_Array = NDArray[Any]


def write_shelf(
    folder: Path,
    notices: Iterable[tuple[Source, Iterable[Facts]]],
    language: Language,
    version: int,
    chain: str = "",
) -> None:
    """Writes the findings of the notices, which are given newest first, as of a version of the record and the
    chain of history up to there. The folder is there whole in the end, or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        _Writer(making, language).write(notices, version, chain)
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        os.replace(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


@dataclass(slots=True)
class _Run:
    """Postings that wait to be sorted: the token's number, the finding's, and how often it holds it."""

    tokens: list[int] = field(default_factory=list)
    docs: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)


class _Writer:
    def __init__(self, folder: Path, language: Language) -> None:
        self._folder, self._language = folder, language
        # Each token of each family has a number, in the order they come.
        number = count()
        self._numbers: dict[str, defaultdict[str | int, int]] = {
            family: defaultdict(number.__next__) for family in FAMILIES
        }
        self._lengths: dict[str, list[int]] = {family: [] for family in FAMILIES}
        self._holding_unlisted = Counter[int]()
        self._run, self._runs = _Run(), 0
        self._aliases: list[tuple[int, str]] = []
        self._values: list[tuple[float, int]] = []
        self._size = 0

    def write(self, notices: Iterable[tuple[Source, Iterable[Facts]]], version: int, chain: str) -> None:
        sources = []
        with (self._folder / FACTS).open("wb") as file:
            offsets = [0]
            for source, findings in notices:
                sources.append(source)
                for facts in findings:
                    entry = Entry(facts, self._language)
                    offsets.append(offsets[-1] + file.write(entry_to_json(entry)))
                    self._add(entry)
        self._save("offsets", np.array(offsets, np.uint64))
        self._end_run()
        self._lay_together()
        self._save_values()
        means = {family: (sum(its) / len(its) if any(its) else 1.0) for family, its in self._lengths.items()}
        meta = {
            "format": FORMAT, "fingerprint": self._language.fingerprint, "version": version, "chain": chain,
            "size": self._size, "means": means, "aliases": self._aliases,
            "sources": [source_to_json(one) for one in sources],
        }  # fmt: skip
        (self._folder / META).write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")

    def _add(self, entry: Entry) -> None:
        number, run = self._size, self._run
        for family, counts in entry.counts.items():
            self._lengths[family].append(sum(counts.values()))
            tokens = [*map(self._numbers[family].__getitem__, counts)]
            if family in NOT_LISTED:
                self._holding_unlisted.update(tokens)
                continue
            run.tokens += tokens
            run.docs += [number] * len(counts)
            run.times += counts.values()
        self._values += [(value, number) for value in entry.forms.numbers]
        self._aliases += [(number, alias) for alias in entry.aliases]
        self._size += 1
        if self._size % _RUN == 0:
            self._end_run()

    def _end_run(self) -> None:
        tokens = np.array(self._run.tokens, np.int32)
        order = np.argsort(tokens, kind="stable")
        rows = (tokens, np.array(self._run.docs, np.uint32), np.array(self._run.times, np.uint32))
        for name, row in zip(("tokens", "docs", "times"), rows, strict=True):
            np.save(self._folder / f"run-{self._runs}-{name}.npy", row[order])
        self._run, self._runs = _Run(), self._runs + 1

    def _sorted_runs(self) -> Iterator[tuple[_Array, _Array, _Array]]:
        for run in range(self._runs):
            names = (f"run-{run}-{name}.npy" for name in ("tokens", "docs", "times"))
            tokens, docs, times = (np.load(self._folder / name) for name in names)
            yield tokens, docs, times

    def _lay_together(self) -> None:
        """Each run, whose findings follow those of the runs before, goes to the free places of its tokens."""
        families, keys = self._tokens()
        holding = np.zeros(len(keys), np.int64)
        for tokens, _, _ in self._sorted_runs():
            holding += np.bincount(tokens, minlength=len(keys))
        order = np.argsort(keys)
        self._save("holding", (holding + self._unlisted(len(keys)))[order].astype(np.uint32))
        starts = np.concatenate([[0], np.cumsum(holding[order])])
        self._save("keys", keys[order])
        self._save("starts", starts.astype(np.uint64))
        free = np.empty(len(keys), np.int64)
        free[order] = starts[:-1]
        docs = self._new("docs", number_type(self._size), starts[-1])
        impacts = self._new("impacts", np.uint8, starts[-1])
        norms = self._norms()
        for tokens, its, times in self._sorted_runs():
            begins = np.concatenate([[0], np.flatnonzero(np.diff(tokens)) + 1]).astype(np.int64)
            sizes = np.diff(np.append(begins, len(tokens)))
            places = free[tokens] + np.arange(len(tokens)) - np.repeat(begins, sizes)[: len(tokens)]
            docs[places] = its
            strength = times * (K1 + 1) / (times + norms[families[tokens], its])
            impacts[places] = np.clip(np.rint(strength / MOST_IMPACT * IMPACT_STEPS), 1, IMPACT_STEPS)
            free += np.bincount(tokens, minlength=len(keys))
        for left in self._folder.glob("run-*"):
            left.unlink()

    def _unlisted(self, size: int) -> _Array:
        holding = np.zeros(size, np.int64)
        known = self._holding_unlisted
        holding[np.fromiter(known, np.int64, len(known))] = np.fromiter(known.values(), np.int64, len(known))
        return holding

    def _tokens(self) -> tuple[_Array, _Array]:
        """The family and the key of each token, by its number; their words are needed no more."""
        size = sum(map(len, self._numbers.values()))
        families, keys = np.zeros(size, np.uint8), np.zeros(size, np.uint64)
        for place, family in enumerate(FAMILIES):
            numbers = self._numbers.pop(family)
            of_family = np.fromiter(numbers.values(), np.int64, len(numbers))
            families[of_family] = place
            keys[of_family] = np.fromiter(
                (key_of(family, token) for token in numbers), np.uint64, len(numbers)
            )
        return families, keys

    def _norms(self) -> _Array:
        """By family and finding, what BM25 divides by."""
        lengths = np.array([self._lengths[family] for family in FAMILIES], np.float32)
        means = np.maximum(lengths.mean(axis=1, keepdims=True), 1e-9) if self._size else 1.0
        norms: _Array = K1 * (1 - B + B * lengths / means)
        return norms

    def _save_values(self) -> None:
        self._values.sort()
        every = np.array([value for value, _ in self._values], np.float64)
        values, starts = np.unique(every, return_index=True)
        self._save("values", values)
        self._save("value_starts", np.append(starts, len(every)).astype(np.uint64))
        holders = np.array([number for _, number in self._values], number_type(self._size))
        self._save("holders", holders)

    def _save(self, name: str, array: _Array) -> None:
        np.save(self._folder / f"{name}.npy", array)

    def _new(self, name: str, dtype: Any, size: int) -> _Array:
        if not size:  # nothing can be mapped from an empty file
            self._save(name, np.zeros(0, dtype))
            return np.zeros(0, dtype)
        path = self._folder / f"{name}.npy"
        made: _Array = np.lib.format.open_memmap(path, "w+", dtype, (int(size),))
        return made
