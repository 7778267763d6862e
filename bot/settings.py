"""Every option, in one place. The environment is an argument: a test passes a dict."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_KINDS_OF_DATABASE = "应当是 sqlite:///文件路径，或 postgresql+psycopg://用户:密码@主机/库名"
_NO_PSYCOPG = "要用 PostgreSQL，请先安装：python -m pip install '.[postgres]'"
_NO_LISTENER = "要在本机监听，请先安装：python -m pip install '.[webhook]'"
_LISTENERS = ("starlette", "uvicorn", "prometheus_client")
_TELEGRAM = "https://api.telegram.org"
# To these alone Telegram's own servers deliver.
_PORTS = (None, 443, 80, 88, 8443)


class WrongSetting(Exception):
    """A setting that cannot be used; the message names its variable and says what to do."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"设置有误：{variable} {problem}")


class NoDriver(WrongSetting):
    """What the setting names is right, and the package for it is missing."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the program listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is to deliver, and by what the program knows that it is Telegram."""

    url: str
    secret: str = field(repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True)
class Settings:
    """As the README's table of variables has them; the token is never shown."""

    token: str | None = field(repr=False)
    api_url: str
    proxy: str | None = field(repr=False)
    data_dir: Path
    database_url: URL
    zone: ZoneInfo
    keep_questions_days: int
    digest_time: time = time(8, 30)
    font: Path | None = None
    webhook: Webhook | None = None
    """None while the bot asks for its updates itself, by long polling."""
    listen: Listen | None = None

    @property
    def may_share(self) -> bool:
        """Whether several of these processes may run at once: Telegram asks nobody to share a poll, and
        nobody shares a SQLite file."""
        return self.webhook is not None and self.database_url.get_backend_name() != "sqlite"

    @property
    def secrets(self) -> Iterator[str]:
        """What must stand in no line of a log."""
        yield from filter(None, (self.token, self.webhook and self.webhook.secret))


def read_settings(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """The settings of an environment; what it lacks is taken from the file. Raises WrongSetting."""
    values = {name: value for name, value in {**_from_file(env_file), **environ}.items() if value}
    data_dir = Path(values.get("BOT_DATA_DIR", "./data"))
    api_url = _url(values, "BOT_API_URL", _TELEGRAM, ("http", "https"))
    webhook = _webhook(values, api_url)
    return Settings(
        token=_token(values),
        api_url=api_url,
        proxy=_url(values, "BOT_PROXY", "", ("http", "https", "socks5", "socks5h")) or None,
        data_dir=data_dir,
        database_url=_database_url(values, data_dir),
        zone=_zone(values),
        keep_questions_days=_days(values, "BOT_KEEP_QUESTIONS_DAYS", 180),
        digest_time=_time(values, "BOT_DIGEST_TIME", "08:30"),
        font=Path(values["BOT_FONT"]) if "BOT_FONT" in values else None,
        webhook=webhook,
        listen=_listen(values, "127.0.0.1:8080" if webhook else ""),
    )


def prepare_data_dir(settings: Settings) -> None:
    """Makes the folder, for its owner alone. Raises WrongSetting where that is not possible."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise WrongSetting("BOT_DATA_DIR", f"不能建立文件夹 {settings.data_dir}") from failure


def _from_file(env_file: Path | None) -> Mapping[str, str | None]:
    if env_file is None or not env_file.is_file():
        return {}
    try:
        return dotenv_values(env_file)
    except (OSError, UnicodeDecodeError) as failure:
        raise WrongSetting(str(env_file), "读不出来，请存成 UTF-8 文本") from failure


def _token(values: Mapping[str, str]) -> str | None:
    if "BOT_TOKEN" in values:
        return _checked_token("BOT_TOKEN", values["BOT_TOKEN"])
    if "BOT_TOKEN_FILE" not in values:
        return None
    try:
        token = Path(values["BOT_TOKEN_FILE"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as failure:
        raise WrongSetting("BOT_TOKEN_FILE", "指的文件读不出来") from failure
    return _checked_token("BOT_TOKEN_FILE", token)


def _checked_token(variable: str, token: str) -> str:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_\-]+", token):
        raise WrongSetting(variable, "不像 BotFather 给的令牌，应当是“数字:字母数字”")
    return token


def _url(values: Mapping[str, str], variable: str, default: str, schemes: tuple[str, ...]) -> str:
    url = values.get(variable, default).rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        usable = False
    if url and not usable:
        beginnings = " 或 ".join(f"{scheme}://" for scheme in schemes)
        raise WrongSetting(variable, f"应当以 {beginnings} 开头，后面是主机名和端口")
    return url


def _webhook(values: Mapping[str, str], api_url: str) -> Webhook | None:
    mode = values.get("BOT_MODE", "polling")
    if mode not in ("polling", "webhook"):
        raise WrongSetting("BOT_MODE", "应当是 polling 或 webhook")
    if mode == "polling":
        return None
    for variable in ("BOT_WEBHOOK_URL", "BOT_WEBHOOK_SECRET"):
        if variable not in values:
            raise WrongSetting(variable, "没有设置；BOT_MODE=webhook 时必须有")
    if not re.fullmatch(r"[A-Za-z0-9_\-]{1,256}", values["BOT_WEBHOOK_SECRET"]):
        raise WrongSetting("BOT_WEBHOOK_SECRET", "应当是 1 到 256 个字母、数字、- 或 _")
    return Webhook(_public_url(values, api_url), values["BOT_WEBHOOK_SECRET"])


def _public_url(values: Mapping[str, str], api_url: str) -> str:
    """Where Telegram delivers: over TLS, but for tests and a Bot API server on this very machine."""
    url = _url(values, "BOT_WEBHOOK_URL", "", ("https", "http"))
    parts = urlsplit(url)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise WrongSetting("BOT_WEBHOOK_URL", "应当以 https:// 开头（http:// 只能指本机）")
    if api_url == _TELEGRAM and parts.port not in _PORTS:
        raise WrongSetting("BOT_WEBHOOK_URL", "的端口不行：Telegram 只送到 443、80、88、8443")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(values: Mapping[str, str], default: str) -> Listen | None:
    """The address is a name or number of this machine's; an IPv6 one stands in brackets."""
    text = values.get("BOT_LISTEN", default)
    if not text:
        return None
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:]+)\]|([^\s:/\[\]]+)):(\d{1,5})", text, re.ASCII)
    if found is None or not 0 < int(found[3]) < 65536:
        raise WrongSetting("BOT_LISTEN", "应当是本机地址和端口，如 127.0.0.1:8080")
    if not all(map(find_spec, _LISTENERS)):
        raise WrongSetting("BOT_LISTEN" if "BOT_LISTEN" in values else "BOT_MODE", _NO_LISTENER)
    return Listen(found[1] or found[2], int(found[3]))


def _database_url(values: Mapping[str, str], data_dir: Path) -> URL:
    if "BOT_DATABASE_URL" not in values:
        return URL.create("sqlite", database=str(data_dir / "zhenggai.db"))
    return database_url("BOT_DATABASE_URL", values["BOT_DATABASE_URL"])


def database_url(variable: str, text: str) -> URL:
    """The URL of a database that we can use. Raises WrongSetting, which never says what stands in it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as failure:  # ValueError: a port that is none
        raise WrongSetting(variable, _KINDS_OF_DATABASE) from failure
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg") or url.database in (None, "", ":memory:"):
        raise WrongSetting(variable, _KINDS_OF_DATABASE)
    if url.drivername != "sqlite" and find_spec("psycopg") is None:
        raise NoDriver(variable, _NO_PSYCOPG)
    return url


def _days(values: Mapping[str, str], variable: str, default: int) -> int:
    text = values.get(variable, str(default))
    if not re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        raise WrongSetting(variable, "应当是天数，如 180")
    return int(text)


def _time(values: Mapping[str, str], variable: str, default: str) -> time:
    text = values.get(variable, default)
    if not re.fullmatch(r"([01]?\d|2[0-3])[:：][0-5]\d", text, re.ASCII):
        raise WrongSetting(variable, "应当是一天里的时刻，如 08:30")
    hour, minute = re.split("[:：]", text)
    return time(int(hour), int(minute))


def _zone(values: Mapping[str, str]) -> ZoneInfo:
    name = values.get("BOT_TIMEZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as failure:
        raise WrongSetting("BOT_TIMEZONE", f"不认识时区 {name}，请写如 Asia/Shanghai") from failure
