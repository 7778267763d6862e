"""invite: a one-time code, and its link where Telegram can be asked for the bot's name."""

from datetime import datetime

from bot import texts
from bot.commands.towns import said_of_new, town_to_invite_to
from bot.opening import open_database
from bot.problem import Problem
from bot.settings import Settings
from bot.username import NoName, ask_name
from db import people, towns
from knowledge.model import Role


def invite(
    role: Role, unit: str | None, town: str | None, county: bool, settings: Settings, now: datetime
) -> int:
    """Prints a new code; without a unit the person will belong to the issuer of the notice. Where there are
    several towns it must be said to which of them, or to the county."""
    if unit is not None and not (unit := unit.strip()):
        raise Problem(texts.BLANK.format(option="--unit"))
    with open_database(settings) as database:
        to, are_several = town_to_invite_to(database, town, county), len(towns.in_force(database)) > 1
        if to is None and (county or are_several):
            unit = unit or texts.COUNTY
        code = people.invite(database, role, unit, now, to.id if to else None)
        note = said_of_new(database, to) if town and to else None
    print(texts.INVITATION.format(code=code))
    if town or county or are_several:
        print(texts.INVITED_TO.format(town=to.name if to else texts.COUNTY))
    if note is not None:
        print(note)
    print(_link(code, settings))
    return 0


def _link(code: str, settings: Settings) -> str:
    try:
        return texts.INVITATION_LINK.format(bot=ask_name(settings), code=code)
    except NoName as failure:
        return texts.NO_LINK.format(why=failure)
