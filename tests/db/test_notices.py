"""Notices in the database: what is in force, and when readers learn of it."""

from dataclasses import replace
from datetime import date

import pytest

from db import aliases, drafts, loading, people, progress, records
from db.drafts import Written
from db.engine import Database
from knowledge.model import Alias, Draft, Notice, Person, Role, Status
from tests.town import MORNING

pytestmark = pytest.mark.on_both


def test_an_empty_database_has_no_record(database: Database) -> None:
    assert records.record(database) is None


def test_a_notice_comes_back_as_it_was(database: Database, notice: Notice) -> None:
    loading.load(database, notice, MORNING)
    record = records.record(database)
    assert record is not None
    assert record.notice == notice


def test_of_notices_of_one_day_the_one_loaded_last_is_the_newest(database: Database, notice: Notice) -> None:
    other = replace(notice, title="另一份通报")
    loading.load(database, notice, MORNING)
    loading.load(database, other, MORNING)
    record = records.record(database)
    assert record is not None
    assert record.notice.title == "另一份通报"


def test_a_notice_loaded_again_comes_back_into_force(database: Database, notice: Notice) -> None:
    for loaded in (notice, replace(notice, phone="110"), notice):
        assert loading.load(database, loaded, MORNING)
    record = records.record(database)
    assert record is not None
    assert record.notice.phone == notice.phone


def test_the_same_notice_twice_changes_nothing(database: Database, notice: Notice) -> None:
    loading.load(database, notice, MORNING)
    version = records.version(database)
    assert not loading.load(database, notice, MORNING)
    assert records.version(database) == version


def test_the_shipped_notice_does_not_replace_one_that_is_there(database: Database, notice: Notice) -> None:
    loading.load(database, replace(notice, title="我们的通报"), MORNING)
    assert not loading.load_if_empty(database, notice, MORNING)


def test_a_load_is_seen_by_its_version(database: Database, notice: Notice) -> None:
    before = records.version(database)
    loading.load(database, notice, MORNING)
    assert records.version(database) > before


def publish(
    database: Database,
    update_id: int,
    code: str,
    text: str,
    status: Status = Status.NOT_STATED,
    notice_id: int = 1,
) -> None:
    author = Person(7, "张三", Role.STAFF, "中共湖滨镇委")
    people.enrol(database, author.id, author.name, author.role, MORNING)
    made = drafts.draft(database, update_id, author.id, notice_id, code, Written(text, status), MORNING)
    assert isinstance(made, Draft)
    progress.publish(database, update_id + 1, made.id, author.id, MORNING)


def test_progress_and_names_go_on_with_their_finding(database: Database, notice: Notice) -> None:
    """Also where it is numbered otherwise in the next notice, and back again."""
    loading.load(database, notice, MORNING)
    aliases.ship(database, notice, [Alias("1.2.6", "喷漆那事")], MORNING)
    publish(database, 1, "1.2.6", "泵站已修好。")
    moved = [f for f in notice.findings if f.code != "1.2.6"]
    painting = next(f for f in notice.findings if f.code == "1.2.6")
    changed = replace(painting, code="9.1.1", rectification="全部完成整改。")
    later = replace(notice, title="第二份通报", findings=(*moved, changed))
    loading.load(database, later, MORNING)
    publish(database, 3, "9.1.1", "又巡查了一遍。", notice_id=2)
    record = records.record(database)
    assert record is not None
    assert {update.text for update in record.updates_of("9.1.1")} == {"泵站已修好。", "又巡查了一遍。"}
    assert record.aliases_of("9.1.1") == ("喷漆那事",)
    record = records.record(database, 1)
    assert record is not None
    assert len(record.updates_of("1.2.6")) == 2


def test_what_an_earlier_issue_heard_does_not_outlive_what_the_later_one_says(
    database: Database, notice: Notice
) -> None:
    loading.load(database, notice, MORNING)
    publish(database, 1, "1.2.6", "正在维修泵站。", Status.IN_PROGRESS)
    painting = next(f for f in notice.findings if f.code == "1.2.6")
    finished = replace(
        painting, rectification="全部完成整改。", status=Status.COMPLETED, status_quote="全部完成整改。"
    )
    later = replace(notice, issued_on=date(2022, 2, 18), findings=(finished,))
    loading.load(database, later, MORNING)
    record = records.record(database)
    assert record is not None
    assert record.present_status(finished).status is Status.COMPLETED


def test_the_last_notice_withdrawn_leaves_none_and_the_shipped_one_does_not_come_back(
    database: Database, notice: Notice
) -> None:
    loading.load(database, notice, MORNING)
    assert loading.withdraw(database, 1, MORNING)
    assert records.record(database) is None
    assert not loading.load_if_empty(database, notice, MORNING)
    assert loading.load(database, notice, MORNING)
    assert records.record(database) is not None
