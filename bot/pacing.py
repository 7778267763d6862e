"""Direct answers keep to what Telegram allows a chat, so that it need not refuse them."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from telegram.request import BaseRequest, RequestData

from bot.retrying import patient
from bot.wrapping import Call, Response, WrappingRequest

# Messages to one chat: so many at once, then one a second.
BURST, A_SECOND = 3, 1.0


class PacedRequest(WrappingRequest):
    """Another request, whose messages to a chat wait for their turn; other calls, and those of a sender
    that keeps a pace of its own, go at once. Each chat's messages are asked for one after another."""

    def __init__(
        self,
        inner: BaseRequest,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(inner)
        self._sleep, self._clock = sleep, clock
        # When the chat's bucket will be full again; only chats whose is not are kept.
        self._full_at: dict[int, float] = {}

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        chat_id = request_data.parameters.get("chat_id") if request_data else None
        if patient.get() and isinstance(chat_id, int) and name.startswith("send"):
            await self._wait(chat_id)
        return await call()

    async def _wait(self, chat_id: int) -> None:
        now = self._clock()
        self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
        full_at = self._full_at.get(chat_id, now) + 1 / A_SECOND
        self._full_at[chat_id] = full_at
        wait = full_at - now - BURST / A_SECOND
        if wait > 0:
            await self._sleep(wait)
