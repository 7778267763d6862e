"""The migrations: up, down, up again, and equal to the models."""

from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

import db.models  # noqa: F401  (fills the metadata)
from db.engine import Database
from db.migrate import downgrade, upgrade


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'stairs.db'}")) as database:
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


def test_foreign_keys_and_wal_are_on(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
