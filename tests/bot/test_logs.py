"""Logs: the token stands in no line."""

import logging
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456:AAFakeTokenForTestsOnly_0123456789"


@pytest.fixture(autouse=True)
def _own_root_handlers() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def test_the_token_is_taken_out_of_messages_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up([TOKEN], quiet=False)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("handlers").exception("failed with %s", TOKEN)
    line = capsys.readouterr().err
    assert "failed with <token>" in line
    assert "Traceback" in line
    assert TOKEN not in line


def test_the_frameworks_tracebacks_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up([TOKEN], quiet=False)
    try:
        raise OSError
    except OSError:
        logging.getLogger("telegram.ext").exception("getMe failed")
    assert "getMe failed (OSError)" in capsys.readouterr().err


def test_any_other_token_is_taken_out_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up([], quiet=False)
    logging.getLogger("x").warning("bot%s", TOKEN)
    assert TOKEN not in capsys.readouterr().err


def test_httpx_does_not_log_urls(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up([TOKEN], quiet=False)
    logging.getLogger("httpx").info("HTTP Request: POST /getMe")
    assert capsys.readouterr().err == ""
