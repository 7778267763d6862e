"""Invitations: one-time, hashed, for a day."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import loading, people
from db.engine import Database
from db.models import EventRow, InviteRow
from knowledge.model import Notice, Person, Role
from tests.town import MORNING

pytestmark = pytest.mark.on_both


def test_the_code_itself_is_not_kept(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    with database.snapshot() as session:
        row = session.exec(select(InviteRow)).one()
        assert code not in str(row.model_dump())


def test_joining_gives_role_and_unit(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    assert people.join(database, code, 7, "张三", MORNING) == Person(7, "张三", Role.STAFF, "环保办")


def test_without_a_unit_one_belongs_to_the_issuer(database: Database, notice: Notice) -> None:
    loading.load(database, notice, MORNING)
    code = people.invite(database, Role.STAFF, None, MORNING)
    assert people.join(database, code, 7, "张三", MORNING) == Person(7, "张三", Role.STAFF, "中共湖滨镇委")


def test_a_code_typed_by_hand_may_be_in_lower_case(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    assert isinstance(people.join(database, f" {code.lower()} ", 7, "张三", MORNING), Person)


def test_a_code_works_once(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    people.join(database, code, 7, "张三", MORNING)
    assert people.join(database, code, 8, "张三", MORNING) is people.Refused.USED


def test_who_sends_their_code_again_is_told_who_they_are(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    first = people.join(database, code, 7, "张三", MORNING)
    assert people.join(database, code, 7, "张三", MORNING) == first


@pytest.mark.parametrize(("hours", "joined"), [(23, True), (24, False), (48, False)])
def test_a_code_is_valid_for_a_day(database: Database, hours: int, joined: bool) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    result = people.join(database, code, 7, "张三", MORNING + timedelta(hours=hours))
    assert isinstance(result, Person) is joined


def test_every_step_stands_in_history(database: Database) -> None:
    code = people.invite(database, Role.STAFF, "环保办", MORNING)
    people.join(database, code, 7, "张三", MORNING)
    with database.snapshot() as session:
        assert list(session.exec(select(EventRow.kind))) == ["invited", "joined"]
