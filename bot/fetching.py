"""Fetches the photos and files that staff sent, checks them, and keeps them: each once."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.retrying import patient
from db import evidence
from db.engine import Database
from db.evidence import Owed
from db.vault import Vault
from handlers.context import App, services_of
from knowledge.progress.files import NotKept, Unfit, fit_to_keep

log = logging.getLogger(__name__)

T = TypeVar("T")

_BATCH = 20
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
_MOST_DOUBLINGS = 12
_NOTHING_OWED_SECONDS = 1.0


class Fetching:
    """What is owed is a row, so that a kill or a fault leaves it to fetch."""

    def __init__(
        self, database: Database, vault: Vault, pool: Executor, bot: Bot, now: Callable[[], datetime]
    ) -> None:
        self._database, self._vault, self._pool = database, vault, pool
        self._bot, self._now = bot, now

    async def run(self) -> None:
        """Fetches until it is cancelled; a storage fault is waited out."""
        while True:
            try:
                busy = await self.fetch_batch()
            except (SQLAlchemyError, OSError) as fault:
                log.error("evidence cannot be stored: %s", type(fault).__name__)
                busy = False
            if not busy:
                await asyncio.sleep(_NOTHING_OWED_SECONDS)

    async def fetch_batch(self) -> bool:
        """Fetches what is due; says whether there was anything."""
        owed = await self._in_thread(lambda: evidence.owed(self._database, self._now(), _BATCH))
        for one in owed:
            await self._fetch(one)
        return bool(owed)

    async def _fetch(self, owed: Owed) -> None:
        patient.set(False)  # in this task: a failure is stored, and others go on
        try:
            file = await self._bot.get_file(owed.file_id)
            data = bytes(await file.download_as_bytearray())
        except BadRequest as refusal:
            log.warning("evidence %s is not there any more: %s", owed.id, refusal.message)
            await self._refuse(owed, Unfit.GONE)
        except TelegramError as fault:
            log.warning("evidence %s could not be fetched: %s", owed.id, type(fault).__name__)
            not_before = self._now() + min(_FIRST_WAIT * 2 ** min(owed.tries, _MOST_DOUBLINGS), _LONGEST_WAIT)
            await self._in_thread(
                lambda: evidence.postpone(self._database, owed.id, owed.tries + 1, not_before)
            )
        else:
            await self._keep(owed, data)

    async def _keep(self, owed: Owed, data: bytes) -> None:
        try:
            name = await self._in_thread(lambda: self._vault.put(fit_to_keep(data)))
        except NotKept as unfit:
            await self._refuse(owed, unfit.why)
        else:
            await self._in_thread(lambda: evidence.keep(self._database, owed.id, name, self._now()))

    async def _refuse(self, owed: Owed, why: Unfit) -> None:
        await self._in_thread(lambda: evidence.refuse(self._database, owed.id, why, self._now()))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)


def fetching(application: App) -> Fetching:
    """The one fetcher of an application."""
    services = services_of(application)
    return Fetching(services.database, services.vault, services.pool, application.bot, services.now)
