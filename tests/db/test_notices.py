"""Notices in the database: what is in force, and when readers learn of it."""

from dataclasses import replace

from db import notices
from db.engine import Database
from knowledge.model import Notice
from tests.town import MORNING


def test_an_empty_database_has_no_record(database: Database) -> None:
    assert notices.record(database) is None


def test_a_notice_comes_back_as_it_was(database: Database, notice: Notice) -> None:
    notices.load(database, notice, MORNING)
    record = notices.record(database)
    assert record is not None
    assert record.notice == notice


def test_the_notice_loaded_last_is_in_force(database: Database, notice: Notice) -> None:
    other = replace(notice, title="另一份通报")
    notices.load(database, notice, MORNING)
    notices.load(database, other, MORNING)
    record = notices.record(database)
    assert record is not None
    assert record.notice.title == "另一份通报"


def test_a_notice_loaded_again_comes_back_into_force(database: Database, notice: Notice) -> None:
    for loaded in (notice, replace(notice, title="另一份通报"), notice):
        assert notices.load(database, loaded, MORNING)
    record = notices.record(database)
    assert record is not None
    assert record.notice.title == notice.title


def test_the_same_notice_twice_changes_nothing(database: Database, notice: Notice) -> None:
    notices.load(database, notice, MORNING)
    version = notices.version(database)
    assert not notices.load(database, notice, MORNING)
    assert notices.version(database) == version


def test_the_shipped_notice_does_not_replace_one_that_is_there(database: Database, notice: Notice) -> None:
    notices.load(database, replace(notice, title="我们的通报"), MORNING)
    assert not notices.load_if_empty(database, notice, MORNING)


def test_a_load_is_seen_by_its_version(database: Database, notice: Notice) -> None:
    before = notices.version(database)
    notices.load(database, notice, MORNING)
    assert notices.version(database) > before
