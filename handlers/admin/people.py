"""Who has a role: joining by an invitation's code or link, the list of people, taking a role away."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import people, towns
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US, Said, Tapped, incoming, pressed
from handlers.menus import clear_menu, set_menu
from handlers.records import NoNotice
from handlers.showing import answer, end_tap, replace, say
from handlers.views import people as views
from handlers.views.callback_data import Press, read_number
from handlers.views.html import escape
from handlers.views.notices import no_notice
from handlers.views.texts import admin as texts
from handlers.views.texts import commands, staff
from handlers.views.view import View
from knowledge.codes import find_codes
from knowledge.links import is_meant_as_link
from knowledge.model import Person, Role
from knowledge.progress.inviting import read_wish, split_by_town
from knowledge.progress.permissions import Action

_REFUSALS = {
    people.Refused.UNKNOWN: texts.JOIN_UNKNOWN,
    people.Refused.USED: texts.JOIN_USED,
    people.Refused.EXPIRED: texts.JOIN_EXPIRED,
    people.Refused.TOO_OFTEN: texts.JOIN_TOO_OFTEN,
    people.Refused.LAST_ADMIN: texts.JOIN_LAST_ADMIN,
}

_NOT_REVOKED = {
    people.NotRevoked.NOT_ALLOWED: texts.REVOKE_NOT_ALLOWED,
    people.NotRevoked.HAS_NONE: texts.ALREADY_REVOKED,
    people.NotRevoked.LAST_ADMIN: texts.LAST_ADMIN,
}


async def join(update: Update, context: Context) -> None:
    """Binds the sender's account to the role the invitation gives."""
    who = incoming(update)
    if not who.private:
        await say(update, staff.PRIVATE_ONLY)
    elif not context.argument:
        await say(update, texts.JOIN_WITHOUT_CODE)
    else:
        await _join(update, context, context.argument.split()[0])


async def join_by_bare_code(update: Update, context: Context) -> None:
    """Takes a message that is nothing but a code for what it is: it must not end up among the questions."""
    await _join(update, context, incoming(update).text[-people.INVITE_LENGTH :])


async def _join(update: Update, context: Context, code: str) -> None:
    who = incoming(update)
    before = await context.db(people.find, who.person_id)
    joined = await context.db(people.join, code, who.person_id, who.name, context.now())
    if isinstance(joined, people.Refused):
        await say(update, _REFUSALS[joined])
        return
    welcome = texts.JOINED.format(unit=joined.unit, role=texts.ROLE[joined.role])
    if before and before.role is not joined.role:
        welcome += texts.NO_LONGER.format(role=texts.ROLE[before.role])
    await say(update, f"{welcome}\n{await _next_step(context, joined.role)}")
    await set_menu(context.bot, joined)


async def _next_step(context: Context, role: Role) -> str:
    """How they begin; an admin by sending a notice, for which the others wait where there is none."""
    step = texts.NEXT_STEP[role]
    try:
        return step.format(code=(await context.index()).codes[0])
    except NoNotice as failure:
        return step if role is Role.ADMIN else no_notice(failure.town)


@only_who_may(Action.MANAGE_PEOPLE)
async def invite(update: Update, context: Context, person: Person) -> None:
    """Gives a code for who is to join: the admin's own town, or the one that the county's names."""
    known = await context.db(towns.every)
    in_force = await context.db(towns.in_force)
    may_be, others = split_by_town(known, person.town_id)
    own = in_force if person.town_id is None else may_be
    wish = read_wish(context.argument, texts.ROLE, may_be, others)
    if wish.role is None or (len(own) > 1 and not (wish.towns or wish.is_county)):
        await answer(update, views.how_to_invite(own))
        return
    if len(wish.towns) > 1:
        await answer(update, views.which_town(wish.towns))
        return
    town = None if wish.is_county else next(iter([*wish.towns, *own]), None)
    unit = wish.unit or (texts.COUNTY if wish.is_county or (town is None and len(own) > 1) else None)
    town_id = town.id if town else None
    code = await context.db(people.invite_as, person.id, wish.role, unit, town_id, context.now())
    if code is not None:
        is_new = town is not None and town not in in_force
        link = f"{context.bot.link}?start={code}"
        await answer(update, views.invited(town, wish.role, unit, link, code, is_new))


@only_who_may(Action.MANAGE_PEOPLE)
async def show_people(update: Update, context: Context, person: Person) -> None:
    """Sends who has a role."""
    await answer(update, views.people_list(await context.db(people.everyone, person.town_id)))


async def ask_revoke(update: Update, context: Context) -> None:
    """Asks whether the one whose button was tapped is meant: the names stand close to one another."""
    person = await context.db(people.revocable, read_number(pressed(update)), incoming(update).person_id)
    if isinstance(person, people.NotRevoked):
        await end_tap(update, _NOT_REVOKED[person])
        return
    await answer(update, views.sure_to_revoke(person))
    await end_tap(update)


async def keep(update: Update, context: Context) -> None:
    """Leaves the role as it is."""
    await replace(update, View((escape(texts.ROLE_KEPT),)))


async def revoke(update: Update, context: Context) -> None:
    """Takes a role away; who may is decided where it is stored."""
    person_id, admin_id = read_number(pressed(update)), incoming(update).person_id
    revoked = await context.db(people.revoke, person_id, admin_id, context.now())
    if isinstance(revoked, people.NotRevoked):
        await end_tap(update, _NOT_REVOKED[revoked])
        return
    await replace(update, View((escape(texts.REVOKED.format(person=views.line(revoked))),)))
    await clear_menu(context.bot, revoked)


def _is_invitation(argument: str) -> bool:
    return bool(argument) and not find_codes(argument) and not is_meant_as_link(argument)


def register(application: App) -> None:
    application.add_handler(Said(commands.INVITE, invite))
    application.add_handler(Said(commands.PEOPLE, show_people))
    application.add_handler(Tapped(Press.MAY_REVOKE, ask_revoke))
    application.add_handler(Tapped(Press.REVOKE, revoke))
    application.add_handler(Tapped(Press.KEEP_ROLE, keep))
    application.add_handler(Said(commands.JOIN, join))
    application.add_handler(Said(commands.START, join, only_if=_is_invitation))
    bare = filters.Regex(rf"^\s*(?:(?:邀请码|加入)[：:\s]\s*)?{people.CODE_PATTERN}\s*$")
    alone = bare & filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & MEANT_FOR_US
    application.add_handler(MessageHandler(alone, join_by_bare_code))
