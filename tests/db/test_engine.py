"""Transactions: one at a time for whoever decides by what they read, whichever database it is."""

import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from sqlite3 import ProgrammingError
from threading import Barrier
from traceback import format_exception

import pytest
from psycopg import OperationalError
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from db import dialects, inbox, outbox, people
from db.audit import audit
from db.engine import STORAGE_FAULTS, Database
from db.history import Change, note
from db.inbox import Arrival, Ended
from db.models import ForeignQuestionRow, PersonRow
from knowledge.model import Role
from tests import databases
from tests.databases import Server
from tests.town import MORNING

pytestmark = pytest.mark.on_both


def person(person_id: int, unit: str = "0") -> PersonRow:
    return PersonRow(id=person_id, name="某", role=Role.STAFF, unit=unit, joined_at=MORNING)


def units(database: Database) -> list[str]:
    with database.snapshot() as session:
        return [*session.exec(select(PersonRow.unit).order_by(col(PersonRow.id)))]


def test_what_was_read_still_holds_when_it_is_written(database: Database) -> None:
    with database.transaction() as session:
        session.add(person(1))

    def count_up() -> None:
        for _ in range(25):
            with database.transaction() as session:
                row = session.get_one(PersonRow, 1)
                row.unit = str(int(row.unit) + 1)

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(count_up) for _ in range(8)]:
            done.result()
    assert units(database) == ["200"]


def test_the_chain_stays_whole_whoever_writes_at_once(database: Database) -> None:
    """Threads of this process, and others, which are as other processes to the database."""

    def enrol(first: int) -> None:
        with closing(Database(database.engine.url)) as other:
            for number in range(first, first + 12):
                people.enrol(other if number % 2 else database, number, "某", Role.STAFF, MORNING)

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(enrol, 100 * n) for n in range(1, 7)]:
            done.result()
    found = audit(database)
    assert found.faults == ()
    assert found.lines == 72


def test_a_snapshot_sees_one_state(database: Database) -> None:
    with database.snapshot() as session:
        assert session.exec(select(PersonRow)).all() == []
        with ThreadPoolExecutor(1) as pool:
            pool.submit(people.enrol, database, 1, "某", Role.STAFF, MORNING).result()
        assert session.exec(select(PersonRow)).all() == []


def test_what_fails_leaves_nothing(database: Database) -> None:
    def fail(session: Session) -> None:
        session.add(person(1))
        note(session, Change.ENROLLED, MORNING, 1, 1)
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        fail(session)
    assert units(database) == []
    assert audit(database).lines == 0


def test_history_is_written_by_nobody_beside(database: Database) -> None:
    with pytest.raises(RuntimeError, match="beside"), database.addition() as session:
        note(session, Change.ENROLLED, MORNING, 1, 1)


def test_an_update_that_arrives_several_times_at_once_is_new_once(database: Database) -> None:
    arrivals = [Arrival(number, 5, "{}") for number in range(20)]
    together = Barrier(4)

    def accept() -> set[int]:
        together.wait()
        return inbox.accept(database, arrivals, MORNING)

    with ThreadPoolExecutor(4) as pool:
        fresh = [done.result() for done in [pool.submit(accept) for _ in range(4)]]
    assert sorted(one for each in fresh for one in each) == [*range(20)]


def test_a_lock_held_too_long_is_a_fault_of_the_storage(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "PATIENCE_SECONDS", 1)
    with closing(Database(database.engine.url)) as impatient:
        with database.transaction() as session:
            session.add(person(2))
            session.flush()
            with pytest.raises(STORAGE_FAULTS):
                people.enrol(impatient, 1, "某", Role.STAFF, MORNING)
        people.enrol(impatient, 1, "某", Role.STAFF, MORNING)
    assert len(units(database)) == 2


def test_an_error_says_nobodys_words(database: Database) -> None:
    def add_twice() -> None:
        for _ in range(2):
            with database.transaction() as session:
                session.add(ForeignQuestionRow(town_id=0, text="张大锤的电话", said_by=7, said_at=MORNING))

    with pytest.raises(IntegrityError) as refused:
        add_twice()
    told = "".join(format_exception(refused.value))
    assert "INSERT INTO foreign_questions" in told
    assert "张大锤" not in told


@pytest.mark.on_sqlite("PostgreSQL recycles its own log")
def test_a_log_that_a_full_disk_keeps_from_being_emptied_is_a_fault_of_the_storage(
    database: Database,
) -> None:
    people.enrol(database, 1, "某", Role.STAFF, MORNING)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, old[1]))
    try:
        with pytest.raises(STORAGE_FAULTS):
            database.empty_log()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    database.empty_log()
    assert units(database) == [""]


@pytest.mark.on_postgres
def test_what_decides_nothing_waits_for_nobody(database: Database) -> None:
    with database.transaction() as session, ThreadPoolExecutor(1) as pool:
        session.add(person(1))
        session.flush()
        assert pool.submit(inbox.accept, database, [Arrival(1, 5, "{}")], MORNING).result(timeout=5) == {1}
        pool.submit(inbox.finish, database, [Ended(1, 5)]).result(timeout=5)
        pool.submit(outbox.unblock, database, 5).result(timeout=5)


@pytest.mark.on_postgres
@pytest.mark.parametrize("at_the_commit", [True, False])
def test_a_server_that_is_restarted_is_a_fault_that_passes(database: Database, at_the_commit: bool) -> None:
    server = databases.present()
    assert isinstance(server, Server)
    people.enrol(database, 1, "某", Role.STAFF, MORNING)

    def met() -> None:
        with database.transaction() as session:
            session.add(person(2))
            session.flush()
            server.restart()
            if not at_the_commit:
                session.exec(select(PersonRow)).all()

    with pytest.raises(STORAGE_FAULTS):
        met()
    people.enrol(database, 3, "某", Role.STAFF, MORNING)
    assert [one.id for one in people.everyone(database)] == [1, 3]
    assert audit(database).faults == ()


@pytest.mark.on_postgres
def test_a_server_that_is_not_there_is_a_fault_of_the_storage(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://nobody@/none?host={tmp_path}"
    with closing(Database(url)) as database, pytest.raises(STORAGE_FAULTS):
        people.everyone(database)


def test_a_connection_in_use_when_it_is_closed_ends_when_it_is_given_back(database: Database) -> None:
    """A thread that nobody waits for may still have one; PostgreSQL's own server would keep the other end."""
    with database.glance() as connection:
        connection.execute(text("SELECT 1"))
        driver = connection.connection.driver_connection
        database.close()
    assert driver is not None
    with pytest.raises((ProgrammingError, OperationalError), match="closed"):
        driver.execute("SELECT 1")


@pytest.mark.on_sqlite("changes a new file over to its log")
def test_a_new_database_may_be_opened_by_several_at_once(tmp_path: Path) -> None:
    """SQLite is impatient there, once in so many times: thirty times four."""
    together = Barrier(4)

    def opens(number: int) -> None:
        with closing(Database(URL.create("sqlite", database=str(tmp_path / f"{number}.db")))) as database:
            together.wait()
            with database.transaction() as session:
                session.connection()

    with ThreadPoolExecutor(4) as pool:
        for number in range(30):
            for done in [pool.submit(opens, number) for _ in range(4)]:
                done.result()
