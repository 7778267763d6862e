"""How updates come to the intake: asked for by long polling, or delivered to a webhook (bot.webhook)."""

import logging
from typing import Protocol

from telegram.constants import UpdateType

from bot import texts
from bot.commands.problem import Problem
from bot.line import Line
from handlers.context import App

log = logging.getLogger(__name__)

RECEIVED = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
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
