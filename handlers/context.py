"""What every handler is handed: the database, the index, the clock, the town's zone."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from db.dialogs import Waiting, Wanted
from db.engine import Database, NewRow
from db.history import caused_by
from db.lookups import Found
from db.vault import Vault
from handlers.budgets import Budgets
from handlers.library import Library
from handlers.screens import Screens
from handlers.talks import Talks
from handlers.tallies import Tallies
from handlers.watching import Watch
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.progress.phrases import Phrase
from knowledge.record import Record

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """Built once by bot.app. ``font`` is looked for when first asked for, beside the event loop; in
    ``awaited`` stands who takes the words that the bot waits for."""

    database: Database
    library: Library
    budgets: Budgets
    keystrokes: Budgets
    talks: Talks
    screens: Screens
    tallies: Tallies
    pool: Executor
    now: Callable[[], datetime]
    zone: ZoneInfo
    key_of: Callable[[int], str]
    keep_questions_days: int
    digest_time: time
    vault: Vault
    phrases: tuple[Phrase, ...]
    when_done: Callable[[int, NewRow], None]
    settle: Callable[[], Awaitable[bool]]
    font: Callable[[], Path | None]
    watch: Watch
    awaited: "dict[Wanted, Take]" = field(default_factory=dict)

    def close(self) -> None:
        """Ends what runs beside the conversation; what is under way in threads is waited for."""
        self.pool.shutdown()
        self.library.close()


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context with our services on it; ``argument`` is what followed a command, ``looked_up`` what was
    looked up as the update came, where it is a text."""

    argument: str = ""
    looked_up: Found | None = None
    update_id: int | None = None

    @classmethod
    def from_update(cls, update: object, application: Any) -> "Context":
        context = super().from_update(update, application)
        context.update_id = update.update_id if isinstance(update, Update) else None
        return context

    @property
    def services(self) -> Services:
        return _services(self.bot_data)

    @property
    def zone(self) -> ZoneInfo:
        return self.services.zone

    def now(self) -> datetime:
        return self.services.now()

    def today(self) -> date:
        """The day in the town."""
        return self.now().astimezone(self.zone).date()

    async def db(
        self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The one thread hop: a function of the db room, run beside the event loop."""

        def call() -> T:
            with caused_by(self.update_id):
                return function(self.services.database, *args, **kwargs)

        return await self.in_thread(call)

    def when_done(self, update: Update, row: NewRow) -> None:
        """Has a row inserted that nobody waits for, in the transaction that marks the update done: once."""
        self.services.when_done(update.update_id, row)

    async def index(self) -> Index:
        """The index over all notices in force, as they are now. Raises NoNotice."""
        library = self.services.library
        if at_hand := library.at_hand():
            return at_hand
        return await self.in_thread(library.index)

    async def record(self, notice_id: int | None = None) -> Record | None:
        """The record of a notice in force, of the newest where none is named; None for one that is not in
        force. Raises NoNotice."""
        records = self.services.library.records
        return records.at_hand(notice_id) or await self.in_thread(partial(records.get, notice_id))

    async def in_brief(self, findings: Sequence[Key]) -> dict[int, Record]:
        """The same of the notices that have these findings, as far as a short card tells of them."""
        return await self.in_thread(partial(self.services.library.records.in_brief, findings))

    async def newest(self) -> Record:
        """The record of the newest notice in force. Raises NoNotice."""
        records = self.services.library.records
        at_hand = records.at_hand()
        return at_hand if at_hand is not None else await self.in_thread(records.newest)

    async def in_thread(self, call: Callable[[], T]) -> T:
        """What takes long, beside the event loop."""
        return await in_pool(self.services, call)


async def in_pool(services: Services, call: Callable[[], T]) -> T:
    """What takes long, beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(services.pool, call)


# It gives False for words that are meant otherwise after all, and go on their way.
Take = Callable[[Update, Context, Waiting], Coroutine[Any, Any, bool | None]]
App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


def services_of(application: App) -> Services:
    return _services(application.bot_data)


def _services(bot_data: dict[Any, Any]) -> Services:
    """What bot.app put there; typed here, once."""
    services: Services = bot_data["services"]
    return services
