"""Wires everything: the one place that knows every part, imported by the command line and tests only."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.resources import files

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode, UpdateType
from telegram.ext import Application, ContextTypes, Defaults
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot.retrying import RetryingRequest
from bot.settings import Settings, prepare_data_dir
from db import people
from db.engine import Database
from db.migrate import upgrade
from db.notices import load_if_empty
from handlers.context import App, Context, Services, services_of
from handlers.library import Library
from handlers.menus import set_menus
from knowledge.asking.tokens import tokenizer
from knowledge.reading.parser import read_notice

RECEIVED = [UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY]
_THREADS = 4
# Shown nowhere and sent nowhere: the in-process Bot API takes any token.
_OFFLINE_TOKEN = "1:offline"  # noqa: S105


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database at the present schema, in a folder made for it; closed at the end."""
    prepare_data_dir(settings)
    with closing(Database(settings.database_url)) as database:
        upgrade(database)
        yield database


def load_shipped_notice(database: Database, now: datetime) -> None:
    """Loads the notice that comes with the program where there is none yet."""
    shipped = files("knowledge").joinpath("data", "hubin-2021.txt").read_bytes()
    load_if_empty(database, read_notice(shipped).notice, now)


def build_application(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
    request: BaseRequest | None = None,
) -> App:
    """The bot, ready to be initialised; over ``request`` in place of the network where one is given."""
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="db")
    library = Library(database, tokenizer)
    builder = Application.builder().token(settings.token or _OFFLINE_TOKEN)
    builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    application: App = (
        builder.request(RetryingRequest(request or HTTPXRequest(proxy=settings.proxy)))
        .get_updates_request(request or HTTPXRequest(proxy=settings.proxy))
        .context_types(ContextTypes(context=Context))
        .defaults(
            Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
        )
        .job_queue(None)
        .post_init(_on_start)
        .post_shutdown(_on_stop)
        .build()
    )
    application.bot_data["services"] = Services(database, library, pool, now, settings.zone)
    handlers.register(application)
    # The dictionary takes a second to build; nobody should wait for it who has not asked yet.
    pool.submit(library.index)
    return application


async def _on_start(application: App) -> None:
    everyone = people.everyone(services_of(application).database)
    # Accounts of the terminal have negative ids; Telegram knows nothing of them.
    await set_menus(application.bot, [person for person in everyone if person.id > 0])


async def _on_stop(application: App) -> None:
    services_of(application).pool.shutdown()
