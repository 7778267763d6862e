"""How updates come to the intake: asked for by long polling, or delivered to a webhook (bot.webhook)."""

import json
import logging
from collections.abc import Callable
from typing import Protocol

from telegram.constants import UpdateType
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot import texts
from bot.intake import Intake
from bot.line import Line
from bot.problem import Problem
from bot.shapes import Json
from bot.wrapping import Call, Response, WrappingRequest
from handlers.context import App

log = logging.getLogger(__name__)

RECEIVED = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
]


class Receiver(Protocol):
    """Lets updates in between ``start`` and ``stop``."""

    async def start(self) -> None:
        """From now on updates come. Raises TelegramError where Telegram is not reached or refuses."""

    def problem(self) -> Problem | None:
        """Why it is of no use to go on; None while it is."""

    async def stop(self) -> None:
        """No more updates come, and those that have come are rows."""


class DurableRequest(WrappingRequest):
    """The request of getUpdates, whose every answer is in the inbox before anybody else sees it. The
    framework sees the last id alone, which moves its offset on; the updates come from the intake."""

    def __init__(self, inner: BaseRequest, intake: Intake, heard: Callable[[int], None]) -> None:
        super().__init__(inner)
        self._intake = intake
        self._heard = heard

    async def around(self, call: Call, name: str, request_data: RequestData | None) -> Response:
        await self._intake.room()
        status, payload = await call()
        if status != 200:
            self._heard(status)
            return status, payload
        try:
            updates: list[Json] = json.loads(payload)["result"]
            last = [{"update_id": update["update_id"]} for update in updates][-1:]
        except (ValueError, KeyError, TypeError) as fault:
            raise NetworkError("an answer that is none of Telegram's") from fault
        await self._intake.accept(updates)
        self._heard(status)  # an answer that could not be stored does not count as heard
        return status, json.dumps({"ok": True, "result": last}).encode()


class Polling:
    """Asks for updates, through the request that the intake stands behind."""

    def __init__(self, application: App, line: Line) -> None:
        self._application, self._line = application, line

    async def start(self) -> None:
        """Takes off a webhook that was set: Telegram answers getUpdates only without one."""
        if (await self._application.bot.get_webhook_info()).url:
            log.warning(texts.WEBHOOK_TAKEN_OFF)
        if self._application.updater is not None:
            await self._application.updater.start_polling(
                allowed_updates=RECEIVED, drop_pending_updates=False, error_callback=self._line.failed
            )

    def problem(self) -> Problem | None:
        return self._line.problem()

    async def stop(self) -> None:
        if self._application.updater is not None:
            await self._application.updater.stop()
