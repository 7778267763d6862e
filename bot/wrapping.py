"""A request around another: opened, closed and timed as the inner one is."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.request import BaseRequest, RequestData

Response = tuple[int, bytes]
Call = Callable[[], Awaitable[Response]]


class WrappingRequest(BaseRequest):
    """Leaves to its subclasses only what they do around a call."""

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> Response:
        async def call() -> Response:
            return await self._inner.do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )

        return await self.around(call, url.rpartition("/")[2], request_data)

    @abstractmethod
    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        """``call`` asks the inner request for the method ``name`` of the Bot API, as often as it is made."""
