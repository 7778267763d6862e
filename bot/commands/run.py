"""run and chat: the bot on Telegram, and the same bot in the terminal."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from telegram.error import InvalidToken, NetworkError

from bot import terminal, texts
from bot.app import build_bot
from bot.commands.towns import named_town
from bot.lock import PATIENCE, is_in_service, receiving, serving_from
from bot.offline import OfflineTelegram
from bot.opening import load_shipped_notice, open_database
from bot.problem import Problem
from bot.serving import serve_until_signalled
from bot.settings import Settings
from db import notices, people, towns
from db.engine import Database
from handlers.context import services_of
from handlers.records import NoNotice
from knowledge.model import Role

Now = Callable[[], datetime]


def run(settings: Settings, now: Now) -> int:
    """Serves on Telegram until SIGINT or SIGTERM; without a token, chats in the terminal."""
    if not settings.token:
        print(texts.NO_TOKEN)
        return chat(Role.CITIZEN, False, None, settings, now)
    together = settings.may_share
    with (
        open_database(settings, PATIENCE) as database,
        receiving(settings.data_dir, together=together),
        serving_from(database, together),
    ):
        load_shipped_notice(database, now())
        bot = build_bot(settings, database, now, among_others=together)
        try:
            asyncio.run(serve_until_signalled(bot))
        except InvalidToken as failure:
            raise Problem(texts.BAD_TOKEN) from failure
        except NetworkError as failure:
            why = type(failure).__name__
            raise Problem(texts.NO_TELEGRAM.format(why=why), exit_code=1) from failure
        finally:
            services_of(bot.application).close()
    return 0


def chat(role: Role, yes: bool, town: str | None, settings: Settings, now: Now) -> int:
    """Chats in the terminal in a role, in a town where one is named or there is but one, else in the county.
    What is done there is done in this database, and history has it under the terminal's account; where a bot
    is in service, that takes a --yes."""
    if role is not Role.CITIZEN and not yes and is_in_service(settings.data_dir):
        raise Problem(texts.IN_SERVICE)
    with open_database(settings) as database:
        load_shipped_notice(database, now())
        if role is not Role.ADMIN and not notices.ids_in_force(database):  # an admin may send one
            raise NoNotice
        if role is not Role.CITIZEN:
            who, town_id = terminal.account(role), _town(database, town)
            unit = texts.COUNTY if town_id is None and towns.in_force(database) else None
            people.enrol(database, who.id, who.name, role, now(), town_id, unit)
        telegram = OfflineTelegram(now)
        terminal.chat(build_bot(settings, database, now, telegram), telegram, role)
    return 0


def _town(database: Database, named: str | None) -> int | None:
    in_force = towns.in_force(database)
    if named is not None:
        return named_town(database, named).id
    return in_force[0].id if len(in_force) == 1 else None
