"""So many calls to Telegram at a time, and no more."""

import asyncio

from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.wrapping import Call, Response, WrappingRequest

# At 100 ms a call that is five times what Telegram allows. httpcore goes through all its connections for
# each call, and for each that waits inside it: a call took 13 ms of processor time with 256, 3 with 16.
CONNECTIONS = 16
# Who waits longer is told so, as by a line that is down, and may try again.
_PATIENCE_SECONDS = 10.0


class NarrowRequest(WrappingRequest):
    """Another request, asked CONNECTIONS calls at a time; who comes later waits, first come first served.
    Raises TimedOut for who waited in vain."""

    def __init__(self, inner: BaseRequest, patience: float = _PATIENCE_SECONDS) -> None:
        super().__init__(inner)
        self._free, self._patience = asyncio.Semaphore(CONNECTIONS), patience

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        try:
            await asyncio.wait_for(self._free.acquire(), self._patience)
        except TimeoutError:
            raise TimedOut("no connection became free") from None
        try:
            return await call()
        finally:
            self._free.release()
