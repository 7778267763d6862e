"""A worker among others: it says that it lives, claims what is nobody's, and hears of the others' changes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.intake_among import IntakeAmong
from bot.share import Share
from db import claims, dispatch
from db.engine import WORK, Database
from db.listening import listen

log = logging.getLogger(__name__)

# In seconds. What nobody is told of, as a worker has died, is found by looking.
_LOOK = 1.0
_AGAIN = 1.0


class Worker:
    """What a process does beside handling updates so that several may share one database. One that is alone
    only hears of changes."""

    def __init__(self, database: Database, share: Share, intake: IntakeAmong | None) -> None:
        self._database, self.share, self._intake = database, share, intake
        self._work = asyncio.Event()

    async def start(self) -> None:
        """Before the first update is taken: makes itself known, or takes over from the dead at once where it
        is alone."""
        if self.share.worker is None:
            await asyncio.to_thread(claims.leave_all, self._database)
            await asyncio.to_thread(dispatch.give_back_all, self._database)
        else:
            asked_at = self.share.now()
            await asyncio.to_thread(claims.register, self._database, self.share.worker)
            self.share.renewed(asked_at)

    def beside(self) -> list[Coroutine[Any, Any, None]]:
        """What runs until it is cancelled."""
        running = [listen(self._database, self._heard)] if self._database.is_postgresql else []
        if self._intake is not None:
            running += [
                _again_and_again(self.renew, self._renewal_due),
                _again_and_again(partial(self._look, self._intake), self._call),
            ]
        return running

    async def leave(self) -> None:
        """What it has left is anybody's, at once."""
        if (worker := self.share.worker) is not None:
            with suppress(SQLAlchemyError, OSError):  # then the others find out by themselves
                await asyncio.to_thread(claims.leave, self._database, worker)

    def _heard(self, channel: str, payload: str) -> None:
        if channel != WORK:
            self._database.changes += 1
        elif payload and self._intake is not None:
            self._intake.called(claims.called(payload))
        else:
            self._work.set()

    async def renew(self) -> None:
        """Says that it lives; begins anew where the others took it for dead. In a thread of its own, as the
        pool's may all wait for a lock."""
        worker, intake = self.share.worker, self._intake
        if worker is None or intake is None:
            return
        asked_at = self.share.now()
        if not await asyncio.to_thread(claims.renew, self._database, worker):
            log.error("the others took this worker for dead; what was not begun is theirs")
            worker = self.share.begin_anew()
            intake.lose()
            await asyncio.to_thread(claims.register, self._database, worker)
        self.share.renewed(asked_at)

    async def _renewal_due(self) -> None:
        await asyncio.sleep(claims.LEASE.total_seconds() / 3)

    async def _look(self, intake: IntakeAmong) -> None:
        await asyncio.to_thread(claims.reap, self._database)
        await intake.look()
        await intake.release()

    async def _call(self) -> None:
        """Until somebody has called for nobody in particular, or it is time to look."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                await self._work.wait()
        self._work.clear()


async def _again_and_again(do: Callable[[], Awaitable[None]], wait: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await do()
        except (SQLAlchemyError, OSError) as fault:
            log.error("claims cannot be read or written: %s", type(fault).__name__)
            await asyncio.sleep(_AGAIN)
        else:
            await wait()
