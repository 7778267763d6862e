"""Sends what the outbox owes, at the pace Telegram allows, and never again what is recorded as sent."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.retrying import patient
from db import dispatch, outbox
from db.dispatch import Owed, Place
from db.engine import Database
from handlers.composing import Composer
from handlers.context import App, services_of
from handlers.views.charts import Picture

log = logging.getLogger(__name__)

T = TypeVar("T")

# Claimed at a time: a second's worth.
BATCH = 30
# Later than that a place is not taken, as others have theirs; nor where the claim may end meanwhile.
_LATE, _SENDING = timedelta(seconds=1), timedelta(seconds=30)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
_MOST_DOUBLINGS = 12
_NOTHING_OWED_SECONDS = 1.0

_MOST_TRIES = 24


class Unsayable(Exception):
    """What is owed cannot be put into words: a fault of ours, whatever it is."""


Send = Callable[[Owed], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Delivery:
    """The one sender of a process, which shares Telegram's limits with those of others.

    ``now`` and ``sleep`` belong together: a simulated clock has both."""

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
        # What it has claimed and not dealt with yet.
        self._places: deque[Place] = deque()
        # Sent, but the storage did not let it be recorded: only the recording is tried again.
        self._unrecorded: set[int] = set()

    async def run(self) -> None:
        """Sends until it is cancelled; a storage fault is waited out."""
        try:
            while True:
                try:
                    busy = await self.send_batch()
                except (SQLAlchemyError, OSError) as fault:
                    log.error("the outbox cannot be read or written: %s", type(fault).__name__)
                    busy = False
                if not busy:
                    await self._sleep(_NOTHING_OWED_SECONDS)
        except asyncio.CancelledError:
            with suppress(SQLAlchemyError, OSError):  # then it is anybody's when the claim ends
                await self._give_back([place.owed.id for place in self._places])
            raise

    async def send_batch(self) -> bool:
        """Expands a page and sends what is due; says whether there was anything to do."""
        expanded = await self._in_thread(lambda: outbox.expand(self._database, self._now(), self._zone))
        next_at = None
        if not self._places:
            batch = await self._in_thread(lambda: dispatch.claim(self._database, self._now(), BATCH))
            self._places, next_at = deque(batch.places), batch.next_at
        had_places = bool(self._places)
        await self._send_claimed()
        if next_at is not None and not expanded:
            await self._sleep(self._seconds_until(next_at))
        return expanded or had_places or next_at is not None

    async def _send_claimed(self) -> None:
        late = []
        while self._places:
            place = self._places[0]
            await self._wait_for(place)
            if self._is_too_late(place):
                late.append(place.owed.id)
            else:
                await self._deliver(place.owed)
            self._places.popleft()
        await self._give_back(late)

    async def _wait_for(self, place: Place) -> None:
        wait = (place.at - self._now()).total_seconds()
        if wait > 0:
            await self._sleep(wait)

    def _is_too_late(self, place: Place) -> bool:
        now = self._now()
        if place.owed.id in self._unrecorded:
            return False
        return now > place.at + _LATE or now > place.claimed_until - _SENDING

    async def _give_back(self, ids: list[int]) -> None:
        if ids := [one for one in ids if one not in self._unrecorded]:
            await self._in_thread(lambda: dispatch.give_back(self._database, ids))

    def _seconds_until(self, moment: datetime) -> float:
        """Looked at again soon enough, as others may be owed something meanwhile."""
        return min(max((moment - self._now()).total_seconds(), 0.0), _NOTHING_OWED_SECONDS)

    async def _facts(self, owed: Owed) -> dict[str, Any] | None:
        """What is still to be said: a batch takes seconds, in which much can be taken back."""
        if owed.id in self._unrecorded:
            return owed.facts
        now = self._now()
        return await self._in_thread(lambda: dispatch.facts_now(self._database, owed.id, now, self._zone))

    async def _deliver(self, owed: Owed) -> None:
        if (facts := await self._facts(owed)) is None:
            return
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
            await self._in_thread(lambda: dispatch.bury(self._database, owed.id, error))
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
            await self._in_thread(lambda: dispatch.mark_sent(self._database, owed.id))
            self._unrecorded.discard(owed.id)

    async def _set_back(self, owed: Owed, error: str) -> None:
        """Others go on, those to the same chat, too; it is tried again, as a program or a file may be mended
        meanwhile, but not for ever."""
        if owed.tries >= _MOST_TRIES:
            await self._in_thread(lambda: dispatch.bury(self._database, owed.id, error))
        else:
            later = self._now() + _LONGEST_WAIT
            await self._in_thread(lambda: dispatch.postpone(self._database, owed.id, owed.tries + 1, later))

    async def _postpone(self, owed: Owed, tries: int, wait: timedelta) -> None:
        """Stored, so that a restart keeps it; the chat's other messages wait as long."""
        not_before = self._now() + wait
        await self._in_thread(lambda: dispatch.hold_back(self._database, owed.chat_id, not_before))
        await self._in_thread(lambda: dispatch.postpone(self._database, owed.id, tries, not_before))

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
