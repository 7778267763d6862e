"""The bot on Telegram from start to stop: replay, receive, watch the line, drain."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TypeVar

from bot import clock, texts
from bot.app import Bot
from bot.delivery import Delivery, sender
from bot.fetching import fetching
from bot.problem import Problem
from bot.runtime import keep_what_stays, let_go, take_short_turns
from db import people
from db.engine import STORAGE_FAULTS
from handlers.context import in_pool, services_of
from handlers.menus import set_menus
from handlers.records import NoNotice

log = logging.getLogger(__name__)

T = TypeVar("T")

# In seconds: what a supervisor of processes grants between SIGTERM and SIGKILL.
DRAIN = 10.0
_LOOK = 0.5


async def serve_until_signalled(bot: Bot) -> None:
    """Serves until SIGINT or SIGTERM; raises as serve() does."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(bot, stop)


async def serve(bot: Bot, stop: asyncio.Event) -> None:
    """Serves until it is told to stop. Raises Problem when the line is of no use any more, and
    TelegramError when it could not even be opened. Whoever asks for its health is told to the end."""
    async with bot.front.opened() if bot.front else nullcontext():
        if not await _opened(bot, stop):
            return
        await _receive(bot)
        beside = _start_beside(bot)
        problem = await _watch(bot, beside, stop)
        bot.health.is_draining = True
        await _end(beside)
        is_drained = await _drained(bot)
        await bot.worker.leave()
        if is_drained:
            await bot.application.shutdown()
    let_go()
    if problem is not None:
        raise problem


async def _opened(bot: Bot, stop: asyncio.Event) -> bool:
    """Whether the line was open before the bot was told to stop: where Telegram cannot be reached that takes
    a minute to fail, longer than a stop is waited for."""
    opening, stopped = asyncio.create_task(bot.application.initialize()), asyncio.create_task(stop.wait())
    await asyncio.wait((opening, stopped), return_when=asyncio.FIRST_COMPLETED)
    is_over = opening.done()
    await _end([opening, stopped])
    if is_over:
        await opening  # raises what it raised
    return is_over


async def _warm_up(bot: Bot) -> None:
    """The index is built before anybody asks, and kept out of the collector's way."""
    try:
        await _once_there(bot, services_of(bot.application).library.index)
    except NoNotice:
        log.warning("no notice is in force yet")
    keep_what_stays()
    take_short_turns()
    bot.intake.warmed_up()
    bot.health.is_warm = True


async def _show_menus(bot: Bot) -> None:
    everyone = await _once_there(bot, partial(people.everyone, services_of(bot.application).database))
    # Accounts of the terminal have negative ids; Telegram knows nothing of them.
    await set_menus(bot.application.bot, [person for person in everyone if person.id > 0])


async def _once_there(bot: Bot, call: Callable[[], T]) -> T:
    """What a call beside the event loop gives; a server that is away just then is waited for."""
    while True:
        try:
            return await in_pool(services_of(bot.application), call)
        except STORAGE_FAULTS as fault:
            log.warning("the database is waited for: %s", type(fault).__name__)
            await asyncio.sleep(_LOOK)


async def _receive(bot: Bot) -> None:
    """What an earlier run left comes before anything new: the order inside a chat depends on it."""
    await bot.worker.start()
    await bot.intake.resume()
    await bot.application.start()
    await bot.receiver.start()


def _start_beside(bot: Bot) -> list[asyncio.Task[None]]:
    """What runs beside the conversation, until it is cancelled or for a moment."""
    services = services_of(bot.application)
    delivery = Delivery(
        services.database, services.pool, sender(bot.application), services.now, services.zone
    )
    return [
        asyncio.create_task(delivery.run()),
        asyncio.create_task(fetching(bot.application).run()),
        asyncio.create_task(
            clock.run(services.database, services.now, services.zone, bot.jobs, services.watch)
        ),
        asyncio.create_task(_show_menus(bot)),
        asyncio.create_task(_warm_up(bot)),
        *map(asyncio.create_task, bot.worker.beside()),
    ]


async def _watch(bot: Bot, beside: list[asyncio.Task[None]], stop: asyncio.Event) -> Problem | None:
    """Until it is told to stop; sooner where the line is of no use, or what runs beside has come to grief:
    whoever keeps the process running then starts it anew."""
    if bot.front and bot.front.serving:
        beside = [*beside, bot.front.serving]
    while not stop.is_set():
        if problem := bot.receiver.problem() or _grief(beside):
            return problem
        try:
            async with asyncio.timeout(_LOOK):
                await stop.wait()
        except TimeoutError:
            continue
    return None


def _grief(beside: list[asyncio.Task[None]]) -> Problem | None:
    for task in beside:
        if task.done() and (fault := task.exception()) is not None:
            log.critical("what runs beside the conversation ended", exc_info=fault)
            return Problem(texts.BESIDE_ENDED, exit_code=1)
    return None


async def _end(tasks: Sequence[asyncio.Task[object]]) -> None:
    """Cancels them until they have ended: what reads from the network beneath one may take a cancellation for
    a fault of the line, which the task then waits out (seen with a photo on its way)."""
    pending: set[asyncio.Task[object]] = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_LOOK)
    await asyncio.gather(*tasks, return_exceptions=True)


async def _drained(bot: Bot) -> bool:
    """Handles what was accepted while there is time; the rest is replayed at the next start."""
    bot.intake.make_room()
    try:
        async with asyncio.timeout(DRAIN):
            await bot.receiver.stop()
            await bot.application.stop()
            await bot.intake.close()
    except TimeoutError:
        log.warning("stopped before all was handled; the rest is replayed at the next start")
        return False
    return True
