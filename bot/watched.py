"""Calls to Telegram that fail are counted, whoever repeats them."""

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.wrapping import Call, Response, WrappingRequest
from handlers.watching import Watch


class WatchedRequest(WrappingRequest):
    """Another request, of whose failures the watch hears."""

    def __init__(self, inner: BaseRequest, watch: Watch) -> None:
        super().__init__(inner)
        self._watch = watch

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        method = (
            name if request_data is not None else "download"
        )  # of a file, whose name is nobody's business
        try:
            status, payload = await call()
        except NetworkError:
            self._watch.call_failed(method, "network")
            raise
        if status >= 400:
            self._watch.call_failed(method, str(status))
        return status, payload
