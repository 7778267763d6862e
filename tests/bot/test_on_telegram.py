"""The real program with a token, against a Bot API on loopback."""

import asyncio
import itertools
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.shapes import Account
from tests.http_stub import TOKEN, HttpTelegram, http_telegram
from tests.program import Program
from tests.shell import Shell
from tests.waiting import until

CITIZEN = Account(4242, "群众")
# In seconds; it looks for what others have changed once in one.
A_MOMENT = 5.0


@pytest.fixture
def stub() -> Iterator[HttpTelegram]:
    with http_telegram() as running:
        yield running


def started(stub: HttpTelegram, folder: Path, cold: bool = False) -> Program:
    environment = Shell(folder).environment(BOT_TOKEN=TOKEN, BOT_API_URL=stub.url)
    return Program(env=environment, cwd=folder, cold=cold)


@pytest.fixture
def process(stub: HttpTelegram, tmp_path: Path) -> Iterator[Program]:
    with started(stub, tmp_path) as running:
        yield running


def stop(process: Program) -> str:
    """Everything it wrote, after SIGTERM ended it with 0."""
    process.send_signal(signal.SIGTERM)
    code, written = process.wait(30), process.out() + process.err()
    assert code == 0, written
    return written


def test_a_question_is_answered_and_sigterm_ends_it(stub: HttpTelegram, tmp_path: Path) -> None:
    with started(stub, tmp_path, cold=True) as process:
        stub.telegram.deliver(stub.telegram.says(CITIZEN, "喷漆中心整改进展"))
        stub.wait_for(lambda: stub.telegram.shown)
        assert stub.telegram.shown[0].text.startswith("1.2.6 ")
        written = stop(process)
    assert TOKEN not in written
    assert "喷漆" not in written
    assert "Traceback" not in written


def test_sigterm_ends_it_before_telegram_was_reached(tmp_path: Path) -> None:
    nobody = Shell(tmp_path).environment(BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:9")
    with Program(env=nobody, cwd=tmp_path) as process:
        asyncio.run(until(lambda: "getMe will be repeated" in process.err(), 20))
        stop(process)


def test_a_fault_of_telegram_is_outlived_and_the_token_not_logged(
    stub: HttpTelegram, process: Program
) -> None:
    for status in (500, 502):
        stub.telegram.fail("sendMessage", status)
    stub.telegram.fail("sendMessage", 429, retry_after=1)
    stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.6"))
    stub.wait_for(lambda: stub.telegram.shown)
    written = stop(process)
    assert "sendMessage will be repeated" in written
    assert TOKEN not in written


def test_the_menus_are_set_in_both_languages(stub: HttpTelegram, process: Program) -> None:
    def menus() -> list[dict[str, object]]:
        return [call for name, call in stub.telegram.calls if name == "setMyCommands"]

    stub.wait_for(lambda: len(menus()) == 2)
    assert {menu.get("language_code") for menu in menus()} == {None, "en"}
    stop(process)


def test_a_notice_loaded_beside_it_is_answered_in_a_moment(
    stub: HttpTelegram, process: Program, tmp_path: Path
) -> None:
    def answered(number: int, question: str) -> str:
        stub.telegram.deliver(stub.telegram.says(Account(4242 + number, "群众"), question))
        stub.wait_for(lambda: len(stub.telegram.shown) == number)
        return stub.telegram.shown[-1].text

    assert "没有找到" in answered(1, "医疗废物")
    notice = Path(__file__).parents[1] / "data" / "notices" / "s03.txt"
    assert Shell(tmp_path)("load", str(notice), "--yes").returncode == 0
    until = time.monotonic() + A_MOMENT
    numbers = itertools.count(2)
    while not answered(next(numbers), "医疗废物").startswith("2.2.1 "):
        assert time.monotonic() < until
    stop(process)


def test_a_wrong_token_is_said_so(stub: HttpTelegram, tmp_path: Path) -> None:
    done = Shell(tmp_path)(BOT_TOKEN="999:AAWrongWrongWrong", BOT_API_URL=stub.url)
    assert done.returncode == 2
    assert "BOT_TOKEN 无效" in done.stderr
    assert "AAWrongWrongWrong" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_receiver_waits_and_takes_over(stub: HttpTelegram, process: Program, tmp_path: Path) -> None:
    stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.6"))
    stub.wait_for(lambda: stub.telegram.shown)
    with started(stub, tmp_path) as second:
        second.wait_until_it_says("另一个进程正用着")
        process.kill()
        process.wait()
        stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.5"))
        stub.wait_for(lambda: any(shown.text.startswith("1.2.5") for shown in stub.telegram.shown))
        stop(second)


def test_the_terminal_is_careful_where_a_bot_is_in_service(
    stub: HttpTelegram, process: Program, tmp_path: Path
) -> None:
    stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.6"))
    stub.wait_for(lambda: stub.telegram.shown)
    shell = Shell(tmp_path)
    refused = shell("chat", "--as", "staff", typed="/progress 1.2.6 泵站修好\n1\n")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert "1.2.6" in shell("chat", typed="1.2.6\n").stdout
    assert "已发布" in shell("chat", "--as", "staff", "--yes", typed="/progress 1.2.6 泵站修好\n1\n").stdout


def test_a_lost_answer_publishes_nothing_twice(stub: HttpTelegram, process: Program) -> None:
    """Telegram has taken the call, and its reply was lost: the answer may double, the update may not."""
    for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
        stub.telegram.fail(method, 502, taken_effect=True)
    stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.6"))
    stub.wait_for(lambda: len(stub.telegram.shown) == 2)
    stub.telegram.deliver(
        stub.telegram.taps(CITIZEN, stub.telegram.shown[-1], stub.telegram.shown[-1].buttons[0])
    )
    stub.wait_for(lambda: any("反馈问题" in shown.text for shown in stub.telegram.shown))
    assert "出了点问题" not in "".join(shown.text for shown in stub.telegram.shown)
    stop(process)
