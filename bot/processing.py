"""Who is handled when: in order inside a chat, chats side by side, and once more what failed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import BaseUpdateProcessor

from bot.intake import Intake
from bot.updates import chat_of
from db.towns import OtherTown
from handlers.attempts import attempt, wait_before_next
from handlers.context import App, Context
from handlers.watching import UNWATCHED, Watch

# Chats handled at the same time. A chat has one place at most, also while Telegram makes it wait.
SIDE_BY_SIDE = 256
# python-telegram-bot's own limit, held by updates that only wait; room.ROOM is the one that binds.
_NO_LIMIT = 1_000_000


class Turns(BaseUpdateProcessor):
    """Gives each chat its turn, tries again what failed, and tells the intake how it ended."""

    def __init__(self, intake: Intake, watch: Watch = UNWATCHED) -> None:
        super().__init__(_NO_LIMIT)
        self._intake = intake
        self._watch = watch
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
        cannot be answered, and trying again changes nothing; what is another town's is refused, and no
        failure."""
        is_settled = isinstance(context.error, Forbidden | OtherTown)
        if isinstance(update, Update) and context.error and not is_settled:
            self._failures[update.update_id] = context.error

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        # Polling's own updates are empty: those that are to be handled come from the intake.
        if not isinstance(update, Update) or (chat_of(update) == 0 and not self._intake.expects(update)):
            await coroutine
            return
        with self._watch.handling():
            async with self._turn(chat_of(update)), self._places:
                if self._intake.begin(update):
                    await self._handle(update, coroutine)
                elif isinstance(coroutine, Coroutine):
                    coroutine.close()  # left to another process meanwhile

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
        for number in count():
            attempt.set(number)
            await coroutine
            failure = self._failures.pop(update.update_id, None)
            wait = wait_before_next(failure) if failure else None
            if wait is None:
                self._intake.finish(update.update_id, type(failure).__name__ if failure else None)
                return
            await asyncio.sleep(wait)
            coroutine = self._handle_again(update)

    def _handle_again(self, update: Update) -> Awaitable[Any]:
        if self._application is None:
            raise RuntimeError("attach() was not called")
        return self._application.process_update(update)
