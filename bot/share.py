"""Which chats are this process's: all of them, or those that it has claimed beside other workers."""

import time
from collections.abc import Callable, Collection
from uuid import uuid4

from db import claims

# In seconds. So long a worker keeps a chat after it was last heard of. Budgets and the pace of direct answers
# are kept in memory, and nothing is left of either by then: they hold as if there were one process.
KEPT = 60.0


class Share:
    """``worker`` is the name that the process claims under; None for one that is alone, and has all chats."""

    def __init__(self, worker: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.worker = worker
        self._clock = clock
        self._heard_of_at: dict[int, float] = {}
        self._lives_until = clock() + claims.LEASE.total_seconds()

    def is_safe(self) -> bool:
        """Whether nobody can have taken the chats: others believe as long that it lives."""
        return self.worker is None or self.now() < self._lives_until

    def now(self) -> float:
        """By the clock that ``renewed`` goes by."""
        return self._clock()

    def renewed(self, asked_at: float) -> None:
        """The others know that it lived when it asked for this to be noted."""
        self._lives_until = asked_at + claims.LEASE.total_seconds()

    def has(self, chat_id: int) -> bool:
        """Whether this process handles the chat."""
        return self.worker is None or chat_id in self._heard_of_at

    def gain(self, chats: Collection[int]) -> None:
        """These are its chats, and were heard of now."""
        self._heard_of_at |= dict.fromkeys(chats, self.now())

    def quiet(self, busy: Collection[int]) -> list[int]:
        """Chats that were not heard of for long, and are not busy: they are its no more."""
        before = self.now() - KEPT
        quiet = [chat for chat, at in self._heard_of_at.items() if at < before and chat not in busy]
        for chat_id in quiet:
            del self._heard_of_at[chat_id]
        return quiet

    def begin_anew(self) -> str:
        """No chat is its any more, and it has another name, as the old one is known as a dead worker's."""
        self._heard_of_at.clear()
        self.worker = new_name()
        return self.worker


def new_name() -> str:
    """A name that no other worker has or had."""
    return uuid4().hex
