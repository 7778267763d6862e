"""The migrations: up, down, up again, and equal to the models."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel, col, select

import db.models  # noqa: F401  (fills the metadata)
from db import records
from db.audit import Kind, audit
from db.engine import Database
from db.migrate import InService, TooNew, downgrade, is_current, upgrade
from db.models import FindingRow
from db.service import in_service
from tests import databases

pytestmark = pytest.mark.on_both


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(tmp_path: Path) -> None:
    with closing(Database(databases.present().empty(tmp_path / "stairs.db"))) as database:
        upgrade(database)
        first = tables(database)
        downgrade(database, "base")
        assert tables(database) == set()
        upgrade(database)
        assert tables(database) == first != set()


def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_upgraded_database_is_left_alone(database: Database) -> None:
    before = tables(database)
    upgrade(database)
    assert tables(database) == before


@pytest.mark.on_sqlite("PostgreSQL has neither to switch on")
def test_foreign_keys_and_wal_are_on(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_data_of_the_first_schema_come_through_to_the_newest(tmp_path: Path) -> None:
    at = "'2021-03-05 01:00:00.000000'"
    with closing(Database(databases.present().empty(tmp_path / "first.db"))) as database:
        upgrade(database, "0001")
        with database.exclusive() as connection:
            for statement in (
                "INSERT INTO notices (id, title, digest, loaded_at) VALUES (1, '通报', 'd', " + at + ")",
                "INSERT INTO findings"
                " (id, notice_id, position, code, problem, rectification, measures, status)"
                " VALUES (1, 1, 0, '1.1.1', '井坏了。', '正在修。', '[]', 'in_progress')",
                "INSERT INTO people (id, role, unit, joined_at) VALUES (7, 'staff', '办', " + at + ")",
                "INSERT INTO drafts (id, author_id, finding_id, text, unit, status, state, created_at)"
                " VALUES (1, 7, 1, '修好了', '办', 'completed', 'published', " + at + ")",
                "INSERT INTO updates (id, finding_id, draft_id, author_id, text, unit, status, published_at)"
                " VALUES (1, 1, 1, 7, '修好了', '办', 'completed', " + at + ")",
                "INSERT INTO events (kind, subject_id, details, happened_at)"
                " VALUES ('notice_loaded', 1, '{}', " + at + ")",
                "INSERT INTO events (kind, actor_id, subject_id, details, happened_at)"
                " VALUES ('progress_published', 7, 1, '{}', " + at + ")",
            ):
                connection.exec_driver_sql(statement)
        upgrade(database)
        record = records.record(database)
        assert record is not None
        assert [update.text for update in record.updates] == ["修好了"]
        assert {fault.kind for fault in audit(database).faults} == {Kind.NOTICE, Kind.PERSON}


def test_two_who_start_at_once_upgrade_it_once(tmp_path: Path) -> None:
    url = databases.present().empty(tmp_path / "twice.db")

    def start() -> bool:
        with closing(Database(url)) as database:
            upgrade(database)
            return is_current(database)

    with ThreadPoolExecutor(4) as pool:
        assert all(start.result() for start in [pool.submit(start) for _ in range(4)])


@pytest.mark.on_postgres
def test_nothing_is_upgraded_under_a_bot_that_serves(tmp_path: Path) -> None:
    """It was not made for what the tables become; where nothing is to be done, others may serve."""
    with closing(Database(databases.present().empty(tmp_path / "served.db"))) as database:
        upgrade(database, "0016")
        with in_service(database, together=True) as is_taken:
            assert is_taken()
            with pytest.raises(InService):
                upgrade(database)
        upgrade(database)
        with in_service(database, together=True) as is_taken:
            assert is_taken()
            upgrade(database)


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.exclusive() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TooNew):
        upgrade(database)


def test_categories_of_notices_there_are_go_on_by_their_names(tmp_path: Path) -> None:
    findings = (
        (1, "一", "党建问题", "没有学习。"),
        (2, "一", "党建问题", "没有开会。"),
        (3, "一", "财务混乱", "财务混乱。"),
        (4, "二", "党建问题", "没有记录。"),
    )
    with closing(Database(databases.present().empty(tmp_path / "before.db"))) as database:
        upgrade(database, "0011")
        with database.exclusive() as connection:
            connection.exec_driver_sql(
                "INSERT INTO notices (id, title, digest, loaded_at) VALUES (1, '通报', 'd', '2021-03-05')"
            )
            for number, section, category, problem in findings:
                connection.exec_driver_sql(
                    "INSERT INTO findings (id, notice_id, position, code, section, category, problem,"
                    f" rectification, measures, status) VALUES ({number}, 1, 0, '{number}', '{section}',"
                    f" '{category}', '{problem}', '', '[]', 'not_stated')"
                )
        upgrade(database)
        with database.snapshot() as session:
            assert list(session.exec(select(FindingRow.category_id).order_by(col(FindingRow.id)))) == [
                1, 1, 3, 4,
            ]  # fmt: skip
