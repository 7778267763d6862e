"""invite: a one-time code, and its link where Telegram can be asked for the bot's name."""

from datetime import datetime

from bot import texts
from bot.app import open_database
from bot.settings import Settings
from bot.username import NoName, ask_name
from db import people
from knowledge.model import Role


def invite(role: Role, unit: str | None, settings: Settings, now: datetime) -> int:
    """Prints a new code; without a unit the person will belong to the issuer of the notice."""
    with open_database(settings) as database:
        code = people.invite(database, role, unit, now)
    print(texts.INVITATION.format(code=code))
    print(_link(code, settings))
    return 0


def _link(code: str, settings: Settings) -> str:
    try:
        return texts.INVITATION_LINK.format(bot=ask_name(settings), code=code)
    except NoName as failure:
        return texts.NO_LINK.format(why=failure)
