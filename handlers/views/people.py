"""The people with a role, as an admin sees them."""

from collections.abc import Sequence

from handlers.views import admin_keys
from handlers.views.html import escape
from handlers.views.notices import no_notice
from handlers.views.texts import admin as texts
from handlers.views.view import View
from knowledge.model import Person, Role, Town


def line(person: Person) -> str:
    return texts.PERSON.format(name=person.name, unit=person.unit, role=texts.ROLE[person.role])


def how_to_invite(towns: Sequence[Town]) -> View:
    """``towns`` are those that the admin may invite to."""
    roles = "、".join(name for role, name in texts.ROLE.items() if role is not Role.CITIZEN)
    lines = [texts.INVITE_HOW.format(roles=roles)]
    if len(towns) > 1:
        lines.append(texts.INVITE_HOW_TOWN.format(town=towns[0].name))
    return View((escape("\n".join(lines)),))


def which_town(towns: Sequence[Town]) -> View:
    """Several are called so."""
    return View((escape(texts.WHICH_TOWN.format(towns="、".join(town.name for town in towns))),))


def invited(
    town: Town | None, role: Role, unit: str | None, link: str, code: str, is_without_notice: bool = False
) -> View:
    """Whom the code is for, and what is to be sent on to them."""
    said = texts.INVITED.format(
        town=town.name if town else texts.COUNTY, role=texts.ROLE[role],
        unit=texts.INVITED_UNIT.format(unit=unit) if unit else "",
    )  # fmt: skip
    if town is not None and is_without_notice:
        said = f"{no_notice(town.name)}\n{said}"
    return View((escape(said), escape(texts.INVITATION.format(link=link, code=code))))


def sure_to_revoke(person: Person) -> View:
    """Asks before a role is taken away, as it is given back by a new invitation only."""
    return View((escape(texts.ASK_REVOKE.format(person=line(person))),), admin_keys.sure_to_revoke(person.id))


def people_list(people: list[Person]) -> View:
    """A line and a 撤销 button for each."""
    lines = [texts.PEOPLE_HEAD.format(count=len(people)), *(line(person) for person in people)]
    return View((escape("\n".join(lines)),), admin_keys.people(people))
