"""The town that a command is for."""

from bot import texts
from bot.problem import Problem
from db import towns
from db.engine import Database
from knowledge.model import Town
from knowledge.towns import called, meant

_NAMED = 10


def named_town(database: Database, name: str) -> Town:
    """The town that is called so. Raises Problem for none, or several."""
    found = _meant(database, name)
    if found is None:
        raise Problem(texts.NO_SUCH_TOWN.format(name=name, towns=_listed(towns.in_force(database))))
    return found


def newest_of_town(database: Database, name: str) -> int:
    """The newest notice of the town that is called so. Raises Problem where there is none."""
    town = named_town(database, name)
    newest = towns.newest_notice(database, town.id)
    if newest is None:
        raise Problem(texts.NO_NOTICE_YET.format(town=town.name))
    return newest


def town_to_invite_to(database: Database, name: str | None, is_county: bool) -> Town | None:
    """The one named, which need not have a notice yet, and must be called so; else the only one there is;
    None for the county. Raises Problem where there are several, and none is named."""
    if is_county and name is not None:
        raise Problem(texts.TOWN_OR_COUNTY)
    if is_county:
        return None
    if name is not None:
        if not name.strip():
            raise Problem(texts.BLANK.format(option="--town"))
        return _one_of(name, called(name, towns.every(database))) or towns.made(database, name)
    in_force = towns.in_force(database)
    if len(in_force) > 1:
        raise Problem(texts.WHICH_TOWN.format(count=len(in_force), towns=_listed(in_force)))
    return in_force[0] if in_force else None


def _meant(database: Database, name: str) -> Town | None:
    return _one_of(name, meant(name, towns.every(database)))


def said_of_new(database: Database, town: Town) -> str | None:
    """That a town has no notice yet, and which others there are: the name may be a slip. None for one that
    has."""
    if town in towns.in_force(database):
        return None
    others = [one for one in towns.every(database) if one != town]
    said = texts.NO_NOTICE_YET.format(town=town.name)
    return said + (texts.TOWNS_THERE_ARE.format(towns=_listed(others)) if others else "")


def _one_of(name: str, found: list[Town]) -> Town | None:
    if len(found) > 1:
        raise Problem(texts.SEVERAL_TOWNS.format(name=name, towns=_listed(found)))
    return found[0] if found else None


def _listed(some: list[Town]) -> str:
    more = texts.AND_MORE_TOWNS.format(count=len(some)) if len(some) > _NAMED else ""
    return "、".join(town.name for town in some[:_NAMED]) + more
