"""Every option, in one place. The environment is an argument: a test passes a dict."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values


class WrongSetting(Exception):
    """A setting that cannot be used; the message names its variable and says what to do."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"设置有误：{variable} {problem}")


@dataclass(frozen=True, slots=True)
class Settings:
    """As DESIGN's table of variables has them; the token is never shown."""

    token: str | None = field(repr=False)
    api_url: str
    proxy: str | None = field(repr=False)
    data_dir: Path
    database_url: str
    zone: ZoneInfo


def read_settings(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """The settings of an environment; what it lacks is taken from the file. Raises WrongSetting."""
    from_file = dotenv_values(env_file) if env_file and env_file.is_file() else {}
    values = {name: value for name, value in {**from_file, **environ}.items() if value}
    data_dir = Path(values.get("BOT_DATA_DIR", "./data"))
    return Settings(
        token=_token(values),
        api_url=_url(values, "BOT_API_URL", "https://api.telegram.org", ("http", "https")),
        proxy=_url(values, "BOT_PROXY", "", ("http", "https", "socks5", "socks5h")) or None,
        data_dir=data_dir,
        database_url=_database_url(values, data_dir),
        zone=_zone(values),
    )


def prepare_data_dir(settings: Settings) -> None:
    """Makes the folder, for its owner alone. Raises WrongSetting where that is not possible."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise WrongSetting("BOT_DATA_DIR", f"不能建立文件夹 {settings.data_dir}") from failure


def _token(values: Mapping[str, str]) -> str | None:
    token = values.get("BOT_TOKEN")
    if not token and (path := values.get("BOT_TOKEN_FILE")):
        try:
            token = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as failure:
            raise WrongSetting("BOT_TOKEN_FILE", "指的文件读不出来") from failure
    if not token:
        return None
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_\-]+", token):
        raise WrongSetting("BOT_TOKEN", "不像 BotFather 给的令牌，应当是“数字:字母数字”")
    return token


def _url(values: Mapping[str, str], variable: str, default: str, schemes: tuple[str, ...]) -> str:
    url = values.get(variable, default).rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in schemes or not parts.netloc):
        raise WrongSetting(variable, f"应当以 {' 或 '.join(f'{scheme}://' for scheme in schemes)} 开头")
    return url


def _database_url(values: Mapping[str, str], data_dir: Path) -> str:
    url = values.get("BOT_DATABASE_URL", f"sqlite:///{data_dir / 'zhenggai.db'}")
    if not url.startswith("sqlite:///"):
        raise WrongSetting("BOT_DATABASE_URL", "目前只支持 sqlite:///文件路径")
    return url


def _zone(values: Mapping[str, str]) -> ZoneInfo:
    name = values.get("BOT_TIMEZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as failure:
        raise WrongSetting("BOT_TIMEZONE", f"不认识时区 {name}，请写如 Asia/Shanghai") from failure
