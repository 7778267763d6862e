"""The index of a large collection: most of it on a shelf, what changed since over it."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from db import aliases, loading, notices, people
from db.engine import Database
from handlers import library as libraries
from handlers.library import Library
from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Reply
from knowledge.model import Notice, ReplyKind, Role
from knowledge.reading.parser import read_notice
from tests.town import DATA, MORNING

TEACHER = 5
SPRAYING, NICKNAME = "喷漆中心整改进展", "老黄牛那档子事"
Opened = Callable[[], Library]


def notice_of(name: str) -> Notice:
    return read_notice((DATA / "notices" / name).read_bytes()).notice


@pytest.fixture
def large(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Two notices, which are more than memory is to hold."""
    monkeypatch.setattr(libraries, "IN_MEMORY", 8)
    loading.load(database, notice_of("hubin-2021.txt"), MORNING)
    loading.load(database, notice_of("layouts/a06.txt"), MORNING)
    people.enrol(database, TEACHER, "张三", Role.SUPERVISOR, MORNING)
    return database


@pytest.fixture
def opened(large: Database, tmp_path: Path) -> Iterator[Opened]:
    """A library as a program that has just been started opens it; each look is one second after another."""
    clock, all_opened = count(), list[Library]()

    def open_one() -> Library:
        all_opened.append(Library(large, "", tmp_path / "index", clock=lambda: float(next(clock))))
        return all_opened[-1]

    yield open_one
    for library in all_opened:
        library.close()


def asked(library: Library, question: str) -> Reply:
    return answer(question, library.index())


def teach(database: Database, code: str, name: str) -> None:
    first = notices.ids_in_force(database)[-1]
    assert aliases.teach(database, first, code, name, TEACHER, MORNING) is not None


def shelves(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "index").iterdir())


def test_what_is_on_the_shelf_is_answered(opened: Opened) -> None:
    library = opened()
    assert asked(library, SPRAYING).codes[0] == "1.2.6"
    assert library.index().entries == ()


def test_a_shelf_is_opened_again(opened: Opened, tmp_path: Path) -> None:
    opened().index()
    made = shelves(tmp_path)
    assert asked(opened(), SPRAYING).codes[0] == "1.2.6"
    assert shelves(tmp_path) == made


def test_a_change_is_found_at_once(opened: Opened, large: Database) -> None:
    library = opened()
    assert asked(library, NICKNAME).kind is ReplyKind.NOT_FOUND
    teach(large, "1.2.4", NICKNAME)
    assert asked(library, NICKNAME).codes[0] == "1.2.4"


def test_a_change_while_nothing_ran_is_found(opened: Opened, large: Database) -> None:
    opened().index()
    teach(large, "1.2.4", NICKNAME)
    assert asked(opened(), NICKNAME).codes[0] == "1.2.4"


def test_a_new_notice_is_found_at_once(opened: Opened, large: Database) -> None:
    library = opened()
    library.index()
    loading.load(large, notice_of("s03.txt"), MORNING)
    reply = asked(library, "基层医疗卫生人才留不住")
    assert isinstance(reply, Answer)
    assert reply.notice_id == notices.ids_in_force(large)[0]


def test_a_notice_withdrawn_is_found_no_more(opened: Opened, large: Database) -> None:
    library = opened()
    library.index()
    loading.withdraw(large, notices.ids_in_force(large)[-1], MORNING)
    assert asked(library, SPRAYING).kind is ReplyKind.NOT_FOUND


def test_when_much_has_changed_a_new_shelf_is_taken(opened: Opened, large: Database, tmp_path: Path) -> None:
    library = opened()
    library.index()
    before = shelves(tmp_path)
    for code in library.index().notices.sources[-1].codes[:9]:
        teach(large, code, f"{code}那档子事")
    assert len(library.index().entries) == 9
    library.shelves.wait()
    assert library.index().entries == ()
    assert asked(library, "1.2.4那档子事").codes == ("1.2.4",)
    assert shelves(tmp_path) != before
    assert len(shelves(tmp_path)) == 1


def test_a_shelf_of_another_history_is_not_opened(
    opened: Opened, large: Database, database: Database, tmp_path: Path
) -> None:
    opened().index()
    (shelf,) = (tmp_path / "index").iterdir()
    meta = (shelf / "meta.json").read_text(encoding="utf-8")
    chain = opened().index().shelf
    assert chain is not None
    (shelf / "meta.json").write_text(meta.replace(chain.chain, "f" * 64), encoding="utf-8")
    assert asked(opened(), SPRAYING).codes[0] == "1.2.6"
    assert chain.chain in (shelf / "meta.json").read_text(encoding="utf-8")


def test_a_damaged_shelf_is_made_anew(opened: Opened, tmp_path: Path) -> None:
    opened().index()
    (shelf,) = (tmp_path / "index").iterdir()
    (shelf / "docs.npy").write_bytes(b"")
    assert asked(opened(), SPRAYING).codes[0] == "1.2.6"
