"""Towns in the database: whose an older deployment's people become, and who follows the sample's place."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from bot.opening import load_shipped_notice
from db import loading, notices, people, towns
from db.audit import audit
from db.engine import Database
from db.migrate import downgrade, upgrade
from db.models import FindingRow, PersonRow
from knowledge.model import Notice, Role
from knowledge.towns import town_name
from tests import databases
from tests.town import MORNING

SHIPPED = "中共湖滨镇委"


@pytest.mark.on_both
@pytest.mark.parametrize(
    ("issuers", "is_towns"),
    [
        ([SHIPPED], True),
        ([SHIPPED, "中共青岭镇委员会"], True),
        ([SHIPPED, "中共青岭镇委员会", "青岭镇党委"], True),
        ([SHIPPED, "中共青岭镇委员会", "中共白河镇委"], False),
        ([SHIPPED, None], False),
    ],
)
def test_an_older_deployment_goes_on_as_before(
    tmp_path: Path, issuers: list[str | None], is_towns: bool
) -> None:
    """The first notice is the sample, which was nobody's choice."""
    at = "'2021-03-05 01:00:00.000000+00:00'"
    with closing(Database(databases.present().empty(tmp_path / "old.db"))) as database:
        upgrade(database, "0017")
        with database.exclusive() as connection:
            for number, issuer in enumerate(issuers, start=1):
                by = f"'{issuer}'" if issuer else "NULL"
                connection.exec_driver_sql(
                    "INSERT INTO notices (id, title, issuer, digest, loaded_at, dated_on, in_force) VALUES"
                    f" ({number}, '通报', {by}, 'd{number}', {at}, '2021-03-05', {number == len(issuers)})"
                )
                details = '{"shipped": true}' if number == 1 else "{}"
                connection.exec_driver_sql(
                    "INSERT INTO events (kind, subject_id, details, happened_at, salt, digest, chain)"
                    f" VALUES ('notice_loaded', {number}, '{details}', {at}, '', '', '')"
                )
            connection.exec_driver_sql(
                "INSERT INTO people (id, name, role, unit, joined_at)"
                f" VALUES (7, '张三', 'staff', '财政所', {at})"
            )
        upgrade(database)
        person = people.find(database, 7)
        assert person is not None
        town = towns.get(database, person.town_id) if person.town_id else None
        assert (town is not None) is is_towns
        assert town is None or town.name == town_name(issuers[-1] or "")


def test_who_was_invited_before_the_first_notice_is_of_its_town(database: Database, notice: Notice) -> None:
    load_shipped_notice(database, MORNING)
    (sample,) = towns.in_force(database)
    joined = people.invite(database, Role.STAFF, "财政所", MORNING, sample.id)
    waits = people.invite(database, Role.STAFF, "财政所", MORNING, sample.id)
    people.join(database, joined, 7, "张三", MORNING)
    loading.load(database, replace(notice, issuer="中共青岭镇委员会"), MORNING)
    people.join(database, waits, 8, "李四", MORNING)
    (town,) = towns.in_force(database)
    assert town.name == "青岭镇"
    assert [one.town_id for one in people.everyone(database)] == [town.id, town.id]
    assert audit(database).faults == ()
    with database.transaction() as session:
        session.exec(select(PersonRow)).all()[0].town_id = None
    assert audit(database).faults != ()


@pytest.mark.parametrize("issuer", ["中共湖滨镇委", "中共湖滨镇委员会", "湖滨镇党委", "湖滨镇"])
def test_a_town_is_one_however_its_issuer_is_printed(issuer: str) -> None:
    assert town_name(issuer) == "湖滨镇"


@pytest.mark.parametrize("printed", ["湖滨镇党委", "中共湖滨镇委员会"])
def test_a_notice_is_reissued_by_its_town_however_that_is_printed(
    database: Database, notice: Notice, printed: str
) -> None:
    """It takes the place of the first, and its findings go on as they stand."""
    loading.load(database, replace(notice, issuer="中共湖滨镇委"), MORNING)
    loading.load(database, replace(notice, issuer=printed, phone="12345"), MORNING)
    assert [*notices.ids_in_force(database)] == [2]
    with database.snapshot() as session:
        matters = select(FindingRow.matter_id).where(FindingRow.code == "1.2.6")
        assert len({*session.exec(matters)}) == 1


@pytest.mark.on_both
def test_everybody_is_of_their_own_town_after_a_way_down_and_up(database: Database, notice: Notice) -> None:
    """A town that has no notice, and came first: the ids are not those that the notices alone would give."""
    mars = towns.made(database, "火星镇")
    for issuer in ("中共湖滨镇委", "中共青岭镇委员会"):
        loading.load(database, replace(notice, issuer=issuer), MORNING)
    ids = [*(one.id for one in towns.every(database)), None]
    assert ids[0] == mars.id
    for person_id, town_id in enumerate(ids, start=1):
        code = people.invite(database, Role.STAFF, "财政所", MORNING, town_id)
        people.join(database, code, person_id, "张三", MORNING)
    waits = people.invite(database, Role.ADMIN, "党政办", MORNING, mars.id)
    before = towns.every(database), people.everyone(database)
    downgrade(database, "0017")
    upgrade(database)
    assert (towns.every(database), people.everyone(database)) == before
    assert audit(database).faults == ()
    assert people.join(database, waits, 9, "李四", MORNING) is people.Refused.UNKNOWN
    assert towns.made(database, "白河镇").id not in ids
