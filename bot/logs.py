"""Logging: set up once, by the command line. The token stands in no line."""

import logging
import re

from telegram.error import InvalidToken

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_\-]{10,}")
_HIDDEN = "<token>"


class _Redacting(logging.Formatter):
    """Takes tokens out of the finished line, tracebacks included."""

    def __init__(self, token: str | None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        if self._token:
            line = line.replace(self._token, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def _is_news(record: logging.LogRecord) -> bool:
    """A refused token ends the program with a sentence of ours; the framework's traceback adds nothing."""
    return not (record.exc_info and isinstance(record.exc_info[1], InvalidToken))


def set_up(token: str | None, quiet: bool) -> None:
    """Logs to stderr; quietly where a person chats in the same window.

    httpx and httpcore would log every URL, and the token with it, at INFO.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(token))
    handler.addFilter(_is_news)
    logging.basicConfig(level=logging.ERROR if quiet else logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
