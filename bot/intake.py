"""Nothing accepted is lost: an update is a committed row before anything is done with it, handled in its
chat's order, and finished as a row; what a killed process left is taken up at the next start.

This is what a process does that is alone; ``intake_among`` adds what it takes to share the inbox.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import NetworkError

from bot.endings import Endings
from bot.gathering import Gathering
from bot.room import CHAT_ROOM, Room
from bot.shapes import Json
from bot.share import Share
from bot.updates import arrival_of, chat_of, kind_of, readable, update_of
from db import inbox
from db.engine import Database, NewRow
from db.inbox import Arrival, Ended
from handlers.context import App
from handlers.watching import UNWATCHED, Watch

log = logging.getLogger(__name__)

T = TypeVar("T")

_BATCH_SECONDS, _FAULT_SECONDS = 0.05, 1.0


class Intake:
    """Stores what arrives, hands it to the application as there is room, and marks in small batches what
    is done."""

    def __init__(
        self,
        database: Database,
        pool: Executor,
        now: Callable[[], datetime],
        watch: Watch = UNWATCHED,
        share: Share | None = None,
    ) -> None:
        self._share = share or Share()
        self._database = database
        self._pool = pool
        self._now = now
        self._watch = watch
        self._gathering = Gathering(self._accept)
        self._application: App | None = None
        self._room = Room()
        # Chats with more rows than are taken, the one that has waited longest first.
        self._parked: dict[int, None] = {}
        self._storing, self._marking = asyncio.Lock(), asyncio.Lock()
        self._endings = Endings(self._room.chat_of, self._store_ended)
        self._settling: asyncio.Task[None] | None = None
        self._closing = False

    def attach(self, application: App) -> None:
        """The application whose queue the updates go to."""
        self._application = application

    async def accept(self, raws: list[Json]) -> None:
        """Commits these, together with what comes at the same time, then hands over what is new and can be
        read, of the chats that are this process's.

        Raises NetworkError when they could not be stored: Telegram then delivers again.
        """
        await self._gathering.add(raws)

    async def _accept(self, raws: list[Json]) -> None:
        bot = self._application.bot if self._application else None
        updates = {int(raw["update_id"]): readable(raw, bot) for raw in raws}
        arrivals = [arrival_of(raw, updates[int(raw["update_id"])]) for raw in raws]
        async with self._storing:
            try:
                fresh = await self._stored(arrivals)
            except (SQLAlchemyError, OSError) as fault:
                # Where the connection broke at the commit, the rows may be there: they are looked for.
                chats = (chat_of(one) for one in updates.values() if one)
                self._parked |= dict.fromkeys(chat_id for chat_id in chats if self._share.has(chat_id))
                self._settle_later()
                # Any other error would end polling in silence.
                raise NetworkError(f"storage: {type(fault).__name__}") from fault
            for update_id, update in updates.items():
                if update_id in fresh:
                    self._watch.received(kind_of(update))
                    if update is None or self._is_ours(update):
                        self._admit(update_id, update)

    async def _stored(self, arrivals: list[Arrival]) -> set[int]:
        """What is new."""
        return await self._in_thread(lambda: inbox.accept(self._database, arrivals, self._now()))

    def _is_ours(self, update: Update) -> bool:
        """Whether what is new is taken here."""
        return True

    async def resume(self) -> None:
        """Takes up what an earlier run accepted and did not finish."""
        self._parked = dict.fromkeys(await self._in_thread(lambda: inbox.waiting_chats(self._database)))
        await self._take_parked()

    def warmed_up(self) -> None:
        """It can answer now: who is alone has taken everything before."""

    async def room(self) -> None:
        """Returns when there is room for more."""
        await self._room.wait()

    def expects(self, update: Update) -> bool:
        """Whether this very update is to be handled: taken, and not finished."""
        return self._room.has(update)

    def begin(self, update: Update) -> bool:
        """Whether it is still to be handled: then it is begun, and nobody else's unless this process dies."""
        if not self.expects(update):
            return False
        if not self._share.is_safe():  # those after it are read again with it, or they would come before
            chat_id = chat_of(update)
            self._give_back(self._room.not_begun(chat_id))
            self._parked[chat_id] = None
            return False
        self._room.begin(update.update_id)
        return True

    def owe(self, update_id: int, row: NewRow) -> None:
        """Has a row inserted in the transaction that marks the update done: once, and nobody waits. An update
        owes one row of a table, the last it was given."""
        self._endings.owe(update_id, row)

    def finish(self, update_id: int, error: str | None = None) -> None:
        """The update is handled, or was tried in vain: then its row is kept with the kind of error. The
        row will be marked in a moment, together with others."""
        self._endings.add(update_id, error)
        self._settle_later()

    def _settle_later(self) -> None:
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_soon())

    def make_room(self) -> None:
        """Lets everybody through who waits for room: nothing more is to be received."""
        self._closing = True
        self._room.open()

    async def close(self) -> None:
        """Marks what is finished; the rest is left for the next start."""
        self._closing = True
        if self._settling is not None:
            await self._settling
        await self.settle()

    async def settle(self) -> bool:
        """Marks what is finished now, and takes up what waits for room; False if the storage did not let
        it, and it must be tried again."""
        async with self._marking:
            return await self._settle()

    async def _settle(self) -> bool:
        try:
            marked = await self._endings.mark()
        except (SQLAlchemyError, OSError) as fault:
            log.error("%d updates could not be marked done: %s", len(self._endings), type(fault).__name__)
            return False
        self._give_back(marked)
        try:
            await self._take_more()
        except (SQLAlchemyError, OSError) as fault:
            log.error("updates that wait could not be read: %s", type(fault).__name__)
            return False
        return True

    async def _take_more(self) -> None:
        """What there is room for now."""
        await self._take_parked()

    async def _store_ended(self, ended: list[Ended]) -> None:
        await self._in_thread(lambda: inbox.finish(self._database, ended, self._share.worker))

    async def _settle_soon(self) -> None:
        stored = True
        while (self._endings or self._next_parked()) and (stored or not self._closing):
            await asyncio.sleep(_BATCH_SECONDS if stored else _FAULT_SECONDS)
            stored = await self.settle()

    def _admit(self, update_id: int, update: Update | None) -> None:
        if update is None:
            log.error("update %s is of a shape that cannot be read; set aside", update_id)
            return
        chat_id = chat_of(update)
        if chat_id in self._parked or self._room.is_full_of(chat_id):
            self._parked[chat_id] = None
        else:
            self._take(update)

    def _take(self, update: Update) -> None:
        if self._application is None:
            raise RuntimeError("attach() was not called")
        self._room.take(update)
        self._application.update_queue.put_nowait(update)

    def _give_back(self, update_ids: Collection[int]) -> None:
        self._endings.forget(update_ids)
        self._room.give_back(update_ids)

    def _next_parked(self) -> list[int]:
        """Chats whose rows can be taken up now: nothing of theirs is in memory any more."""
        if self._closing or self._room.left <= 0 or not self._share.is_safe():
            return []
        return [chat_id for chat_id in self._parked if chat_id not in self._room.chats][:CHAT_ROOM]

    async def _take_parked(self) -> None:
        async with self._storing:
            while chats := self._next_parked():
                waiting = await self._in_thread(lambda: inbox.waiting(self._database, chats, self._room.size))
                rows_of = Counter(arrival.chat_id for arrival in waiting)
                for chat_id in chats:
                    self._parked.pop(chat_id, None)
                    if not self._share.has(chat_id):
                        continue
                    if rows_of[chat_id] > CHAT_ROOM or len(waiting) == self._room.size:
                        self._parked[chat_id] = None
                for arrival in waiting:
                    if not self._room.is_full_of(arrival.chat_id) and self._share.has(arrival.chat_id):
                        self._take(self._update(json.loads(arrival.body)))

    def _update(self, raw: Json) -> Update:
        return update_of(raw, self._application.bot if self._application else None)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)
