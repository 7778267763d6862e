"""Notices with labelled questions: what the ranking is fitted to, and what is kept apart to measure it."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.data import data_file
from knowledge.index.index import Index
from knowledge.language.language import language
from knowledge.reading.aliases import read_aliases
from knowledge.reading.parser import read_notice
from knowledge.record import Record
from tests.town import DATA

Asked = dict[str, Any]
AskedSet = tuple[Index, list[Asked]]

# Invented notices: those that the ranking is fitted to, and those that it is only measured on.
_FITTED_TO = ("n1", "n2", "n4", "n5", "n6", "n8", "n9", "n10", "n11", "n14", "n15", "n16")
HELD_OUT = ("n3", "n7", "n12", "n13", "n17", "n18", "n19", "n20", "n21", "n22", "n23", "n24")
FOLDS = 5


def labelled(name: str) -> list[Asked]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def index_of(path: str, aliased: bool = False) -> Index:
    """The index over a notice in tests/data."""
    return Index.over([record_of(path, aliased)], language())


@cache
def record_of(path: str, aliased: bool = False) -> Record:
    """The notice alone; with what people call its findings where that ships."""
    record = Record(read_notice((DATA / path).read_bytes()).notice)
    if aliased:
        record = replace(record, aliases=read_aliases(data_file("hubin-2021.aliases.tsv")))
    return record


def _hubin(aliased: bool) -> Index:
    return index_of("notices/hubin-2021.txt", aliased)


def fitting_sets() -> list[AskedSet]:
    ours = [
        asked
        for name in ("questions", "paraphrases", "negatives", "asking/hubin-fit")
        for asked in labelled(name)
    ]
    nowhere = labelled("asking/anywhere-negatives")
    return [
        (_hubin(aliased=False), ours + nowhere),
        (_hubin(aliased=True), ours + nowhere),
        *((index_of(f"asking/{name}.txt"), labelled(f"asking/{name}") + nowhere) for name in _FITTED_TO),
    ]


def folds(notices: Iterable[str]) -> list[list[str]]:
    """The notices in five parts, each to be tried with what was fitted to the others."""
    every = sorted(notices)
    return [every[fold::FOLDS] for fold in range(FOLDS)]


def heldout_sets() -> dict[str, AskedSet]:
    ours = labelled("asking/hubin-heldout")
    unseen = labelled("asking/hubin-unseen")
    sets = {
        "hubin": (_hubin(aliased=True), ours),
        "hubin without aliases": (_hubin(aliased=False), ours),
        "hubin, other hands": (_hubin(aliased=True), unseen),
        "hubin, other hands, without aliases": (_hubin(aliased=False), unseen),
        "hubin, third hand": (_hubin(aliased=True), labelled("asking/hubin-third")),
    }
    return sets | {n: (index_of(f"asking/{n}.txt"), labelled(f"asking/{n}")) for n in HELD_OUT}


def follow_ups(notices: Collection[str]) -> list[AskedSet]:
    """Questions labelled with the card that was shown before them, which they are about, by notice."""
    lines = labelled("asking/follow-ups")
    return [
        (index_of(f"asking/{name}.txt"), [one for one in lines if one["notice"] == name]) for name in notices
    ]
