"""A look at something slow, beside the event loop, shared by all who ask within a short time."""

import asyncio
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# In seconds: whoever asks for health or numbers waits so long for the database.
PATIENCE = 3.0


class Look(Generic[T]):
    """However many ask, ``take`` runs once at a time, and what it gave serves for so many seconds."""

    def __init__(
        self, take: Callable[[], T], lasts: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._take, self._lasts, self._clock = take, lasts, clock
        self._taken: tuple[float, T] | None = None
        self._taking = asyncio.Lock()

    async def get(self) -> T:
        """Raises what ``take`` raises, and TimeoutError after PATIENCE."""
        async with asyncio.timeout(PATIENCE), self._taking:
            now = self._clock()
            if self._taken is None or now - self._taken[0] > self._lasts:
                self._taken = now, await asyncio.to_thread(self._take)
            return self._taken[1]
