"""The real program, delivered to by a webhook over loopback."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.shapes import Account
from tests import databases
from tests.courier import HEADER, SECRET, delivering, free_port, settings_for
from tests.http_stub import TOKEN, HttpTelegram, http_telegram
from tests.program import Program
from tests.shell import Shell

CITIZEN = Account(4242, "群众")


@pytest.fixture
def stub() -> Iterator[HttpTelegram]:
    with http_telegram() as running:
        yield running


@pytest.fixture
def port() -> int:
    return free_port()


@contextmanager
def started(stub: HttpTelegram, folder: Path, port: int, **more: str) -> Iterator[Program]:
    """The program with a folder of its own; ended if the test has not."""
    folder.mkdir(exist_ok=True)
    told = {"BOT_TOKEN": TOKEN, "BOT_API_URL": stub.url, **settings_for(port), **more}
    environment = Shell(folder).environment(**told)
    with Program(env=environment, cwd=folder) as running:
        yield running


def stop(process: Program) -> str:
    """Everything it wrote, after SIGTERM ended it with 0."""
    process.send_signal(signal.SIGTERM)
    code, written = process.wait(30), process.out() + process.err()
    assert code == 0, written
    return written


def wait_until_ready(port: int) -> httpx.Response:
    """What it says of its health, once it is ready."""
    give_up_at = time.monotonic() + 30
    while time.monotonic() < give_up_at:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/healthz/ready")
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code == 200:
            return answer
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_the_whole_bot_answers_and_no_secret_is_logged(stub: HttpTelegram, tmp_path: Path, port: int) -> None:
    with started(stub, tmp_path, port) as process, delivering(stub.telegram) as courier:
        for n in range(20):
            stub.telegram.deliver(stub.telegram.says(Account(700 + n, "群众"), "喷漆中心整改进展"))
        stub.wait_for(lambda: len(stub.telegram.shown) == 20)
        httpx.post(stub.telegram.webhook, json={"update_id": 1}, headers={HEADER: "wrong"})
        written = stop(process)
    assert {shown.text[:5] for shown in stub.telegram.shown} == {"1.2.6"}
    assert courier.statuses == [200] * 20
    assert not any("getUpdates" in path for path in stub.paths)
    for word in (TOKEN, SECRET, "喷漆", "Traceback", "wrong"):
        assert word not in written


def test_after_sigterm_the_next_one_goes_on_and_nobody_is_answered_twice(
    stub: HttpTelegram, tmp_path: Path, port: int
) -> None:
    """One that is alone finishes what it took; one that may have others beside it leaves them what it has not
    begun."""
    people = [Account(700 + n, "群众") for n in range(60)]
    with delivering(stub.telegram):
        for person in people:
            stub.telegram.deliver(stub.telegram.says(person, "1.2.6"))
        for answers in (5, len(people)):
            with started(stub, tmp_path, port) as process:
                wait_until_ready(port)  # the first one may have answered everybody before it ended
                stub.wait_for(lambda: len(stub.telegram.shown) >= answers)  # noqa: B023
                stop(process)
    assert sorted(shown.chat_id for shown in stub.telegram.shown) == [person.id for person in people]


def test_one_of_two_processes_sets_the_webhook(stub: HttpTelegram, tmp_path: Path, port: int) -> None:
    """Behind a proxy they share the address, and each listens at a port of its own."""
    url = databases.present().empty(tmp_path / "shared.db").render_as_string(hide_password=False)
    ports = (port, free_port())
    shared = {"BOT_DATABASE_URL": url, "BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"}
    listens = [f"127.0.0.1:{one}" for one in ports]
    with (
        started(stub, tmp_path / "a", port, BOT_LISTEN=listens[0], **shared) as one,
        started(stub, tmp_path / "b", port, BOT_LISTEN=listens[1], **shared) as two,
    ):
        for listened in ports:
            wait_until_ready(listened)
        for process in (one, two):
            stop(process)
    assert [path.rpartition("/")[2] for path in stub.paths].count("setWebhook") == 1


def test_connections_are_kept_and_say_nothing_of_the_program(
    stub: HttpTelegram, tmp_path: Path, port: int
) -> None:
    with started(stub, tmp_path, port) as process:
        wait_until_ready(port)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            answers = [client.post("/town/hook", json={}, headers={HEADER: SECRET}) for _ in range(2)]
            addresses = {
                answer.extensions["network_stream"].get_extra_info("client_addr") for answer in answers
            }
        refused = httpx.post(f"http://127.0.0.1:{port}/town/hook", content=b"x" * 2_000_000)
        stop(process)
    assert [answer.status_code for answer in answers] == [400, 400]
    assert len(addresses) == 1
    assert "server" not in answers[0].headers
    assert refused.status_code == 403


def test_polling_listens_where_it_is_told_to(stub: HttpTelegram, tmp_path: Path, port: int) -> None:
    stub.telegram.deliver(stub.telegram.says(CITIZEN, "1.2.6"))
    with started(stub, tmp_path, port, BOT_MODE="polling") as process:
        assert wait_until_ready(port).json()["ready"]
        stub.wait_for(lambda: stub.telegram.shown)
        assert (
            'zhenggai_answers_total{band="answer"} 1.0' in httpx.get(f"http://127.0.0.1:{port}/metrics").text
        )
        stop(process)


def test_doctor_sees_the_door_from_outside(stub: HttpTelegram, tmp_path: Path, port: int) -> None:
    told = {"BOT_TOKEN": TOKEN, "BOT_API_URL": stub.url, **settings_for(port)}
    with started(stub, tmp_path, port) as process:
        wait_until_ready(port)
        said = Shell(tmp_path)("doctor", **told).stdout
        stop(process)
    assert "从这台机器访问它，到的是本程序" in said
    assert SECRET not in said


def test_a_port_that_is_taken_is_one_clear_line(stub: HttpTelegram, tmp_path: Path, port: int) -> None:
    with started(stub, tmp_path / "a", port) as first:
        wait_until_ready(port)
        with started(stub, tmp_path / "b", port) as second:
            code, written = second.wait(30), second.err()
        stop(first)
    assert code == 1
    assert "BOT_LISTEN" in written.splitlines()[-1]
    assert "Traceback" not in written


def test_an_address_that_telegram_does_not_take_is_one_clear_line(
    stub: HttpTelegram, tmp_path: Path, port: int
) -> None:
    stub.telegram.fail("setWebhook", 400)
    with started(stub, tmp_path, port) as process:
        code, written = process.wait(30), process.err()
    assert code == 2
    assert "不接受 BOT_WEBHOOK_URL" in written
    assert "Traceback" not in written
    assert SECRET not in written
