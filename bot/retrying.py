"""Calls to Telegram that fail for a passing reason are repeated, so that the answer still comes."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.wrapping import Call, Response, WrappingRequest

log = logging.getLogger(__name__)

# In seconds. A call is given up after this long: by then the person has asked again.
PATIENCE = 60.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 10.0

# Whether calls made from here are repeated. Who stores what is still owed, and when to try again, is not
# to be held up by it.
patient: ContextVar[bool] = ContextVar("patient", default=True)


class RetryingRequest(WrappingRequest):
    """Another request, repeated after network faults, 5xx answers and 429, whose ``retry_after`` it keeps.

    An answer may arrive twice when only Telegram's reply to it was lost: there is no key to prevent that.
    """

    def __init__(
        self,
        inner: BaseRequest,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(inner)
        self._sleep = sleep
        self._clock = clock

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        if not patient.get():
            return await call()
        return await self._repeat(call, name)

    async def _repeat(self, call: Call, name: str) -> Response:
        give_up_at = self._clock() + PATIENCE
        backing_off = _FIRST_WAIT
        while True:
            response: Response | None = None
            fault: NetworkError | None = None
            try:
                response = await call()
            except NetworkError as failure:
                fault = failure
            wait = backing_off if response is None else _asked_to_wait(response, backing_off)
            if wait is None or self._clock() + wait > give_up_at:
                break
            log.warning("%s will be repeated in %.1f s", name, wait)
            await self._sleep(wait)
            backing_off = min(backing_off * 2, _LONGEST_WAIT)
        if response is None:
            raise fault or NetworkError("no response")
        return response


def _asked_to_wait(response: Response, backing_off: float) -> float | None:
    """Seconds until the call should be repeated; None for a response that is final."""
    status, body = response
    if status >= 500:
        return backing_off
    if status != 429:
        return None
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return backing_off
