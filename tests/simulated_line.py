"""A line to Telegram on a simulated clock."""

from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.retrying import RetryingRequest
from bot.wrapping import Response

OK: Response = (200, b'{"ok": true, "result": true}')


class Line(BaseRequest):
    """A line to Telegram that gives what it was told to, then OK; and a clock that sleeping moves."""

    def __init__(self, *answers: Response | NetworkError, for_ever: bool = False) -> None:
        self.answers = list(answers)
        self.for_ever = for_ever
        self.calls = 0
        self.time = 0.0

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing."""

    async def shutdown(self) -> None:
        """Nothing."""

    async def do_request(self, *_: Any, **__: Any) -> Response:
        self.calls += 1
        answer = self.answers[0] if self.for_ever else (self.answers.pop(0) if self.answers else OK)
        if isinstance(answer, NetworkError):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.time += seconds

    def patient(self) -> RetryingRequest:
        return RetryingRequest(self, self.sleep, lambda: self.time)
