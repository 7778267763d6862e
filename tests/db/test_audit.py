"""History proves itself: whatever is altered by hand is found and named."""

from contextlib import closing
from pathlib import Path

import pytest

from db import (
    aliases,
    arrivals,
    closeouts,
    drafts,
    evidence,
    loading,
    ownerships,
    people,
    progress,
    replies,
    tickets,
)
from db.arrivals import Sent
from db.audit import Audit, Fault, Kind, audit
from db.drafts import Written
from db.engine import Database
from db.history import caused_by, digest_of
from db.migrate import upgrade
from db.models import EventRow
from db.tickets import Author, Report
from knowledge.model import Alias, Draft, Notice, Person, Role, Status, Step
from tests import databases
from tests.town import MORNING

pytestmark = pytest.mark.on_both

STAFF = Person(7, "张三", Role.STAFF, "中共湖滨镇委")


@pytest.fixture
def record(database: Database, notice: Notice) -> Database:
    """A notice, somebody on staff, what they published, and all else that history vouches for."""
    loading.load(database, notice, MORNING)
    people.enrol(database, STAFF.id, STAFF.name, Role.STAFF, MORNING)
    draft = drafts.draft(database, 1, STAFF.id, 1, "1.2.6", Written("泵站修好", Status.COMPLETED), MORNING)
    assert isinstance(draft, Draft)
    photo = Sent(1, evidence.Kind.PHOTO, "x", None, None)
    arrivals.come_with(database, 1, draft.id, STAFF.id, photo, MORNING)
    progress.publish(database, 2, draft.id, STAFF.id, MORNING)
    evidence.keep(database, 1, "ab" * 32, MORNING)
    closeouts.take_step(database, 3, 1, "1.2.6", Step.PROPOSED, STAFF.id, MORNING)
    people.enrol(database, 9, "李四", Role.SUPERVISOR, MORNING)
    ownerships.assign(database, 1, 1, "1.2.6", "环保办", None, 9, MORNING)
    aliases.ship(database, notice, [Alias("1.2.6", "喷漆那事")], MORNING)
    author = Author(77, "k", 77)
    tickets.receive(database, 4, author, Report("路灯坏了"), (1, "1.2.6"), MORNING.date(), MORNING)
    replies.answer(database, 5, 1, 9, "修好了", MORNING)
    return database


def alter(database: Database, statement: str) -> Audit:
    with database.exclusive() as connection:
        connection.exec_driver_sql(statement)
    return audit(database)


def test_an_untouched_record_is_whole(record: Database) -> None:
    found = audit(record)
    assert found.faults == ()
    assert found.lines == 11
    assert len(found.last_link) == 64


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE events SET kind = 'joined' WHERE id = 2", Fault(Kind.LINE, 2)),
        ("UPDATE events SET actor_id = 8 WHERE id = 3", Fault(Kind.LINE, 3)),
        ("UPDATE events SET happened_at = '2021-03-05 01:00:00.000001' WHERE id = 1", Fault(Kind.LINE, 1)),
        ("UPDATE events SET salt = 'aa' WHERE id = 4", Fault(Kind.LINE, 4)),
        ("UPDATE events SET chain = 'aa' WHERE id = 2", Fault(Kind.CHAIN, 2)),
        ("DELETE FROM events WHERE id = 2", Fault(Kind.CHAIN, 3)),
        ("UPDATE events SET id = 19 WHERE id = 1", Fault(Kind.CHAIN, 2)),
        ("UPDATE updates SET text = '泵站没修好'", Fault(Kind.UPDATE, 1)),
        ("UPDATE updates SET status = 'in_progress'", Fault(Kind.UPDATE, 1)),
        ("DELETE FROM updates", Fault(Kind.UPDATE, 1)),
        ("UPDATE findings SET rectification = '' WHERE code = '1.2.6'", Fault(Kind.NOTICE, 1)),
        ("UPDATE notices SET phone = '110'", Fault(Kind.NOTICE, 1)),
        ("UPDATE drafts SET text = '泵站没修好'", Fault(Kind.DRAFT, 1)),
        ("UPDATE drafts SET state = 'open'", Fault(Kind.DRAFT, 1)),
        ("DELETE FROM closeouts", Fault(Kind.CLOSEOUT, 1)),
        ("UPDATE closeouts SET step = 'verified'", Fault(Kind.CLOSEOUT, 1)),
        ("UPDATE evidence SET sha256 = 'ab'", Fault(Kind.FILE, 1)),
        ("UPDATE opinions SET state = 'rated'", Fault(Kind.OPINION, 1)),
        ("UPDATE opinion_words SET text = '路灯好了'", Fault(Kind.OPINION, 1)),
        ("UPDATE opinion_replies SET grade = 5", Fault(Kind.OPINION, 1)),
        ("DELETE FROM opinion_replies", Fault(Kind.OPINION, 1)),
        ("UPDATE ownerships SET unit = '水利站'", Fault(Kind.OWNERSHIP, 11)),
        ("UPDATE aliases SET text = '喷'", Fault(Kind.ALIASES, 9)),
        ("UPDATE people SET role = 'admin'", Fault(Kind.PERSON, 7)),
        ("DELETE FROM people", Fault(Kind.PERSON, 7)),
        (
            "INSERT INTO people (id, name, role, unit, joined_at)"
            " VALUES (8, '某', 'admin', '镇', '2021-03-05 01:00:00.000000')",
            Fault(Kind.PERSON, 8),
        ),
    ],
)
def test_what_was_altered_by_hand_is_named(record: Database, statement: str, fault: Fault) -> None:
    assert alter(record, statement).faults[0] == fault


def test_lines_altered_together_with_their_digest_break_the_chain(record: Database) -> None:
    with record.transaction() as session:
        line = session.get_one(EventRow, 3)
        line.actor_id = 8
        line.digest = digest_of(line)
    assert audit(record).faults[0] == Fault(Kind.CHAIN, 3)


def test_the_update_that_caused_a_change_is_noted(record: Database) -> None:
    with caused_by(4711):
        people.enrol(record, 10, "王五", Role.STAFF, MORNING)
    with record.snapshot() as session:
        assert session.get_one(EventRow, 12).update_id == 4711


def test_history_from_before_the_chain_is_chained_by_the_upgrade(tmp_path: Path) -> None:
    with closing(Database(databases.present().empty(tmp_path / "old.db"))) as database:
        upgrade(database, "0007")
        at = "'2021-03-05 01:00:00.000000'"
        with database.exclusive() as connection:
            for values in (
                f"people (id, name, role, unit, joined_at) VALUES (7, '张三', 'staff', '环保办', {at})",
                "events (kind, actor_id, subject_id, details, happened_at) VALUES"
                f' (\'enrolled\', 7, 7, \'{{"role": "staff", "unit": "环保办"}}\', {at})',
                f"events (kind, details, happened_at) VALUES ('invited', '{{}}', {at})",
            ):
                connection.exec_driver_sql(f"INSERT INTO {values}")
        upgrade(database)
        assert audit(database).faults == ()
        people.enrol(database, 8, "李四", Role.STAFF, MORNING)
        assert audit(database).faults == ()
        assert alter(database, "UPDATE events SET details = '{}' WHERE id = 1").faults[0] == Fault(
            Kind.LINE, 1
        )
