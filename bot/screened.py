"""What Telegram shows for each call is remembered: its buttons may be typed."""

import json

from telegram.request import BaseRequest, RequestData

from bot.wrapping import Call, Response, WrappingRequest
from handlers.screens import Screens, aside


class ScreenedRequest(WrappingRequest):
    """Another request, which keeps what it has sent to private chats, or changed there."""

    def __init__(self, inner: BaseRequest, screens: Screens) -> None:
        super().__init__(inner)
        self._screens = screens

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        status, payload = await call()
        if status == 200 and not aside.get() and name.startswith(("send", "edit")):
            shown = json.loads(payload).get("result")
            message = shown[-1] if isinstance(shown, list) and shown else shown  # of an album, the last
            if isinstance(message, dict) and message["chat"].get("type") == "private":
                self._screens.keep(message)
        return status, payload
