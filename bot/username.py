"""The bot's name, as Telegram has it."""

import asyncio

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import texts
from bot.settings import Settings

_PATIENCE_SECONDS = 10.0


class NoName(Exception):
    """Telegram cannot be asked; says why."""


def ask_name(settings: Settings) -> str:
    """What Telegram calls the bot of the token. Raises NoName."""
    if not settings.token:
        raise NoName(texts.WHY_NO_TOKEN)
    try:
        return asyncio.run(_ask(settings))
    except InvalidToken as failure:
        raise NoName(texts.WHY_BAD_TOKEN) from failure
    except (TelegramError, TimeoutError) as failure:
        raise NoName(texts.WHY_NO_TELEGRAM) from failure


async def _ask(settings: Settings) -> str:
    request = HTTPXRequest(proxy=settings.proxy)
    async with asyncio.timeout(_PATIENCE_SECONDS):
        async with Bot(settings.token or "", f"{settings.api_url}/bot", request=request) as bot:
            return bot.username
