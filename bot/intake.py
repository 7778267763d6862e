"""Nothing accepted is lost: an update is a committed row before the framework sees it, handled in its
chat's order, and finished as a row; what a killed process left is replayed at the next start."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.wrapping import WrappingRequest
from db import inbox
from db.engine import Database, Write

log = logging.getLogger(__name__)

T = TypeVar("T")
Json = dict[str, Any]

# So many updates may be accepted and unfinished; then the next getUpdates waits. This bounds memory.
ROOM = 500
_BATCH_SECONDS, _FAULT_SECONDS = 0.05, 1.0
# What python-telegram-bot raises for shapes it does not know.
_UNPARSEABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)


class Intake:
    """Stores what arrives, and marks in small batches what is done."""

    def __init__(self, database: Database, pool: Executor, now: Callable[[], datetime]) -> None:
        self._database = database
        self._pool = pool
        self._now = now
        self._unfinished: set[int] = set()
        self._ended: dict[int, str | None] = {}
        self._owed: dict[int, Write] = {}
        self._settling: asyncio.Task[None] | None = None
        self._room = asyncio.Event()
        self._room.set()
        self._closing = False

    async def accept(self, updates: list[Json]) -> list[Json]:
        """Commits a batch and gives what the framework may see of it: an update that it cannot parse, or
        that was accepted before, is an empty one with its id, so that the offset still moves on.

        Raises NetworkError when nothing could be stored: Telegram then delivers again.
        """
        readable: dict[int, str] = {}
        unreadable: dict[int, str] = {}
        for raw in updates:
            group = readable if _can_be_parsed(raw) else unreadable
            group[int(raw["update_id"])] = json.dumps(raw)
        try:
            fresh = await self._in_thread(
                lambda: inbox.accept(self._database, readable, unreadable, self._now())
            )
        except (SQLAlchemyError, OSError) as fault:
            # Any other error would end polling in silence.
            raise NetworkError(f"storage: {type(fault).__name__}") from fault
        for update_id in unreadable.keys() & fresh:
            log.error("update %s is of a shape that cannot be read; set aside", update_id)
        taken = fresh & readable.keys()
        self._take(taken)
        return [raw if raw["update_id"] in taken else {"update_id": raw["update_id"]} for raw in updates]

    async def left_over(self) -> list[Json]:
        """What an earlier run accepted and did not finish, in Telegram's order; it counts as taken."""
        bodies = [json.loads(body) for body in await self._in_thread(lambda: inbox.undone(self._database))]
        self._take({body["update_id"] for body in bodies})
        return bodies

    async def room(self) -> None:
        """Returns when there is room for more: this is the back-pressure."""
        await self._room.wait()

    def expects(self, update_id: int) -> bool:
        """Whether the update is to be handled: accepted, and not finished."""
        return update_id in self._unfinished

    def owe(self, update_id: int, write: Write) -> None:
        """Has something written in the transaction that marks the update done: once, and nobody waits."""
        self._owed[update_id] = write

    def finish(self, update_id: int, error: str | None = None) -> None:
        """The update is handled, or was tried in vain: then its row is kept with the kind of error. The
        row will be marked in a moment, together with others."""
        self._ended[update_id] = error
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_soon())

    def make_room(self) -> None:
        """Lets everybody through who waits for room: nothing more is to be received."""
        self._closing = True
        self._room.set()

    async def close(self) -> None:
        """Marks what is finished; the rest is left for the next start."""
        self._closing = True
        if self._settling is not None:
            await self._settling
        await self.settle()

    async def settle(self) -> bool:
        """Marks what is finished now; False if that could not be stored, and must be tried again."""
        batch, self._ended = self._ended, {}
        writes = [self._owed[one] for one, error in batch.items() if error is None and one in self._owed]
        try:
            await self._in_thread(lambda: inbox.finish(self._database, batch, writes))
        except (SQLAlchemyError, OSError) as fault:
            log.error("%d updates could not be marked done: %s", len(batch), type(fault).__name__)
            self._ended |= batch
            return False
        for update_id in batch:
            self._owed.pop(update_id, None)
        self._give_back(batch)
        return True

    async def _settle_soon(self) -> None:
        stored = True
        while self._ended and (stored or not self._closing):
            await asyncio.sleep(_BATCH_SECONDS if stored else _FAULT_SECONDS)
            stored = await self.settle()

    def _take(self, update_ids: set[int]) -> None:
        self._unfinished |= update_ids
        if len(self._unfinished) >= ROOM and not self._closing:
            self._room.clear()

    def _give_back(self, update_ids: Iterable[int]) -> None:
        self._unfinished.difference_update(update_ids)
        if len(self._unfinished) < ROOM:
            self._room.set()

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)


def _can_be_parsed(raw: Json) -> bool:
    try:
        Update.de_json(raw, None)
        json.dumps(raw, ensure_ascii=False).encode()  # half a surrogate pair can be neither stored nor sent
    except _UNPARSEABLE:
        return False
    return True


class DurableRequest(WrappingRequest):
    """The request of getUpdates, whose every answer is in the inbox before anybody else sees it."""

    def __init__(self, inner: BaseRequest, intake: Intake, heard: Callable[[int], None]) -> None:
        super().__init__(inner)
        self._intake = intake
        self._heard = heard

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        await self._intake.room()
        status, payload = await self._inner.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if status != 200:
            self._heard(status)
            return status, payload
        answer = json.loads(payload)
        answer["result"] = await self._intake.accept(answer["result"])
        self._heard(status)  # an answer that could not be stored does not count as heard
        return status, json.dumps(answer).encode()
