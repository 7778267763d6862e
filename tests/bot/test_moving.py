"""migrate-to: from the SQLite file to PostgreSQL, all of it or nothing."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import URL, Table, select
from sqlmodel import SQLModel

from bot.commands.moving import migrate_to
from bot.lock import receiving
from bot.problem import Problem
from bot.settings import Settings
from db import copying, drafts, people, progress, tickets
from db.audit import audit
from db.drafts import Written
from db.engine import Database
from db.inbox import Arrival, accept
from db.migrate import downgrade
from db.models import QuestionRow
from db.tickets import Author, Report
from knowledge.model import Draft, Person, ProgressUpdate, Role, Status
from knowledge.progress.opinions import Place
from tests import databases
from tests.databases import Files
from tests.town import MORNING, settings, with_shipped_notice

pytestmark = pytest.mark.on_postgres
STAFF = Person(7, "张三", Role.STAFF, "中共湖滨镇委")


def publish(database: Database, update_id: int, words: str) -> ProgressUpdate:
    draft = drafts.draft(database, update_id, STAFF.id, 1, "1.2.6", Written(words, Status.COMPLETED), MORNING)
    assert isinstance(draft, Draft)
    published = progress.publish(database, update_id + 1, draft.id, STAFF.id, MORNING)
    assert isinstance(published, ProgressUpdate)
    return published


def lived_in(database: Database) -> None:
    """Something in many tables, odd texts and ids among it."""
    with_shipped_notice(database)
    people.enrol(database, STAFF.id, STAFF.name, STAFF.role, MORNING)
    people.enrol(database, -3, "终端", Role.ADMIN, MORNING)
    people.invite(database, Role.STAFF, None, MORNING)
    publish(database, 1, "泵站修好 👍 100% '引号' \\u0000")
    report = Report("路灯坏了", Place(36.1, 117.123456789))
    tickets.receive(database, 3, Author(2**52, "k", 2**52), report, None, MORNING.date(), MORNING)
    accept(
        database,
        [Arrival(2**40 + n, -(10**12), '{"a": "\\u0000"}') for n in range(copying.PAGE + 7)],
        MORNING,
    )


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """A folder with a SQLite database that is in use."""
    return replace(settings(tmp_path), database_url=Files().made(tmp_path / "zhenggai.db", lived_in))


@pytest.fixture
def target(tmp_path: Path) -> URL:
    return databases.present().empty(tmp_path / "target")


@pytest.fixture
def source(here: Settings) -> Iterator[Database]:
    with closing(Database(here.database_url)) as database:
        yield database


@pytest.fixture
def there(target: URL) -> Iterator[Database]:
    with closing(Database(target)) as database:
        yield database


def move(target: URL, here: Settings) -> int:
    return migrate_to(target.render_as_string(hide_password=False), here)


def everything(database: Database) -> dict[str, list[object]]:
    with database.snapshot() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


def test_everything_is_there_and_the_file_stays(
    here: Settings, target: URL, source: Database, there: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(source)
    assert move(target, here) == 0
    said = capsys.readouterr()
    found = audit(there)
    assert said.out.count("\n") == 1
    assert said.out.startswith("✓ 已搬到 PostgreSQL")
    assert found.last_link in said.out
    assert f"inbox：{copying.PAGE + 7} 行" in said.err
    assert found == audit(source)
    assert found.faults == ()
    assert everything(there) == everything(source) == before


def test_work_goes_on_there(here: Settings, target: URL, there: Database) -> None:
    """What is new gets numbers that are not taken, and history its next line."""
    move(target, here)
    publish(there, 100, "又巡查了一遍")
    people.enrol(there, 8, "李四", Role.STAFF, MORNING)
    assert audit(there).faults == ()


def test_a_target_that_holds_something_is_refused(here: Settings, target: URL, there: Database) -> None:
    move(target, here)
    before = everything(there)
    with pytest.raises(Problem, match="不是空的"):
        move(target, here)
    assert everything(there) == before


def test_a_database_of_somebody_else_is_refused(here: Settings, target: URL, there: Database) -> None:
    with there.exclusive() as connection:
        connection.exec_driver_sql("CREATE TABLE accounts (id integer)")
    with pytest.raises(Problem, match="accounts"):
        move(target, here)


def test_a_row_that_does_not_come_through_leaves_the_target_empty(
    here: Settings, target: URL, there: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = copying.fill

    def lossy(table: Table, *more: object) -> int:
        return 0 if table.name == "effects" else fill(table, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "fill", lossy)
    with pytest.raises(Problem, match="effects") as refused:
        move(target, here)
    assert refused.value.exit_code == 1
    assert not any(everything(there).values())
    monkeypatch.undo()
    assert move(target, here) == 0


def test_what_postgresql_cannot_hold_is_said(
    here: Settings, target: URL, source: Database, there: Database
) -> None:
    with source.transaction() as session:
        session.add(QuestionRow(text="喷\0漆", kind="answer", codes=[], asked_at=MORNING))
    with pytest.raises(Problem, match="questions"):
        move(target, here)
    assert not any(everything(there).values())


def test_nothing_is_moved_from_under_a_running_bot(here: Settings, target: URL) -> None:
    with receiving(here.data_dir), pytest.raises(Problem, match="另一个机器人进程"):
        move(target, here)


def test_an_old_database_is_upgraded_by_the_program_first(
    here: Settings, target: URL, source: Database
) -> None:
    downgrade(source, "0013")
    with pytest.raises(Problem, match="旧版本"):
        move(target, here)


@pytest.mark.parametrize("written", ["abc", "mysql://u:p@h/x", "postgresql://u:p@h/", "postgresql://h:x/y"])
def test_what_is_no_database_of_postgresqls_is_said_to_be_none(here: Settings, written: str) -> None:
    """A SQLite file, which a setting may name, is no place to move to."""
    with pytest.raises(Problem, match="只能搬到 PostgreSQL") as refused:
        migrate_to(written, here)
    assert "sqlite" not in str(refused.value)


def test_a_server_that_is_not_reached_is_said_to_be_the_targets(here: Settings) -> None:
    with pytest.raises(Problem, match="连不上目标库，什么都没有搬") as refused:
        migrate_to("postgresql://u:p@127.0.0.1:1/x", here)
    assert "BOT_DATABASE_URL" not in str(refused.value)


def test_a_missing_file_and_a_wrong_direction_are_said(here: Settings, target: URL, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="只能搬到 PostgreSQL"):
        move(Files().empty(tmp_path / "other.db"), here)
    with pytest.raises(Problem, match="只能从 SQLite"):
        move(target, replace(here, database_url=target))
    with pytest.raises(Problem, match="没有数据库文件"):
        move(target, replace(here, database_url=Files().empty(tmp_path / "other.db")))
    assert not (tmp_path / "other.db").exists()
