"""invite: a one-time code, and its link where Telegram can be asked for the bot's name."""

import asyncio
from datetime import datetime

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import texts
from bot.app import open_database
from bot.settings import Settings
from db import people
from knowledge.model import Role

_GET_ME_SECONDS = 10.0


def invite(role: Role, unit: str | None, settings: Settings, now: datetime) -> int:
    """Prints a new code; without a unit the person will belong to the issuer of the notice."""
    with open_database(settings) as database:
        code = people.invite(database, role, unit, now)
    print(texts.INVITATION.format(code=code))
    print(_link(code, settings))
    return 0


def _link(code: str, settings: Settings) -> str:
    if not settings.token:
        return texts.NO_LINK.format(why=texts.WHY_NO_TOKEN)
    try:
        name = asyncio.run(_bot_name(settings))
    except InvalidToken:
        return texts.NO_LINK.format(why=texts.WHY_BAD_TOKEN)
    except (TelegramError, TimeoutError):
        return texts.NO_LINK.format(why=texts.WHY_NO_TELEGRAM)
    return texts.INVITATION_LINK.format(bot=name, code=code)


async def _bot_name(settings: Settings) -> str:
    request = HTTPXRequest(proxy=settings.proxy)
    async with asyncio.timeout(_GET_ME_SECONDS):
        async with Bot(settings.token or "", f"{settings.api_url}/bot", request=request) as bot:
            return bot.username
