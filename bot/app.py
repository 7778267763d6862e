"""Wires everything: the one place that knows every part, imported by the command line and tests only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ContextTypes, Defaults
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot import mornings
from bot.clock import Job, nightly_jobs
from bot.fonts import find_font
from bot.health import Health
from bot.intake import Intake
from bot.intake_among import IntakeAmong
from bot.line import Line
from bot.narrow import CONNECTIONS, NarrowRequest
from bot.opening import library_of, phrases_of
from bot.pacing import PacedRequest
from bot.processing import Turns
from bot.receiving import DurableRequest, Polling, Receiver
from bot.retrying import RetryingRequest
from bot.salt import person_keys
from bot.screened import ScreenedRequest
from bot.settings import Settings
from bot.shapes import Json
from bot.share import Share, new_name
from bot.updates import update_of
from bot.watched import WatchedRequest
from bot.working import Worker
from db import evidence
from db.backup import EVIDENCE, back_up_nightly
from db.engine import Database
from db.vault import Vault
from handlers.budgets import KEYSTROKES, KEYSTROKES_A_SECOND, Budgets
from handlers.context import App, Context, Services, services_of
from handlers.library import Library
from handlers.screens import Screens
from handlers.talks import Talks
from handlers.tallies import Tallies
from handlers.watching import UNWATCHED, Watch

if TYPE_CHECKING:  # what listens is in an extra
    from bot.front import Front
    from bot.metrics import Metrics

_THREADS = 4
# Shown nowhere and sent nowhere: the in-process Bot API takes any token.
_OFFLINE_TOKEN = "1:offline"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Bot:
    """The application with what stands between it and Telegram."""

    application: App
    intake: Intake
    receiver: Receiver
    jobs: tuple[Job, ...]
    worker: Worker
    health: Health
    front: "Front | None"

    async def handle(self, raw: Json) -> None:
        """Handles one update that did not come through polling, to its end; nobody will replay it."""
        update = update_of(raw, self.application.bot)
        await self.application.process_update(update)
        self.intake.finish(update.update_id)
        await self.intake.settle()


def build_bot(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
    request: BaseRequest | None = None,
    among_others: bool = False,
) -> Bot:
    """The bot, ready to be initialised; over ``request`` in place of the network where one is given.
    ``among_others`` is for one that shares its database (PostgreSQL) with more of its kind."""
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="db")
    library = library_of(settings, database)
    share = Share(new_name() if among_others else None)
    metrics = _metrics(settings, database, library, now)
    watch = metrics or UNWATCHED
    among = IntakeAmong(database, pool, now, watch, share) if among_others else None
    intake, line = among or Intake(database, pool, now, watch), Line()
    turns = Turns(intake, watch)
    polled = WatchedRequest(request or _network(settings, 1), watch)
    screens = Screens()
    # Notifications are sent by whichever of several has claimed them: what was shown last nobody knows here.
    calls = _calls(settings, request, watch, None if among_others else screens)
    application = _application(settings, calls, DurableRequest(polled, intake, line.heard), turns)
    services = _services(settings, database, library, pool, now, intake, watch, screens)
    application.bot_data["services"] = services
    intake.attach(application)
    turns.attach(application)
    handlers.register(application)
    # The dictionary takes a second to build; nobody should wait for it who has not asked yet.
    pool.submit(library.index)
    health = Health(database)
    receiver, front = _receiving(settings, application, intake, Polling(application, line), health, metrics)
    jobs, worker = _jobs(settings, database, services.vault), Worker(database, share, among)
    return Bot(application, intake, receiver, jobs, worker, health, front)


def _calls(
    settings: Settings, request: BaseRequest | None, watch: Watch, screens: Screens | None
) -> BaseRequest:
    """The way out: watched, at its pace, tried again, and, with ``screens``, remembered."""
    sending = WatchedRequest(request or PacedRequest(NarrowRequest(_network(settings, CONNECTIONS))), watch)
    calls = RetryingRequest(sending)
    return calls if screens is None else ScreenedRequest(calls, screens)


def _application(settings: Settings, calls: BaseRequest, receiving: BaseRequest, turns: Turns) -> App:
    defaults = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    return (
        Application.builder()
        .token(settings.token or _OFFLINE_TOKEN)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(calls)
        .get_updates_request(receiving)
        .concurrent_updates(turns)
        .context_types(ContextTypes(context=Context))
        .defaults(defaults)
        .job_queue(None)
        .build()
    )


def _services(
    settings: Settings,
    database: Database,
    library: Library,
    pool: ThreadPoolExecutor,
    now: Callable[[], datetime],
    intake: Intake,
    watch: Watch,
    screens: Screens,
) -> Services:
    return Services(
        database=database,
        library=library,
        budgets=Budgets(),
        keystrokes=Budgets(KEYSTROKES, KEYSTROKES_A_SECOND),
        talks=Talks(),
        screens=screens,
        tallies=Tallies(database),
        pool=pool,
        now=now,
        zone=settings.zone,
        key_of=person_keys(settings.data_dir),
        keep_questions_days=settings.keep_questions_days,
        digest_time=settings.digest_time,
        vault=Vault(settings.data_dir / EVIDENCE),
        phrases=phrases_of(settings),
        when_done=intake.owe,
        settle=intake.settle,
        font=cache(partial(find_font, settings.font)),
        watch=watch,
    )


def _jobs(settings: Settings, database: Database, vault: Vault) -> tuple[Job, ...]:
    def sweep(day: date, now: datetime) -> None:
        vault.sweep(evidence.kept(database), (now - timedelta(days=1)).timestamp())

    keep_questions = timedelta(days=settings.keep_questions_days)
    return (
        *nightly_jobs(keep_questions, sweep, partial(back_up_nightly, database, settings.data_dir)),
        Job("digests", settings.digest_time, partial(mornings.digests, settings.zone)),
        Job("reminders", settings.digest_time, partial(mornings.remind, database, settings.zone)),
    )


def _metrics(
    settings: Settings, database: Database, library: Library, now: Callable[[], datetime]
) -> "Metrics | None":
    """None where nobody can ask for them."""
    if settings.listen is None:
        return None
    from bot.metrics import Metrics

    return Metrics(database, library, now)


def _receiving(
    settings: Settings,
    application: App,
    intake: Intake,
    polling: Polling,
    health: Health,
    metrics: "Metrics | None",
) -> "tuple[Receiver, Front | None]":
    """How updates come, and the listener where there is one."""
    if settings.listen is None or metrics is None:
        return polling, None
    from bot.front import Front, health_routes, metrics_routes
    from bot.webhook import Door, Hook, door_routes

    routes = [*health_routes(health), *metrics_routes(metrics)]
    if settings.webhook is None:
        return polling, Front(settings.listen, routes)
    door = Door(intake, settings.webhook.secret)
    services = services_of(application)
    hook = Hook(settings.webhook, door, application.bot, services.database, services.now)
    return hook, Front(settings.listen, [*routes, *door_routes(settings.webhook, door)])


def _network(settings: Settings, connections: int) -> BaseRequest:
    return HTTPXRequest(connection_pool_size=connections, proxy=settings.proxy)
