"""Wires everything: the one place that knows every part, imported by the command line and tests only."""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ContextTypes, Defaults
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot import mornings, texts
from bot.clock import Job, nightly_jobs
from bot.fonts import find_font
from bot.health import Health
from bot.intake import Intake
from bot.line import Line
from bot.narrow import CONNECTIONS, NarrowRequest
from bot.pacing import PacedRequest
from bot.problem import Problem, cannot_open
from bot.processing import Turns
from bot.receiving import DurableRequest, Polling, Receiver
from bot.retrying import RetryingRequest
from bot.salt import person_keys
from bot.settings import Settings, prepare_data_dir
from bot.shapes import Json
from bot.share import Share, new_name
from bot.updates import update_of
from bot.watched import WatchedRequest
from bot.working import Worker
from db import aliases, evidence
from db.backup import EVIDENCE, PHRASES, WORDS, back_up_nightly
from db.engine import Database
from db.migrate import InService, upgrade
from db.notices import load_if_empty
from db.vault import Vault
from handlers.budgets import KEYSTROKES, KEYSTROKES_A_SECOND, Budgets
from handlers.context import App, Context, Services, services_of
from handlers.library import Library
from handlers.talks import Talks
from handlers.tallies import Tallies
from handlers.watching import UNWATCHED
from knowledge.data import data_file
from knowledge.progress.phrases import Phrase, read_phrases
from knowledge.reading.aliases import read_aliases
from knowledge.reading.parser import read_notice

if TYPE_CHECKING:  # what listens is in an extra
    from bot.front import Front
    from bot.metrics import Metrics

log = logging.getLogger(__name__)

# In the data folder: the shelves of a large collection, which are made anew when they are lost.
INDEX = "index"
_THREADS = 4
# Shown nowhere and sent nowhere: the in-process Bot API takes any token.
_OFFLINE_TOKEN = "1:offline"  # noqa: S105


@contextmanager
def open_database(settings: Settings, patience: int = 0) -> Iterator[Database]:
    """The database at the present schema, in a folder made for it; closed at the end. Raises InService where
    bots of an earlier version serve from it for longer than so many seconds."""
    prepare_data_dir(settings)
    with closing(Database(settings.database_url)) as database:
        _upgrade(database, patience)
        yield database


def _upgrade(database: Database, patience: int) -> None:
    for second in range(patience):
        try:
            upgrade(database)
        except InService:
            if second == 0:
                log.warning(texts.WAITING_TO_UPGRADE)
            time.sleep(1)
        else:
            return
    upgrade(database)


def load_shipped_notice(database: Database, now: datetime) -> None:
    """Loads the notice that comes with the program where there is none yet, and what people call its
    findings."""
    shipped = read_notice(data_file("hubin-2021.txt").encode()).notice
    load_if_empty(database, shipped, now)
    aliases.ship(database, shipped, read_aliases(data_file("hubin-2021.aliases.tsv")), now)


def words_of(settings: Settings) -> str:
    """The words that the operator adds to the language in the data folder. Raises Problem for a table that
    cannot be read."""
    table = settings.data_dir / WORDS
    try:
        return table.read_text(encoding="utf-8-sig") if table.exists() else ""
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(table, failure) from failure


def library_of(settings: Settings, database: Database) -> Library:
    """The index of this database, with the operator's words. Raises Problem as words_of."""
    return Library(database, words_of(settings), settings.data_dir / INDEX)


def phrases_of(settings: Settings) -> tuple[Phrase, ...]:
    """The ready wording, with what the operator adds in the data folder. Raises Problem for a table that
    cannot be read."""
    table = settings.data_dir / PHRASES
    try:
        more = table.read_text(encoding="utf-8-sig") if table.exists() else ""
        return (*read_phrases(data_file(PHRASES)), *read_phrases(more))
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(table, failure) from failure
    except ValueError as failure:
        raise Problem(texts.BAD_PHRASE.format(path=table, line=failure)) from failure


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
    intake, line = Intake(database, pool, now, watch, share), Line()
    turns, vault = Turns(intake, watch), Vault(settings.data_dir / EVIDENCE)
    sending = WatchedRequest(request or PacedRequest(NarrowRequest(_network(settings, CONNECTIONS))), watch)
    calls = RetryingRequest(sending)
    polled = WatchedRequest(request or _network(settings, 1), watch)
    receiving = DurableRequest(polled, intake, line.heard)
    application: App = (
        Application.builder()
        .token(settings.token or _OFFLINE_TOKEN)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(calls)
        .get_updates_request(receiving)
        .concurrent_updates(turns)
        .context_types(ContextTypes(context=Context))
        .defaults(
            Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
        )
        .job_queue(None)
        .build()
    )
    application.bot_data["services"] = Services(
        database, library, Budgets(), Budgets(KEYSTROKES, KEYSTROKES_A_SECOND), Talks(),
        Tallies(database), pool, now,
        settings.zone, person_keys(settings.data_dir), settings.keep_questions_days, settings.digest_time,
        vault, phrases_of(settings), intake.owe, intake.settle, cache(partial(find_font, settings.font)),
        watch,
    )  # fmt: skip
    intake.attach(application)
    turns.attach(application)
    handlers.register(application)
    keep_questions = timedelta(days=settings.keep_questions_days)
    back_up = partial(back_up_nightly, database, settings.data_dir)

    def sweep(day: date, now: datetime) -> None:
        vault.sweep(evidence.kept(database), (now - timedelta(days=1)).timestamp())

    # The dictionary takes a second to build; nobody should wait for it who has not asked yet.
    pool.submit(library.index)
    jobs = (
        *nightly_jobs(keep_questions, sweep, back_up),
        Job("digests", settings.digest_time, partial(mornings.digests, settings.zone)),
        Job("reminders", settings.digest_time, partial(mornings.remind, database, settings.zone)),
    )
    health = Health(database)
    receiver, front = _receiving(settings, application, intake, Polling(application, line), health, metrics)
    worker = Worker(database, share, intake)
    return Bot(application, intake, receiver, jobs, worker, health, front)


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
