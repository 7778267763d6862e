"""Several workers over one database in one process, each the whole bot; an update comes to any of them."""

import asyncio

import pytest

from bot.app import Bot, build_bot
from bot.serving import serve
from bot.shapes import Json
from db.engine import Database
from handlers.context import services_of
from tests.town import Town


class OneOfSeveral:
    """A worker; it has its own connections, as a process has, and nobody polls."""

    def __init__(self, town: Town) -> None:
        self.database = Database(town.settings.database_url)
        self.bot: Bot = build_bot(
            town.settings, self.database, town.clock.now, town.telegram, among_others=True
        )
        self.bot.application.updater = None
        self._stop = asyncio.Event()
        self._serving = asyncio.create_task(serve(self.bot, self._stop))

    @property
    def name(self) -> str:
        """What it claims chats under."""
        name = self.bot.worker.share.worker
        assert name is not None
        return name

    async def renews(self) -> None:
        """As it does every few seconds: says that it lives, or learns that it was taken for dead."""
        await self.bot.worker.renew()

    def runs_ahead(self, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        """Its own clock shows so much more."""
        share = self.bot.worker.share
        now = share.now
        monkeypatch.setattr(share, "now", lambda: now() + seconds)

    async def receives(self, *updates: Json) -> None:
        """As Telegram delivers to this one."""
        await self.bot.intake.accept(list(updates))

    async def stops(self) -> None:
        """As SIGTERM has it."""
        self._stop.set()
        await self._serving
        services_of(self.bot.application).close()
        self.database.close()
