"""Who is handled when: in order inside a chat, chats side by side, a failure three times."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import BaseUpdateProcessor

from bot.intake import Intake
from handlers.context import App, Context, last_try

# Chats handled at the same time. A chat has one place at most, so no chat can take them all.
SIDE_BY_SIDE = 32
WAITS = (0.2, 1.0)  # seconds between the tries of an update
# python-telegram-bot's own limit, held by updates that only wait; intake.ROOM is the one that binds.
_NO_LIMIT = 1_000_000


class Turns(BaseUpdateProcessor):
    """Gives each chat its turn, tries again what failed, and tells the intake how it ended."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(_NO_LIMIT)
        self._intake = intake
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._chats: dict[int, asyncio.Lock] = {}
        self._in_line: Counter[int] = Counter()
        self._failures: dict[int, Exception] = {}
        self._application: App | None = None

    def attach(self, application: App) -> None:
        """The application that handles an update once more, and whose handlers' failures are noted."""
        self._application = application
        application.add_error_handler(self.note_failure)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def note_failure(self, update: object, context: Context) -> None:
        """An error handler: python-telegram-bot swallows what handlers raise. Who has blocked the bot
        cannot be answered, and trying again changes nothing."""
        if isinstance(update, Update) and context.error and not isinstance(context.error, Forbidden):
            self._failures[update.update_id] = context.error

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        # What the intake would not have handled (again) it has given an empty body.
        if not isinstance(update, Update) or not self._intake.expects(update.update_id):
            await coroutine
            return
        chat = update.effective_chat
        async with self._turn(chat.id if chat else 0), self._places:
            await self._handle(update, coroutine)

    @asynccontextmanager
    async def _turn(self, chat_id: int) -> AsyncIterator[None]:
        """The chat's lock, which lets in by order of arrival; it lives as long as anybody stands in line."""
        self._in_line[chat_id] += 1
        try:
            async with self._chats.setdefault(chat_id, asyncio.Lock()):
                yield
        finally:
            self._in_line[chat_id] -= 1
            if not self._in_line[chat_id]:
                del self._in_line[chat_id], self._chats[chat_id]

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        for wait in WAITS:
            failure = await self._try(update, coroutine, is_last=False)
            if failure is None:
                return self._intake.finish(update.update_id)
            await asyncio.sleep(wait)
            coroutine = self._handle_again(update)
        failure = await self._try(update, coroutine, is_last=True)
        if failure is None:
            return self._intake.finish(update.update_id)
        return await self._intake.fail(update.update_id, type(failure).__name__)

    async def _try(self, update: Update, coroutine: Awaitable[Any], is_last: bool) -> Exception | None:
        last_try.set(is_last)
        await coroutine
        return self._failures.pop(update.update_id, None)

    def _handle_again(self, update: Update) -> Awaitable[Any]:
        if self._application is None:
            raise RuntimeError("attach() was not called")
        return self._application.process_update(update)
