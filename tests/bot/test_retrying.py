"""Failed calls are repeated with back-off, on a simulated clock."""

import json

import pytest
from telegram.error import NetworkError, TimedOut

from bot.retrying import PATIENCE, patient
from bot.wrapping import Response
from tests.simulated_line import OK, Line


def too_many(retry_after: int) -> Response:
    return 429, json.dumps({"ok": False, "parameters": {"retry_after": retry_after}}).encode()


@pytest.mark.parametrize(
    "fault", [(500, b""), (502, b"<html>"), too_many(3), NetworkError("reset"), TimedOut()]
)
async def test_a_passing_fault_is_outlived(fault: Response | NetworkError) -> None:
    line = Line(fault, fault)
    assert await line.patient().do_request("https://x/bot1:a/sendMessage", "POST") == OK
    assert line.calls == 3


async def test_retry_after_is_waited_for() -> None:
    line = Line(too_many(17))
    await line.patient().do_request("https://x/bot1:a/sendMessage", "POST")
    assert line.time == 17


async def test_the_waits_grow() -> None:
    line = Line(*[(500, b"")] * 4)
    await line.patient().do_request("https://x/bot1:a/sendMessage", "POST")
    assert line.time == 0.5 + 1 + 2 + 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
async def test_a_final_answer_is_not_repeated(status: int) -> None:
    line = Line((status, b"{}"))
    assert (await line.patient().do_request("https://x/bot1:a/sendMessage", "POST"))[0] == status
    assert line.calls == 1


async def test_it_is_given_up_in_the_end() -> None:
    line = Line(NetworkError("down"), for_ever=True)
    with pytest.raises(NetworkError, match="down"):
        await line.patient().do_request("https://x/bot1:a/sendMessage", "POST")
    assert line.time <= PATIENCE


async def test_a_wait_beyond_patience_is_not_begun() -> None:
    line = Line(too_many(3600))
    assert (await line.patient().do_request("https://x/bot1:a/sendMessage", "POST"))[0] == 429
    assert line.time == 0


async def test_who_stores_what_is_owed_is_told_at_once() -> None:
    line = Line(too_many(17))
    patient.set(False)
    assert (await line.patient().do_request("https://x/bot1:a/sendMessage", "POST"))[0] == 429
    assert (line.calls, line.time) == (1, 0)
