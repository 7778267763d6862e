"""Logging: set up once, by the command line. The token and other secrets stand in no line."""

import logging
import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_\-]{10,}")
_HIDDEN = "<token>"
# What is shorter would take ordinary words out of every line.
_LEAST_HIDDEN = 8


class _Redacting(logging.Formatter):
    """Takes tokens out of the finished line, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if len(secret) >= _LEAST_HIDDEN]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def _shorten(record: logging.LogRecord) -> bool:
    """What Telegram or the line to it refused is said in a line; the framework's traceback adds nothing."""
    if record.name.startswith("telegram.") and record.exc_info:
        failure = record.exc_info[1]
        record.msg = f"{record.getMessage()} ({type(failure).__name__})"
        record.args = record.exc_info = None
    return True


def set_up(secrets: Iterable[str], quiet: bool) -> None:
    """Logs to stderr; quietly where a person chats in the same window.

    httpx and httpcore would log every URL, and the token with it, at INFO.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(secrets))
    handler.addFilter(_shorten)
    logging.basicConfig(level=logging.ERROR if quiet else logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
