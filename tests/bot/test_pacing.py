"""Direct answers keep Telegram's pace, on a simulated clock."""

import pytest
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.pacing import PacedRequest
from bot.retrying import patient
from tests.simulated_line import Line


def paced(line: Line) -> PacedRequest:
    return PacedRequest(line, line.sleep, lambda: line.time)


def to_chat(chat_id: int) -> RequestData:
    return RequestData([RequestParameter("chat_id", chat_id, [])])


async def send(request: PacedRequest, chat_id: int, method: str = "sendMessage") -> None:
    await request.do_request(f"https://x/bot1:a/{method}", "POST", to_chat(chat_id))


async def test_a_burst_of_three_goes_at_once_and_then_one_a_second() -> None:
    line = Line()
    request, at = paced(line), list[float]()
    for _ in range(6):
        await send(request, 1)
        at.append(line.time)
    assert at == [0, 0, 0, 1, 2, 3]


async def test_other_chats_do_not_wait() -> None:
    line = Line()
    request = paced(line)
    for _ in range(3):
        await send(request, 1)
    await send(request, 2)
    assert line.time == 0


async def test_who_was_quiet_has_a_whole_burst_again() -> None:
    line = Line()
    request = paced(line)
    for _ in range(3):
        await send(request, 1)
    line.time = 3
    for _ in range(3):
        await send(request, 1)
    assert line.time == 3


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText", "getMe"])
async def test_only_messages_count(method: str) -> None:
    line = Line()
    request = paced(line)
    for _ in range(20):
        await send(request, 1, method)
    assert line.time == 0


async def test_the_sender_of_notifications_keeps_its_own_pace() -> None:
    line = Line()
    request = paced(line)
    patient.set(False)
    for _ in range(20):
        await send(request, 1)
    assert line.time == 0
