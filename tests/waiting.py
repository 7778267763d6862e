"""Waiting for what comes about in its own time, and failing where it never does."""

import asyncio
from collections.abc import Callable
from typing import Any


async def until(condition: Callable[[], Any], seconds: float = 60) -> None:
    """Returns once the condition holds; fails when it does not for so long."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
