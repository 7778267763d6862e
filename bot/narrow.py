"""So many calls to Telegram at a time, and no more."""

import asyncio

from telegram.request import BaseRequest, RequestData

from bot.wrapping import Call, Response, WrappingRequest

# At 100 ms a call that is ten times what Telegram allows. httpcore goes through all its connections for each
# call and for each that waits for one: with 256 of them that cost 13 ms of processor time a call, with 32
# and nobody waiting inside it 3.
CONNECTIONS = 16


class NarrowRequest(WrappingRequest):
    """Another request, asked CONNECTIONS calls at a time; who comes later waits, first come first served."""

    def __init__(self, inner: BaseRequest) -> None:
        super().__init__(inner)
        self._free = asyncio.Semaphore(CONNECTIONS)

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        async with self._free:
            return await call()
