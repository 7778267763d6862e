"""Deliveries that come at the same time are stored together: one commit for all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram.error import NetworkError

from bot.shapes import Json

Store = Callable[[list[Json]], Awaitable[None]]


@dataclass(slots=True)
class _Batch:
    """What came together; ``problem`` is why it is not stored."""

    raws: list[Json] = field(default_factory=list)
    is_tried: bool = False
    problem: str | None = "not stored"  # as it is where whoever was to store it was cancelled


class Gathering:
    """Before a store that takes one batch after another: what comes meanwhile is the next batch."""

    def __init__(self, store: Store) -> None:
        """``store`` raises NetworkError where it has stored nothing."""
        self._store = store
        self._coming = _Batch()
        self._turn = asyncio.Lock()

    async def add(self, raws: list[Json]) -> None:
        """Returns when these are stored. Raises NetworkError when they are not."""
        batch = self._coming
        batch.raws += raws
        async with self._turn:
            if not batch.is_tried:  # whoever is first stores what all brought
                self._coming, batch.is_tried = _Batch(), True
                await self._try(batch)
        if batch.problem is not None:
            raise NetworkError(batch.problem)

    async def _try(self, batch: _Batch) -> None:
        try:
            await self._store(batch.raws)
            batch.problem = None
        except NetworkError as fault:
            batch.problem = fault.message
