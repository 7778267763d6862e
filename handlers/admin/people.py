"""Joining by an invitation: /join CODE, or the invitation's link."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import people
from handlers.context import App, Context
from handlers.incoming import Said, incoming
from handlers.menus import set_menu
from handlers.showing import say
from handlers.views.texts import admin as texts
from handlers.views.texts import commands, staff
from knowledge.codes import find_codes

_REFUSALS = {
    people.Refused.UNKNOWN: texts.JOIN_UNKNOWN,
    people.Refused.USED: texts.JOIN_USED,
    people.Refused.EXPIRED: texts.JOIN_EXPIRED,
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
    person_id = incoming(update).person_id
    before = await context.db(people.find, person_id)
    joined = await context.db(people.join, code, person_id, context.now())
    if isinstance(joined, people.Refused):
        await say(update, _REFUSALS[joined])
        return
    welcome = texts.JOINED.format(unit=joined.unit, role=texts.ROLE[joined.role])
    if before and before.role is not joined.role:
        welcome += texts.NO_LONGER.format(role=texts.ROLE[before.role])
    index = await context.index()
    await say(update, f"{welcome}\n{texts.NEXT_STEP[joined.role].format(code=index.codes[0])}")
    await set_menu(context.bot, joined)


def _is_invitation(argument: str) -> bool:
    return bool(argument) and not find_codes(argument)


def register(application: App) -> None:
    application.add_handler(Said(commands.JOIN, join))
    application.add_handler(Said(commands.START, join, only_if=_is_invitation))
    bare = filters.Regex(rf"^\s*(?:(?:邀请码|加入)[：:\s]\s*)?{people.CODE_PATTERN}\s*$")
    alone = bare & filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(alone, join_by_bare_code))
