"""The records in memory: of any notice in force, and never an old one."""

from dataclasses import replace
from datetime import date

import pytest

from db import notices, records
from db.engine import Database
from handlers.records import NoNotice, Records
from knowledge.model import Notice
from tests.town import MORNING


def still() -> float:
    """A clock that stands."""
    return 100.0


@pytest.fixture
def known(database: Database) -> Records:
    return Records(database, still)


def test_without_a_notice_there_is_none(known: Records) -> None:
    for wanted in (None, 1):
        with pytest.raises(NoNotice):
            known.get(wanted)


def test_each_notice_is_read_once(
    database: Database, known: Records, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices.load(database, notice, MORNING)
    assert known.at_hand() is None
    newest = known.newest()
    monkeypatch.setattr(records, "record", None)  # whoever reads again fails
    assert known.at_hand() is known.at_hand(1) is known.get(1) is newest


def test_a_newer_notice_is_the_newest_at_once(database: Database, known: Records, notice: Notice) -> None:
    notices.load(database, notice, MORNING)
    assert known.newest().notice_id == 1
    notices.load(database, replace(notice, issued_on=date(2022, 1, 1)), MORNING)
    before = known.get(1)
    assert before is not None
    assert before.in_force == 2
    assert known.newest().notice_id == 2
    assert known.get(3) is None
    notices.withdraw(database, 2, MORNING)
    assert known.newest().notice_id == 1
    assert known.get(2) is None


def test_a_change_by_another_process_is_seen(database: Database, notice: Notice) -> None:
    now = [100.0]
    known = Records(database, lambda: now[0])
    notices.load(database, notice, MORNING)
    assert known.newest().in_force == 1
    other = Database(database.engine.url)
    notices.load(other, replace(notice, issued_on=date(2022, 1, 1)), MORNING)
    other.close()
    assert known.newest().in_force == 1
    now[0] += 2.0
    assert known.newest().in_force == 2


def test_no_more_are_kept_than_are_asked_for(database: Database, known: Records, notice: Notice) -> None:
    few = replace(notice, findings=notice.findings[:1])
    for year in range(1970, 2011):
        notices.load(database, replace(few, issued_on=date(year, 1, 1)), MORNING)
    for notice_id in range(1, 42):
        assert known.get(notice_id) is not None
    assert known.at_hand(1) is None
    assert known.at_hand(41) is not None
