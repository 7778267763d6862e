"""Several notices in force: which they are, what replaces what, and what goes on from one to another."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from db import closeouts, drafts, in_force, loading, notices, ownerships, people, progress, records
from db.audit import Fault, Kind, audit
from db.drafts import Written
from db.engine import Database
from db.history import Change, note
from db.models import NoticeRow
from knowledge.model import Draft, Notice, Person, Role, Status
from knowledge.record import Record
from tests.town import MORNING

STAFF = Person(7, "张三", Role.STAFF, "环保办")


def ids(database: Database) -> list[int]:
    return [*notices.ids_in_force(database)]


def record_of(database: Database, notice_id: int | None = None) -> Record:
    record = records.record(database, notice_id)
    assert record is not None
    return record


@pytest.fixture
def older(notice: Notice) -> Notice:
    """Two years before: one matter that is also in the newer one, and one that is not."""
    painting = next(one for one in notice.findings if one.code == "1.2.6")
    other = replace(painting, code="1.2.6", problem="敬老院的锅炉三年没有检验，冬天停了两次暖。")
    findings = (replace(painting, code="1.1.3", rectification="正在办。"), other)
    return replace(notice, issued_on=date(2019, 3, 1), findings=findings)


def test_a_notice_of_another_year_stands_beside(database: Database, notice: Notice, older: Notice) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, older, MORNING)
    assert ids(database) == [1, 2]
    assert record_of(database).notice_id == 1
    assert record_of(database, 2).notice == older
    assert record_of(database).in_force == 2
    assert [one.id for one in record_of(database).beside] == [2]


@pytest.mark.parametrize(
    ("changed", "in_force"),
    [
        ({"phone": "110"}, [2]),
        ({"issued_on": None}, [2]),
        ({"issued_on": date(2022, 1, 1)}, [2, 1]),
        ({"title": "另一份通报"}, [2, 1]),
        ({"issuer": "中共别镇委"}, [2, 1]),
    ],
)
def test_another_edition_takes_the_place_of_the_one_before(
    database: Database, notice: Notice, changed: dict[str, str | date | None], in_force: list[int]
) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, replace(notice, **changed), MORNING)  # type: ignore[arg-type]
    assert sorted(ids(database)) == sorted(in_force)


def test_an_edition_withdrawn_leaves_the_one_before(
    database: Database, notice: Notice, older: Notice
) -> None:
    for loaded in (notice, older, replace(notice, phone="110")):
        loading.load(database, loaded, MORNING)
    assert ids(database) == [3, 2]
    assert loading.withdraw(database, 3, MORNING)
    assert ids(database) == [1, 2]
    assert loading.withdraw(database, 1, MORNING)
    assert ids(database) == [2]
    assert not loading.withdraw(database, 1, MORNING)
    assert audit(database).faults == ()


def test_the_sample_gives_way_to_the_first_notice_of_another_issuer(
    database: Database, notice: Notice
) -> None:
    loading.load_if_empty(database, notice, MORNING)
    ours = replace(notice, issuer="中共别镇委", title="别镇的通报")
    loading.load(database, ours, MORNING)
    loading.load(database, replace(ours, issued_on=date(2019, 1, 1)), MORNING)
    assert ids(database) == [2, 3]
    loading.withdraw(database, 2, MORNING)
    assert ids(database) == [3]
    loading.withdraw(database, 3, MORNING)
    assert ids(database) == [1]
    assert audit(database).faults == ()


def test_the_sample_that_came_back_and_was_worked_on_stays(database: Database, notice: Notice) -> None:
    ours = replace(notice, issuer="中共别镇委", title="别镇的通报")
    loading.load_if_empty(database, notice, MORNING)
    loading.load(database, ours, MORNING)
    loading.withdraw(database, 2, MORNING)
    publish(database, 1, 1, "1.2.6", "泵站已修好。")
    loading.load(database, ours, MORNING)
    assert sorted(ids(database)) == [1, 2]
    assert audit(database).faults == ()


@pytest.mark.parametrize("by_whom", ["issuer", "work"])
def test_the_sample_stays_where_it_is_the_towns_own(
    database: Database, notice: Notice, older: Notice, by_whom: str
) -> None:
    loading.load_if_empty(database, notice, MORNING)
    if by_whom == "work":
        publish(database, 1, 1, "1.2.6", "泵站已修好。")
        older = replace(older, issuer="中共别镇委")
    loading.load(database, older, MORNING)
    assert ids(database) == [1, 2]


def publish(database: Database, update_id: int, notice_id: int, code: str, text: str) -> None:
    people.enrol(database, STAFF.id, STAFF.name, STAFF.role, MORNING)
    written = Written(text, Status.NOT_STATED)
    made = drafts.draft(database, update_id, STAFF.id, notice_id, code, written, MORNING)
    assert isinstance(made, Draft)
    assert not isinstance(progress.publish(database, update_id + 1, made.id, STAFF.id, MORNING), str)


def test_a_matter_of_two_notices_is_one_story(database: Database, notice: Notice, older: Notice) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, older, MORNING)
    publish(database, 1, 2, "1.1.3", "泵站已修好。")
    newer, before = record_of(database, 1), record_of(database, 2)
    assert [one.text for one in newer.updates_of("1.2.6")] == ["泵站已修好。"]
    assert [one.text for one in before.updates_of("1.1.3")] == ["泵站已修好。"]
    assert before.updates_of("1.2.6") == ()
    assert [(one.there, one.notice.id, one.is_newer) for one in newer.also_in("1.2.6")] == [
        ("1.1.3", 2, False)
    ]
    assert newer.tells_of("1.2.6")
    assert not before.tells_of("1.1.3")
    assert before.tells_of("1.2.6")


def test_a_matter_goes_on_once_however_many_notices_have_it(
    database: Database, notice: Notice, older: Notice
) -> None:
    for loaded in (older, notice, replace(notice, issued_on=date(2023, 5, 1))):
        loading.load(database, loaded, MORNING)
    newest = record_of(database)
    assert newest.notice_id == 3
    assert [one.notice.id for one in newest.also_in("1.2.6")] == [2, 1]
    assert newest.also_in("1.2.5")[0].there == "1.2.5"


def test_a_matter_of_a_notice_withdrawn_goes_on_when_notices_are_loaded_again(
    database: Database, notice: Notice
) -> None:
    """Else the two that are in force at last would count what they share twice."""
    august = replace(notice, issued_on=date(2021, 8, 1))
    loading.load(database, notice, MORNING)
    publish(database, 1, 1, "1.2.6", "泵站已修好。")
    loading.load(database, august, MORNING)
    for withdrawn in (2, 1):
        loading.withdraw(database, withdrawn, MORNING)
    rewritten = replace(notice.findings[0], problem="敬老院的锅炉三年没有检验，冬天停了两次暖。")
    loading.load(database, replace(notice, findings=(rewritten, *notice.findings[1:])), MORNING)
    assert [one.text for one in record_of(database).updates_of("1.2.6")] == ["泵站已修好。"]
    loading.load(database, august, MORNING)
    newer, before = record_of(database, 2), record_of(database, 3)
    assert ids(database) == [2, 3]
    assert (len(newer.told), len(before.told)) == (27, 1)


def test_no_matter_goes_on_in_another_issuers_notice(database: Database, notice: Notice) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, replace(notice, issuer="中共别镇委"), MORNING)
    assert record_of(database).also == ()


def test_the_code_of_each_notice_is_its_own(database: Database, notice: Notice, older: Notice) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, older, MORNING)
    people.enrol(database, 9, "李四", Role.SUPERVISOR, MORNING)
    ownerships.assign(database, 1, 2, "1.2.6", "民政办", None, 9, MORNING)
    assert record_of(database, 1).ownership("1.2.6").unit is None
    assert record_of(database, 2).ownership("1.2.6").unit == "民政办"
    assert notices.having(database, "1.2.6") == [1, 2]
    assert notices.having(database, "1.2.6", 2019) == [2]
    assert ownerships.notices_of(database, Person(8, "某", Role.STAFF, "民政办")) == [2]
    assert ownerships.works_on(database, "民政办", [1, 2], "1.2.6") == [2]
    assert closeouts.pending(database) == []


def test_what_history_does_not_say_of_the_column_is_a_fault(
    database: Database, notice: Notice, older: Notice
) -> None:
    loading.load(database, notice, MORNING)
    loading.load(database, older, MORNING)
    with database.transaction() as session:
        session.exec(select(NoticeRow).where(NoticeRow.id == 2)).one().in_force = False
    assert audit(database).faults == (Fault(Kind.NOTICE, 2),)


def test_lines_of_an_older_version_left_one_in_force(database: Database, notice: Notice) -> None:
    with database.transaction() as session:
        for notice_id in (1, 2):
            note(session, Change.NOTICE_LOADED, MORNING, None, notice_id, findings=27)
        assert in_force.after(in_force.told(session)) == ({2}, {1, 2})
        note(session, Change.NOTICE_WITHDRAWN, MORNING, None, 2)
        assert in_force.after(in_force.told(session))[0] == {1}
        note(session, Change.NOTICE_LOADED, MORNING, None, 3, findings=1, replaces=None)
        assert in_force.after(in_force.told(session))[0] == {1, 3}


def test_very_many_notices_are_paged(database: Database, notice: Notice) -> None:
    for year in range(2000, 2013):
        few = replace(notice, issued_on=date(year, 1, 1), findings=notice.findings[:1])
        loading.load(database, few, MORNING)
    shown, count = notices.page(database, 1, 10)
    assert count == 13
    assert [one.issued_on.year for one in shown if one.issued_on] == [2002, 2001, 2000]
    with database.snapshot() as session:
        assert len(session.exec(select(NoticeRow).where(col(NoticeRow.in_force))).all()) == 13
