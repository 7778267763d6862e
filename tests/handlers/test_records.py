"""The records in memory: of any notice in force, and never an old one."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db import loading, records
from db.engine import Database
from handlers.records import NoNotice, Records
from knowledge.model import Notice
from tests import databases
from tests.town import MORNING
from tests.two_towns import NOTICE_HERE, NOTICE_THERE, two_towns


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
    loading.load(database, notice, MORNING)
    assert known.at_hand() is None
    newest = known.newest()
    monkeypatch.setattr(records, "record", None)  # whoever reads again fails
    assert known.at_hand() is known.at_hand(1) is known.get(1) is newest


def test_a_newer_notice_is_the_newest_at_once(database: Database, known: Records, notice: Notice) -> None:
    loading.load(database, notice, MORNING)
    assert known.newest().notice_id == 1
    loading.load(database, replace(notice, issued_on=date(2022, 1, 1)), MORNING)
    before = known.get(1)
    assert before is not None
    assert before.in_force == 2
    assert known.newest().notice_id == 2
    assert known.get(3) is None
    loading.withdraw(database, 2, MORNING)
    assert known.newest().notice_id == 1
    assert known.get(2) is None


def test_a_change_by_another_process_is_seen(database: Database, notice: Notice) -> None:
    now = [100.0]
    known = Records(database, lambda: now[0])
    loading.load(database, notice, MORNING)
    assert known.newest().in_force == 1
    other = Database(database.engine.url)
    loading.load(other, replace(notice, issued_on=date(2022, 1, 1)), MORNING)
    other.close()
    assert known.newest().in_force == 1
    now[0] += 2.0
    assert known.newest().in_force == 2


def test_no_more_are_kept_than_are_asked_for(database: Database, known: Records, notice: Notice) -> None:
    few = replace(notice, findings=notice.findings[:1])
    for year in range(1970, 2011):
        loading.load(database, replace(few, issued_on=date(year, 1, 1)), MORNING)
    for notice_id in range(1, 42):
        assert known.get(notice_id) is not None
    assert known.at_hand(1) is None
    assert known.at_hand(41) is not None


def test_in_brief_the_same_is_told_of_a_finding(tmp_path: Path) -> None:
    with closing(Database(databases.present().made(tmp_path / "towns.db", two_towns))) as database:
        whole = records.several(database, [NOTICE_HERE, NOTICE_THERE])
        every = [(one.notice_id, finding.code) for one in whole.values() for finding in one.notice.findings]
        brief = Records(database, still).in_brief(every)
        assert {*brief} == {*whole}
        for notice_id, code in every:
            full, short = whole[notice_id], brief[notice_id]
            finding = full.finding(code)
            assert finding is not None
            assert short.present_status(finding) == full.present_status(finding)
            assert short.updates_of(code) == full.updates_of(code)
            assert (short.name, short.in_force) == (full.name, full.in_force)


def test_what_is_in_memory_is_not_read_again_in_brief(
    database: Database, known: Records, notice: Notice
) -> None:
    loading.load(database, notice, MORNING)
    newest = known.newest()
    assert known.in_brief([(1, "1.2.6"), (2, "1.1.1")]) == {1: newest}
