"""Every line of doctor, provoked."""

import os
import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot import texts
from bot.commands.backup import backup, restore
from bot.commands.doctor import doctor
from bot.lock import receiving
from bot.opening import load_shipped_notice
from bot.problem import Problem
from bot.settings import Settings, Webhook
from db import loading
from db.backup import back_up_nightly
from db.engine import Database
from db.migrate import downgrade, upgrade
from db.vault import Vault
from tests import databases
from tests.courier import SECRET, free_port
from tests.http_stub import TOKEN, HttpTelegram, http_telegram
from tests.pictures import latin_font
from tests.town import settings as settings_of

NOW = datetime(2021, 3, 5, 1, 0, tzinfo=UTC)
Edit = Callable[[str], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A folder in which all is well."""
    tmp_path.chmod(0o700)
    made = settings_of(tmp_path)
    with closing(Database(made.database_url)) as database:
        upgrade(database)
        load_shipped_notice(database, NOW)
    for file in tmp_path.iterdir():
        file.chmod(0o600)
    return made


@pytest.fixture
def stub() -> Iterator[HttpTelegram]:
    with http_telegram() as running:
        yield running


@pytest.fixture
def online(settings: Settings, stub: HttpTelegram) -> Settings:
    return replace(settings, token=TOKEN, api_url=stub.url)


@pytest.fixture
def edit(settings: Settings) -> Edit:
    def run(statement: str) -> None:
        with closing(Database(settings.database_url)) as database, database.exclusive() as connection:
            connection.exec_driver_sql(statement)

    return run


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[Settings, datetime], tuple[int, str]]:
    """What doctor says, with its exit code."""

    def run(settings: Settings, now: datetime = NOW) -> tuple[int, str]:
        return doctor(settings, now), capsys.readouterr().out

    return run


Say = Callable[..., tuple[int, str]]


def said_with(words: str, said: str) -> None:
    """One line is ✗, and has these words."""
    assert [words in line for line in said.splitlines() if line.startswith("✗")] == [True]


def test_where_all_is_well_every_line_says_so(online: Settings, say: Say) -> None:
    exit_code, said = say(online)
    assert exit_code == 0
    assert all(line.startswith("✓") for line in said.splitlines())
    for words in (
        "时区 Asia/Shanghai，现在 2021-03-05 09:00",
        "GB",
        "当前版本",
        "完整",
        "湖滨镇",
        "@zhenggai_bot",
    ):
        assert words in said


def test_a_data_folder_that_cannot_be_made_is_wrong(settings: Settings, say: Say) -> None:
    file = settings.data_dir / "file"
    file.touch()
    exit_code, said = say(replace(settings, data_dir=file / "data"))
    assert exit_code != 0
    assert "建不了数据文件夹" in said


@pytest.mark.on_sqlite("looks at the file")
def test_before_the_first_run_nothing_is_wrong(settings: Settings, say: Say) -> None:
    exit_code, said = say(replace(settings, data_dir=settings.data_dir / "none"))
    assert exit_code == 0
    assert "还没有数据文件夹" in said
    Path(settings.database_url.database or "").unlink()
    assert "还没有数据库" in say(settings)[1]


@pytest.mark.on_sqlite("looks at the file")
def test_a_database_that_cannot_be_made_is_wrong(settings: Settings, say: Say) -> None:
    url = settings.database_url.set(database=str(settings.data_dir / "none" / "town.db"))
    exit_code, said = say(replace(settings, database_url=url))
    assert exit_code == 1
    assert "数据库打不开或读写不了" in said


@pytest.mark.on_sqlite("looks at the file")
def test_files_open_to_others(settings: Settings, say: Say) -> None:
    (settings.data_dir / "town.db").chmod(0o644)
    exit_code, said = say(settings)
    assert exit_code == 1
    said_with("town.db 别的用户也能读", said)


def test_a_full_disk(settings: Settings, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 9 * 10**8, 10**8))
    exit_code, said = say(settings)
    assert exit_code == 1
    said_with("只剩 100 MB", said)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", texts.DATABASE_TOO_NEW),
        ("UPDATE events SET actor_id = 1", "被改动过"),
    ],
)
def test_a_database_that_is_not_as_it_should_be(
    settings: Settings, say: Say, edit: Edit, statement: str, words: str
) -> None:
    edit(statement)
    exit_code, said = say(settings)
    assert exit_code == 1
    said_with(words, said)


def test_a_database_of_an_earlier_version(settings: Settings, say: Say) -> None:
    with closing(Database(settings.database_url)) as database:
        downgrade(database, "0005")
    said_with("旧版本", say(settings)[1])


@pytest.mark.on_sqlite("looks at the file")
def test_a_file_that_is_no_database(settings: Settings, say: Say) -> None:
    Path(settings.database_url.database or "").write_bytes(b"no database" * 100)
    said_with("数据库打不开", say(settings)[1])


def test_a_clock_that_goes_back(settings: Settings, say: Say) -> None:
    said_with("请校准", say(settings, NOW - timedelta(days=1))[1])


@pytest.mark.parametrize("content", [b"altered", None])
def test_a_photo_that_is_missing_or_altered(
    settings: Settings, say: Say, edit: Edit, content: bytes | None
) -> None:
    name = Vault(settings.data_dir / "evidence").put(b"photo")
    edit(
        "INSERT INTO evidence (person_id, message_id, kind, file_id, state, tries, sha256, not_before,"
        f" sent_at) VALUES (7, 1, 'photo', 'x', 'kept', 0, '{name}', '2021-03-05', '2021-03-05')"
    )
    assert "照片和文件 1 个，都在" in say(settings)[1]
    file = settings.data_dir / "evidence" / name
    file.write_bytes(content) if content else file.unlink()
    exit_code, said = say(settings)
    assert exit_code == 1
    said_with("照片和文件有 1 个", said)


def test_a_phrase_that_cannot_be_read(settings: Settings, say: Say) -> None:
    (settings.data_dir / "phrases.tsv").write_text("差不多\t修好了。\n")
    (settings.data_dir / "phrases.tsv").chmod(0o600)
    said_with("不是常用语", say(settings)[1])


def test_no_notice_in_force(settings: Settings, say: Say) -> None:
    with closing(Database(settings.database_url)) as database:
        loading.withdraw(database, 1, NOW)
    said_with("没有使用中的通报", say(settings)[1])


@pytest.mark.on_postgres
def test_postgresql_is_named_without_its_password(settings: Settings, say: Say) -> None:
    secret = settings.database_url.set(password="secret")
    exit_code, said = say(replace(settings, database_url=secret))
    assert exit_code == 0
    assert "数据库（PostgreSQL 1" in said
    assert f" 的 {secret.database} 库）能打开" in said
    assert "备份由 pg_dump 负责" in said
    assert "secret" not in said


@pytest.mark.on_postgres
def test_a_database_with_nothing_in_it_yet(settings: Settings, say: Say, tmp_path: Path) -> None:
    empty = databases.present().empty(tmp_path / "empty")
    exit_code, said = say(replace(settings, database_url=empty))
    assert exit_code == 0
    assert "还没有数据库" in said


@pytest.mark.on_postgres
def test_a_server_that_is_not_there(settings: Settings, say: Say, tmp_path: Path) -> None:
    gone = make_url(f"postgresql+psycopg://nobody:secret@/none?host={tmp_path}")
    exit_code, said = say(replace(settings, database_url=gone))
    assert exit_code == 1
    said_with("服务器是否在运行", said)
    assert "secret" not in said


@pytest.mark.on_postgres
def test_backup_and_restore_name_the_tools_of_postgresql(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="pg_dump"):
        backup(tmp_path / "x", settings)
    with pytest.raises(Problem, match="pg_restore"):
        restore(tmp_path / "x", True, settings, NOW)
    assert not (tmp_path / "x").exists()


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_backups_that_stay_away(settings: Settings, say: Say) -> None:
    with receiving(settings.data_dir):
        pass
    (settings.data_dir / "receiver.lock").chmod(0o600)
    later = datetime.now(UTC) + timedelta(days=3)
    said_with("两天没有自动备份", say(settings, later)[1])
    with closing(Database(settings.database_url)) as database:
        back_up_nightly(database, settings.data_dir, later.date(), later)
    for file in (settings.data_dir, *settings.data_dir.rglob("*")):
        file.chmod(0o700)
    assert "自动备份现有 1 份" in say(settings, datetime.now(UTC))[1]


def test_looking_changes_nothing(online: Settings, say: Say) -> None:
    with receiving(online.data_dir):
        pass
    lock = online.data_dir / "receiver.lock"
    lock.chmod(0o600)
    os.utime(lock, (0, 0))
    say(online)
    assert lock.stat().st_mtime == 0


def test_words_that_cannot_be_read(settings: Settings, say: Say) -> None:
    (settings.data_dir / "thesaurus.tsv").write_bytes(b"\xff\xfe\xfa")
    (settings.data_dir / "thesaurus.tsv").chmod(0o600)
    said_with("不是 UTF-8", say(settings)[1])


def test_the_font_in_use(settings: Settings, say: Say, chinese_font: Path) -> None:
    exit_code, said = say(settings)
    assert exit_code == 0
    assert f"✓ 图上的字用 {chinese_font}\n" in said


def test_without_a_font_all_is_well_and_one_line_installs_it(
    settings: Settings, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fonts.FOLDERS", ())
    exit_code, said = say(settings)
    assert exit_code == 0
    assert "✓ 没有中文字体" in said
    assert "apt install fonts-wqy-microhei" in said


def test_a_font_that_was_named_and_cannot_be_used(
    settings: Settings, say: Say, chinese_font: Path, tmp_path: Path
) -> None:
    latin = latin_font(tmp_path)
    latin.chmod(0o600)
    for path in (latin, tmp_path / "none.ttf"):
        exit_code, said = say(replace(settings, font=path))
        assert exit_code == 1
        said_with(f"BOT_FONT 指的 {path} 读不出来，或者没有中文（现在用的是{chinese_font}）", said)


def test_a_wrong_font_where_there_is_no_other(
    settings: Settings, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fonts.FOLDERS", ())
    said_with("现在用的是数字和编号", say(replace(settings, font=Path("none.ttf")))[1])


def test_a_token_that_telegram_does_not_know(online: Settings, say: Say) -> None:
    said_with("令牌", say(replace(online, token="1:wrong"))[1])


def test_telegram_out_of_reach(settings: Settings, say: Say) -> None:
    said_with("连不上", say(replace(settings, token=TOKEN, api_url="http://127.0.0.1:9"))[1])


def test_a_webhook_in_the_way(online: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.webhook = "https://example.org/hook"
    said_with("webhook", say(online)[1])


@pytest.fixture
def hooked(online: Settings, stub: HttpTelegram) -> Iterator[Settings]:
    """A bot that is delivered to, and is running."""
    at = f"http://127.0.0.1:{free_port()}/hook"
    stub.telegram.webhook = at
    with receiving(online.data_dir):
        (online.data_dir / "receiver.lock").chmod(0o600)
        yield replace(online, webhook=Webhook(at, SECRET))


def test_a_webhook_that_will_be_set(online: Settings, say: Say) -> None:
    exit_code, said = say(replace(online, webhook=Webhook("https://town.example.org/hook", SECRET)))
    assert exit_code == 0
    assert "启动时会请 Telegram 把消息送到 town.example.org" in said


def test_a_webhook_where_all_is_well(hooked: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.deliver({"update_id": 1})
    exit_code, said = say(hooked)
    assert exit_code == 0
    assert "还没送达的 1 条；从这台机器访问不到它" in said
    assert SECRET not in said


def test_a_webhook_that_leads_elsewhere(hooked: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.webhook = "https://example.org/hook"
    said_with("没有把消息送到 BOT_WEBHOOK_URL", say(hooked)[1])


def test_a_webhook_that_telegram_cannot_deliver_to(hooked: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.deliver({"update_id": 1})
    at = int((NOW - timedelta(minutes=5)).timestamp())
    stub.telegram.webhook_error = {"last_error_date": at, "last_error_message": "Connection refused"}
    said_with("送不到 127.0.0.1", said := say(hooked)[1])
    assert "（Connection refused），有 1 条在等" in said
    assert say(hooked, NOW + timedelta(hours=2))[0] == 0


def test_an_address_with_somebody_else_behind_it(hooked: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.webhook = f"{stub.url}/some/hook"
    said = say(replace(hooked, webhook=Webhook(stub.telegram.webhook, SECRET)))[1]
    assert "得到 401，到的不是本程序" in said


def test_another_receiver(online: Settings, stub: HttpTelegram, say: Say) -> None:
    stub.telegram.fail("getUpdates", 409)
    said_with("另有程序", say(online)[1])


def test_our_own_bot_is_not_disturbed(online: Settings, stub: HttpTelegram, say: Say) -> None:
    with receiving(online.data_dir):
        (online.data_dir / "receiver.lock").chmod(0o600)
        assert "机器人正在运行" in say(online)[1]
    assert not any("getUpdates" in path for path in stub.paths)
