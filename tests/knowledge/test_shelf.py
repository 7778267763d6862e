"""The base on disk: it finds what memory finds."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from knowledge.asking.answers import answer
from knowledge.asking.reply import Reply
from knowledge.index.entries import Entry, Facts
from knowledge.index.index import Index, facts_of
from knowledge.index.notices import Notices
from knowledge.index.shelf import NoShelf, Shelf
from knowledge.index.shelf_writer import write_shelf
from knowledge.language.language import language
from tests.asking import labelled, record_of

QUESTIONS = [one["q"] for name in ("questions", "asking/hubin-heldout") for one in labelled(name)]
RECORD = record_of("notices/hubin-2021.txt", aliased=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("index") / "1"
    (source,) = Index.over([RECORD], language()).notices.sources
    write_shelf(made, [(source, facts_of(RECORD))], language(), 1)
    return made


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(folder, language())


def lying_on(shelf: Shelf, *over: Entry) -> Index:
    gone = frozenset(shelf.number_of(*entry.key) for entry in over)
    known = Notices(shelf.sources, language().tokenizer)
    return Index(known, over, language(), shelf, gone - {None})  # type: ignore[arg-type]  # all are there


def outcome(reply: Reply) -> tuple[str, tuple[str, ...]]:
    """What makes it another reply: impacts are kept to a 255th, and may change the places of runners-up."""
    return reply.kind, reply.codes[:1] if reply.kind == "answer" else reply.codes


def in_any_order(reply: Reply) -> tuple[str, frozenset[str]]:
    kind, codes = outcome(reply)
    return kind, frozenset(codes)


def test_it_finds_what_memory_finds(shelf: Shelf) -> None:
    in_memory, on_shelf = Index.over([RECORD], language()), lying_on(shelf)
    differ = [q for q in QUESTIONS if outcome(answer(q, in_memory)) != outcome(answer(q, on_shelf))]
    assert len(differ) <= len(QUESTIONS) / 100


def test_what_lies_over_it_is_weighed_with_it(shelf: Shelf) -> None:
    some = [Entry(shelf.entry(number).facts, language()) for number in range(0, shelf.size, 9)]
    in_memory, mixed = Index.over([RECORD], language()), lying_on(shelf, *some)
    differ = [q for q in QUESTIONS if in_any_order(answer(q, in_memory)) != in_any_order(answer(q, mixed))]
    # What lies over the shelf counts twice among all: three of 27 tell, three of thousands do not.
    assert len(differ) <= len(QUESTIONS) / 50


def test_what_was_changed_is_found_by_its_new_words_alone(shelf: Shelf) -> None:
    number = shelf.number_of(0, "1.2.6")
    assert number is not None
    facts = shelf.entry(number).facts
    other = replace(facts.finding, category=None, problem="湿地栈道木板朽烂。", rectification="已更换木板。")
    index = lying_on(shelf, Entry(replace(facts, finding=other, aliases=()), language()))
    assert answer("湿地栈道木板", index).codes[:1] == ("1.2.6",)
    assert "1.2.6" not in answer("喷漆中心", index).codes


def seen(entry: Entry) -> tuple[object, ...]:
    """In all the forms that are kept of it."""
    whole, parts = entry.forms, [(one.text, one.forms.normal, one.forms.heard) for one in entry.passages]
    return whole.words, whole.groups, whole.numbers, entry.pair_count, parts


def test_an_entry_comes_back_as_it_was(shelf: Shelf) -> None:
    was = Index.over([RECORD], language()).entries
    now = [*map(shelf.entry, range(shelf.size))]
    assert [entry.facts for entry in now] == [entry.facts for entry in was]
    for before, after in zip(was, now, strict=True):
        assert seen(after) == seen(before)


def test_another_language_needs_another_shelf(folder: Path) -> None:
    with pytest.raises(NoShelf):
        Shelf(folder, language("涵闸\t嘎啦蹦子\tfloodgate"))


def test_an_empty_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoShelf):
        Shelf(tmp_path, language())


def test_a_shelf_of_nothing_finds_nothing(tmp_path: Path) -> None:
    write_shelf(tmp_path / "1", [], language(), 1)
    assert Shelf(tmp_path / "1", language()).size == 0


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    (source,) = Index.over([RECORD], language()).notices.sources

    def breaking_off() -> Iterator[Facts]:
        yield from islice(facts_of(RECORD), 3)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_shelf(tmp_path / "1", [(source, breaking_off())], language(), 1)
    assert [*tmp_path.iterdir()] == []


def test_what_is_kept_of_questions_goes_with_the_index(shelf: Shelf) -> None:
    index = lying_on(shelf)
    for question in QUESTIONS[:100]:  # more than are kept
        answer(question, index)
    left = weakref.ref(index)
    del index
    gc.collect()
    assert left() is None
