"""Sends what the outbox owes, at the pace Telegram allows, and never again what is recorded as sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.retrying import patient
from db import outbox
from db.engine import Database
from db.outbox import Owed
from handlers.composing import Composer
from handlers.context import App, services_of
from handlers.views.charts import Picture

log = logging.getLogger(__name__)

T = TypeVar("T")

# Telegram's limits for a bot, in seconds between messages: overall, to one person, to one group.
BETWEEN_ANY, BETWEEN_PERSON, BETWEEN_GROUP = 1 / 30, 1.0, 3.0
BATCH = 200
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
_MOST_DOUBLINGS = 12
_NOTHING_OWED_SECONDS = 1.0

_MOST_TRIES = 24


class Unsayable(Exception):
    """What is owed cannot be put into words: a fault of ours, whatever it is."""


Send = Callable[[Owed], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Delivery:
    """The one sender of a process. ``now`` and ``sleep`` belong together: a simulated clock has both."""

    def __init__(
        self,
        database: Database,
        pool: Executor,
        send: Send,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._database, self._pool, self._send = database, pool, send
        self._now, self._zone, self._sleep = now, zone, sleep
        self._free_at: dict[int, datetime] = {}
        # Sent, but the storage did not let it be recorded: only the recording is tried again.
        self._unrecorded: set[int] = set()
        self._next_at = now()

    async def run(self) -> None:
        """Sends until it is cancelled; a storage fault is waited out."""
        while True:
            try:
                busy = await self.send_batch()
            except (SQLAlchemyError, OSError) as fault:
                log.error("the outbox cannot be read or written: %s", type(fault).__name__)
                busy = False
            if not busy:
                await self._sleep(_NOTHING_OWED_SECONDS)

    async def send_batch(self) -> bool:
        """Expands a page and sends what is due; says whether there was anything to do."""
        expanded = await self._in_thread(lambda: outbox.expand(self._database, self._now(), self._zone))
        owed = await self._in_thread(lambda: outbox.due(self._database, self._now(), BATCH))
        for one in owed:
            now = self._now()
            if self._free_at.get(one.chat_id, now) <= now:
                await self._deliver(one)
        self._forget_free_chats()
        if owed and not expanded:
            await self._sleep(self._until_one_is_free(owed))
        return expanded or bool(owed)

    def _until_one_is_free(self, owed: list[Owed]) -> float:
        """In seconds; looked at again soon enough, as others may be owed something meanwhile."""
        now = self._now()
        waits = [(self._free_at.get(one.chat_id, now) - now).total_seconds() for one in owed]
        return min(*waits, _NOTHING_OWED_SECONDS)

    async def _pace(self, chat_id: int) -> None:
        """Waits for this message's place in the overall rate, and takes the chat's."""
        wait = (self._next_at - self._now()).total_seconds()
        if wait > 0:
            await self._sleep(wait)
        self._next_at = max(self._next_at, self._now() - timedelta(seconds=1)) + timedelta(
            seconds=BETWEEN_ANY
        )
        between = BETWEEN_PERSON if chat_id > 0 else BETWEEN_GROUP
        self._free_at[chat_id] = self._now() + timedelta(seconds=between)

    async def _facts(self, owed: Owed) -> dict[str, Any] | None:
        """What is still to be said: a batch takes seconds, in which much can be taken back."""
        if owed.id in self._unrecorded:
            return owed.facts
        now = self._now()
        return await self._in_thread(lambda: outbox.facts_now(self._database, owed.id, now, self._zone))

    async def _deliver(self, owed: Owed) -> None:
        if (facts := await self._facts(owed)) is None:
            return
        await self._pace(owed.chat_id)
        try:
            if owed.id not in self._unrecorded:
                await self._send(replace(owed, facts=facts))
        except RetryAfter as refusal:
            await self._postpone(owed, owed.tries, timedelta(seconds=_seconds(refusal)))
        except Forbidden:
            await self._in_thread(lambda: outbox.block(self._database, owed.chat_id, self._now()))
        except BadRequest as refusal:
            error = refusal.message
            log.error("notification %s cannot be sent: %s", owed.id, error)
            await self._in_thread(lambda: outbox.bury(self._database, owed.id, error))
        except Unsayable as fault:
            log.exception("notification %s cannot be put into words", owed.id)
            await self._set_back(owed, str(fault))
        except NetworkError:
            wait = min(_FIRST_WAIT * 2 ** min(owed.tries, _MOST_DOUBLINGS), _LONGEST_WAIT)
            await self._postpone(owed, owed.tries + 1, wait)
        except TelegramError as refusal:
            log.error("notification %s: %s", owed.id, type(refusal).__name__)
            await self._postpone(owed, owed.tries + 1, _LONGEST_WAIT)
        else:
            self._unrecorded.add(owed.id)
            await self._in_thread(lambda: outbox.mark_sent(self._database, owed.id))
            self._unrecorded.discard(owed.id)

    async def _set_back(self, owed: Owed, error: str) -> None:
        """Others go on, those to the same chat, too; it is tried again, as a program or a file may be mended
        meanwhile, but not for ever."""
        if owed.tries >= _MOST_TRIES:
            await self._in_thread(lambda: outbox.bury(self._database, owed.id, error))
        else:
            later = self._now() + _LONGEST_WAIT
            await self._in_thread(lambda: outbox.postpone(self._database, owed.id, owed.tries + 1, later))

    async def _postpone(self, owed: Owed, tries: int, wait: timedelta) -> None:
        """Stored, so that a restart keeps it; the chat's other messages wait as long."""
        not_before = self._now() + wait
        self._free_at[owed.chat_id] = not_before
        await self._in_thread(lambda: outbox.postpone(self._database, owed.id, tries, not_before))

    def _forget_free_chats(self) -> None:
        now = self._now()
        self._free_at = {chat: free_at for chat, free_at in self._free_at.items() if free_at > now}

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)


def sender(application: App) -> Send:
    """How a notification goes out over an application's bot."""
    composer = Composer(services_of(application))

    async def send(owed: Owed) -> None:
        patient.set(False)  # in the sender's own task: a refusal is stored, and other chats go on
        try:
            view = await composer.compose(owed.kind, owed.facts)
        except SQLAlchemyError:
            raise
        except Exception as fault:
            raise Unsayable(type(fault).__name__) from fault
        if isinstance(view, Picture):  # it belongs to what was just announced: silently
            await application.bot.send_photo(
                owed.chat_id, view.png, view.caption, parse_mode=None, disable_notification=True
            )
            return
        for text in view.messages:
            keyboard = view.keyboard if text is view.messages[-1] else None
            await application.bot.send_message(owed.chat_id, text, reply_markup=keyboard)

    return send


def _seconds(refusal: RetryAfter) -> float:
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
