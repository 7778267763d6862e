"""The intake of one process among several: whatever Telegram delivers to either, a chat is one process's."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update

from bot.intake import Intake
from bot.share import Share
from bot.updates import chat_of
from db import claims, inbox
from db.engine import Database
from db.inbox import Arrival
from handlers.watching import Watch


class IntakeAmong(Intake):
    """Claims chats that are nobody's while there is room for them, and leaves others' to those."""

    def __init__(
        self, database: Database, pool: Executor, now: Callable[[], datetime], watch: Watch, share: Share
    ) -> None:
        super().__init__(database, pool, now, watch, share)
        # The last claim left some, as there was no room.
        self._more_wait = False
        self._reading: asyncio.Task[None] | None = None
        self._is_warm = False

    async def _stored(self, arrivals: list[Arrival]) -> set[int]:
        """What is new; another one is told of what is not of this process's chats."""
        worker = self._worker
        mine = {one.chat_id for one in arrivals if self._share.has(one.chat_id)}
        has_room = self._is_warm and self._room.left > 0 and not self._closing
        accepted = await self._in_thread(
            lambda: inbox.accept_among(self._database, arrivals, self._now(), worker, mine, has_room)
        )
        if worker == self._share.worker:
            self._share.gain(mine | accepted.gained)
            # Another one accepted it, or nobody had room: it comes before what is new.
            self._park(accepted.unfinished, but_not=accepted.fresh)
        return accepted.fresh

    def _is_ours(self, update: Update) -> bool:
        """Nothing more is taken by one that is about to stop."""
        return self._share.has(chat_of(update)) and not self._closing

    async def resume(self) -> None:
        """What an earlier run left may be anybody's by now."""
        await self.look()

    async def look(self) -> None:
        """Claims chats that wait and are nobody's, while there is room, and takes up what came for its."""
        if self._closing:
            return
        worker = self._worker
        async with self._storing:
            left, most, claimed = self._room.left, 2 * self._room.size, 0
            if self._is_warm and left > 0:
                claimed = await self._in_thread(lambda: inbox.claim(self._database, worker, left))
            self._more_wait = self._is_warm and claimed == left
            waiting = await self._in_thread(lambda: inbox.waiting_for(self._database, worker, most))
            if worker == self._share.worker:
                self._share.gain({*waiting.values()})
                self._park(waiting)
        await self._take_parked()

    def called(self, chats: Iterable[int]) -> None:
        """Another process has accepted something for these chats: what came for this one's is taken up."""
        if mine := [chat_id for chat_id in chats if self._share.has(chat_id)]:
            self._parked |= dict.fromkeys(mine)
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read_soon())

    async def _read_soon(self) -> None:
        try:
            await self._take_parked()
        except (SQLAlchemyError, OSError):
            self._settle_later()

    def warmed_up(self) -> None:
        """From now on chats are claimed: one who cannot answer yet is not to keep them from those who can."""
        self._is_warm = True

    def lose(self) -> None:
        """None of the chats is this process's any more: what is not begun is left to others."""
        self._give_back(self._room.not_begun())
        self._parked.clear()

    def make_room(self) -> None:
        """What others can handle is left to them besides."""
        super().make_room()
        self.lose()

    async def release(self) -> None:
        """Lets others have the chats that have been quiet for a while."""
        worker = self._worker
        async with self._storing:
            if quiet := self._share.quiet(self._room.chats | self._parked.keys()):
                await self._in_thread(lambda: claims.release(self._database, worker, quiet))

    async def _take_more(self) -> None:
        await (self.look() if self._more_wait else self._take_parked())

    def _park(self, waiting: dict[int, int], but_not: Collection[int] = ()) -> None:
        """The chats of what is neither in memory nor excepted; it will be read in its order."""
        unseen = (chat for one, chat in waiting.items() if one not in self._room and one not in but_not)
        self._parked |= dict.fromkeys(unseen)
        if self._parked:
            self._settle_later()

    @property
    def _worker(self) -> str:
        """The name that its chats are claimed under."""
        if self._share.worker is None:
            raise RuntimeError("one that is alone claims nothing")
        return self._share.worker
