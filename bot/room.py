"""The updates in memory, unfinished: only so many, which is the back-pressure, and only so many of a chat."""

import asyncio
from collections import Counter
from collections.abc import Iterable, KeysView

from telegram import Update

from bot.updates import chat_of

# So many may be in memory; then the next getUpdates waits.
ROOM = 500
# So many of one chat; more of them wait as rows, so that a flood or a stuck chat takes nobody's room.
CHAT_ROOM = 40


class Room:
    """Updates are taken in, begun, and given back when they are marked done or left to others."""

    def __init__(self) -> None:
        self._updates: dict[int, Update] = {}
        self._begun: set[int] = set()
        self._of_chat: Counter[int] = Counter()
        self._is_free = asyncio.Event()
        self._is_free.set()
        self._is_open = False

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._updates

    @property
    def size(self) -> int:
        return ROOM

    @property
    def left(self) -> int:
        return self.size - len(self._updates)

    @property
    def chats(self) -> KeysView[int]:
        """Those that any update is of."""
        return self._of_chat.keys()

    def is_full_of(self, chat_id: int) -> bool:
        return self._of_chat[chat_id] >= CHAT_ROOM

    def chat_of(self, update_id: int) -> int:
        """That of an update, 0 where it is not here."""
        update = self._updates.get(update_id)
        return chat_of(update) if update else 0

    async def wait(self) -> None:
        """Returns when there is room for more."""
        await self._is_free.wait()

    def open(self) -> None:
        """From now on nobody waits: nothing more is to be received."""
        self._is_open = True
        self._is_free.set()

    def take(self, update: Update) -> None:
        self._updates[update.update_id] = update
        self._of_chat[chat_of(update)] += 1
        if self.left <= 0 and not self._is_open:
            self._is_free.clear()

    def has(self, update: Update) -> bool:
        """Whether this very update is here, and not another delivery of it."""
        return self._updates.get(update.update_id) is update

    def begin(self, update_id: int) -> None:
        self._begun.add(update_id)

    def not_begun(self, chat_id: int | None = None) -> list[int]:
        """Those, or those of one chat."""
        waiting = [one for one in self._updates if one not in self._begun]
        return waiting if chat_id is None else [one for one in waiting if self.chat_of(one) == chat_id]

    def give_back(self, update_ids: Iterable[int]) -> None:
        for update_id in update_ids:
            self._begun.discard(update_id)
            if update := self._updates.pop(update_id, None):
                self._of_chat[chat_of(update)] -= 1
        self._of_chat = +self._of_chat  # without the chats of which none is left
        if self.left > 0:
            self._is_free.set()
