"""Settings: read once, wrong ones named."""

from pathlib import Path

import pytest

from bot.settings import Listen, WrongSetting, prepare_data_dir, read_settings

TOKEN = "123456:AAFakeTokenForTestsOnly_0123456789"


def test_the_defaults() -> None:
    settings = read_settings({})
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.proxy is None
    assert str(settings.data_dir) == "data"
    assert str(settings.database_url) == "sqlite:///data/zhenggai.db"
    assert settings.zone.key == "Asia/Shanghai"
    assert str(settings.digest_time) == "08:30:00"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BOT_TOKEN", "changeme"),
        ("BOT_TOKEN", "123:with space"),
        ("BOT_TOKEN_FILE", "/nowhere/token"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://x"),
        ("BOT_API_URL", "http://[x"),
        ("BOT_API_URL", "http://h:abc"),
        ("BOT_PROXY", "http://:80"),
        ("BOT_DATABASE_URL", "sqlite:///"),
        ("BOT_DATABASE_URL", "sqlite:///:memory:"),
        ("BOT_DATABASE_URL", "data.db"),
        ("BOT_DATABASE_URL", "postgresql+psycopg://u:secret@h"),
        ("BOT_DATABASE_URL", "postgresql+psycopg://u:secret@h:abc/x"),
        ("BOT_DATABASE_URL", "postgresql+asyncpg://u:secret@h/x"),
        ("BOT_PROXY", "127.0.0.1:1080"),
        ("BOT_DATABASE_URL", "mysql://x"),
        ("BOT_TIMEZONE", "Asia/Hubin"),
        ("BOT_TIMEZONE", "../../etc/passwd"),
        ("BOT_DIGEST_TIME", "25:00"),
        ("BOT_DIGEST_TIME", "half past eight"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=f"{variable} ") as refused:
        read_settings({variable: value})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg_and_its_password_not_shown(scheme: str) -> None:
    settings = read_settings({"BOT_DATABASE_URL": f"{scheme}://bot:secret@db.example.org/zhenggai"})
    assert settings.database_url.drivername == "postgresql+psycopg"
    assert settings.database_url.password == "secret"
    assert "secret" not in repr(settings)


HOOKED = {
    "BOT_MODE": "webhook",
    "BOT_WEBHOOK_URL": "https://town.example.org/zhenggai/hook/",
    "BOT_WEBHOOK_SECRET": "only_Telegram-knows",
}


def test_a_webhook_and_where_it_is_listened_for() -> None:
    settings = read_settings(HOOKED)
    assert settings.webhook is not None
    assert (settings.webhook.host, settings.webhook.path) == ("town.example.org", "/zhenggai/hook")
    assert settings.listen == Listen("127.0.0.1", 8080)
    assert "only_Telegram-knows" in settings.secrets
    assert "only_Telegram-knows" not in repr(settings)


def test_polling_listens_only_where_it_is_told_to() -> None:
    polling = read_settings({**HOOKED, "BOT_MODE": "polling"})
    assert (polling.webhook, polling.listen) == (None, None)
    assert read_settings({"BOT_LISTEN": "[::1]:9000"}).listen == Listen("::1", 9000)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BOT_MODE", "both"),
        ("BOT_WEBHOOK_URL", ""),
        ("BOT_WEBHOOK_URL", "town.example.org/hook"),
        ("BOT_WEBHOOK_URL", "http://town.example.org/hook"),
        ("BOT_WEBHOOK_URL", "https://town.example.org:8080/hook"),
        ("BOT_WEBHOOK_SECRET", ""),
        ("BOT_WEBHOOK_SECRET", "secret with space"),
        ("BOT_WEBHOOK_SECRET", "secret密"),
        ("BOT_WEBHOOK_SECRET", "secret" * 50),
        ("BOT_LISTEN", "8080"),
        ("BOT_LISTEN", ":8080"),
        ("BOT_LISTEN", "127.0.0.1:0"),
        ("BOT_LISTEN", "127.0.0.1:65536"),
        ("BOT_LISTEN", "::1:8080"),
        ("BOT_LISTEN", "http://127.0.0.1:8080"),
    ],
)
def test_a_wrong_setting_of_the_webhook_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=f"{variable} ") as refused:
        read_settings({**HOOKED, variable: value})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_on_this_machine_a_webhook_needs_no_tls(host: str) -> None:
    local = {"BOT_WEBHOOK_URL": f"http://{host}:8080", "BOT_API_URL": "http://127.0.0.1:8081"}
    webhook = read_settings({**HOOKED, **local}).webhook
    assert webhook is not None
    assert webhook.path == "/"


@pytest.mark.parametrize(
    ("variable", "given"), [("BOT_MODE", HOOKED), ("BOT_LISTEN", {"BOT_LISTEN": "127.0.0.1:1"})]
)
def test_what_listens_is_installed_by_one_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: dict[str, str]
) -> None:
    monkeypatch.setattr("bot.settings.find_spec", lambda name: None)
    with pytest.raises(WrongSetting, match=rf"{variable} .*python -m pip install '\.\[webhook\]'"):
        read_settings(given)


def test_an_empty_token_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    with pytest.raises(WrongSetting, match="BOT_TOKEN_FILE "):
        read_settings({"BOT_TOKEN_FILE": str(tmp_path / "token")})


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes("BOT_TIMEZONE=上海".encode("gb18030"))
    with pytest.raises(WrongSetting, match=r"\.env"):
        read_settings({}, path)


def test_a_wrong_token_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as failure:
        read_settings({"BOT_TOKEN": "secret-but-wrong"})
    assert "secret" not in str(failure.value)


def test_a_data_dir_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongSetting, match="BOT_DATA_DIR"):
        prepare_data_dir(read_settings({"BOT_DATA_DIR": str(tmp_path / "file" / "data")}))


def test_the_data_dir_is_its_owners_alone(tmp_path: Path) -> None:
    settings = read_settings({"BOT_DATA_DIR": str(tmp_path / "data")})
    prepare_data_dir(settings)
    assert settings.data_dir.stat().st_mode & 0o777 == 0o700


def test_the_token_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    assert read_settings({"BOT_TOKEN_FILE": str(path)}).token == TOKEN


def test_the_environment_goes_before_the_env_file(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("BOT_TIMEZONE=UTC\nBOT_API_URL=http://localhost:8081\n")
    settings = read_settings({"BOT_TIMEZONE": "Asia/Urumqi"}, path)
    assert settings.zone.key == "Asia/Urumqi"
    assert settings.api_url == "http://localhost:8081"


def test_the_token_is_not_shown() -> None:
    assert TOKEN not in repr(read_settings({"BOT_TOKEN": TOKEN}))
