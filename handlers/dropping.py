"""Files of what is erased go with it, and not only at night."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from telegram import Update

from db import evidence
from handlers.context import Context
from handlers.incoming import incoming

T = TypeVar("T")


async def with_files(update: Update, context: Context, erase: Callable[[], Awaitable[T]]) -> T:
    """Erases something of the sender's, and then those of their files that nothing calls for any more."""
    theirs = await context.db(evidence.private_to, incoming(update).person_id)
    erased = await erase()
    unwanted = {*theirs} - {*await context.db(evidence.kept)}
    await context.in_thread(partial(context.services.vault.drop, unwanted))
    return erased
