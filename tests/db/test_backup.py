"""One archive, made beside whoever writes, and everything comes back from it."""

import shutil
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.clock import tick
from db import loading, people, records
from db.audit import audit
from db.backup import Damaged, back_up, back_up_nightly, opened, put_in_place
from db.engine import Database
from db.migrate import upgrade
from db.vault import Vault
from knowledge.model import Notice, Role
from tests.town import MORNING, Town

pytestmark = pytest.mark.on_sqlite("PostgreSQL has backups of its own")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar.gz"


@contextmanager
def restored(archive: Path) -> Iterator[Database]:
    with opened(archive) as (folder, _):
        url = URL.create("sqlite", database=str(folder / "zhenggai.db"))
        with closing(Database(url)) as database:
            yield database


def test_what_was_committed_before_is_in_it(
    database: Database, notice: Notice, archive: Path, tmp_path: Path
) -> None:
    loading.load(database, notice, MORNING)
    made = back_up(database, tmp_path, archive)
    assert made.faults == ()
    assert archive.stat().st_mode & 0o777 == 0o600
    with restored(archive) as copy:
        assert records.record(copy) == records.record(database)


def test_it_is_made_while_others_write(database: Database, archive: Path, tmp_path: Path) -> None:
    def join(number: int) -> None:
        people.enrol(database, number, "某", Role.STAFF, MORNING)

    with ThreadPoolExecutor(2) as pool:
        written = [pool.submit(join, number) for number in range(1, 60)]
        written[5].result()
        before = {person.id for person in people.everyone(database)}
        back_up(database, tmp_path, archive)
        for each in written:
            each.result()
    with restored(archive) as copy:
        assert before <= {person.id for person in people.everyone(copy)}
        assert audit(copy).faults == ()


def test_salt_and_words_go_with_it_and_nothing_else(
    database: Database, archive: Path, tmp_path: Path
) -> None:
    for name in ("salt", "thesaurus.tsv", "phrases.tsv", "receiver.lock"):
        (tmp_path / name).write_text(name)
    back_up(database, tmp_path, archive)
    with tarfile.open(archive) as tar:
        assert sorted(tar.getnames()) == ["phrases.tsv", "salt", "thesaurus.tsv", "zhenggai.db"]


def test_photos_and_files_go_with_it_and_come_back(database: Database, archive: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    there.mkdir()
    here.mkdir()
    name = Vault(here / "evidence").put(b"photo")
    (here / "evidence" / "part of a download").write_bytes(b"")
    back_up(database, here, archive)
    with opened(archive) as (folder, _):
        put_in_place(folder, URL.create("sqlite", database=str(there / "town.db")), there, tmp_path / "kept")
    assert [file.name for file in (there / "evidence").iterdir()] == [name]
    assert Vault(there / "evidence").get(name) == b"photo"


def test_a_history_altered_before_is_said(database: Database, archive: Path, tmp_path: Path) -> None:
    people.enrol(database, 7, "某", Role.STAFF, MORNING)
    with database.exclusive() as connection:
        connection.exec_driver_sql("UPDATE events SET actor_id = 8")
    assert back_up(database, tmp_path, archive).faults


@pytest.mark.parametrize("percent", [0, 5, 95])
def test_a_damaged_archive_is_refused(
    database: Database, archive: Path, tmp_path: Path, percent: int
) -> None:
    back_up(database, tmp_path, archive)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) * percent // 100])
    with pytest.raises(Damaged), opened(archive):
        pass
    assert not list(tmp_path.glob(".restore-*"))


def test_a_night_leaves_one_archive_and_keeps_fourteen(database: Database, tmp_path: Path) -> None:
    for number in range(16):
        back_up_nightly(database, tmp_path, date(2021, 3, 1) + timedelta(days=number), MORNING)
    kept = sorted(file.name for file in (tmp_path / "backups").iterdir())
    assert len(kept) == 14
    assert kept[-1] == "zhenggai-2021-03-16.tar.gz"


@pytest.mark.parametrize("moves", [0, 1])
def test_a_restore_that_breaks_off_leaves_what_was_there_whole(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """The salt is moved first, the database last."""
    url = URL.create("sqlite", database=str(tmp_path / "town.db"))
    (tmp_path / "salt").write_text("salt")
    with closing(Database(url)) as database:
        upgrade(database)
        back_up(database, tmp_path, archive)
        people.enrol(database, 7, "某", Role.STAFF, MORNING)
    left, move = moves, shutil.move

    def breaks(source: Path, target: Path) -> None:
        nonlocal left
        if not left:
            raise OSError("no more")
        left -= 1
        move(source, target)

    monkeypatch.setattr(shutil, "move", breaks)
    with opened(archive) as (folder, _):
        with pytest.raises(OSError, match="no more"):
            put_in_place(folder, url, tmp_path, tmp_path / "kept")
        monkeypatch.undo()
        with closing(Database(url)) as database:
            assert [person.id for person in people.everyone(database)] == [7]
        put_in_place(folder, url, tmp_path, tmp_path / "kept again")
        with closing(Database(url)) as database:
            assert people.everyone(database) == []


async def test_a_failed_night_is_in_the_digest(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    (town.settings.data_dir / "backups").write_text("a file where the folder should be")
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    assert "自动备份没有成功" in await supervisor.says("日报")
    assert audit(town.database).faults == ()


async def test_the_clock_makes_it(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    assert [file.name for file in (town.settings.data_dir / "backups").iterdir()] == [
        "zhenggai-2021-03-05.tar.gz"
    ]
    assert "备份" not in await supervisor.says("日报")
