"""A request around another: opened, closed and timed as the inner one is."""

from telegram.request import BaseRequest


class WrappingRequest(BaseRequest):
    """Leaves to its subclasses only what they do to a call."""

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()
