"""Joining by an invitation: /join CODE, or the invitation's link."""

from telegram import Update

from db import people
from handlers.context import App, Context
from handlers.incoming import Said, incoming
from handlers.menus import set_menu
from handlers.showing import answer
from handlers.views.html import escape
from handlers.views.texts import admin as texts
from handlers.views.texts import commands, staff
from handlers.views.view import View
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
        await _say(update, staff.PRIVATE_ONLY)
    elif not context.argument:
        await _say(update, texts.JOIN_WITHOUT_CODE)
    else:
        joined = await context.db(people.join, context.argument, who.person_id, context.now())
        if isinstance(joined, people.Refused):
            await _say(update, _REFUSALS[joined])
            return
        index = await context.index()
        welcome = texts.JOINED.format(unit=joined.unit, role=texts.ROLE[joined.role])
        next_step = texts.NEXT_STEP[joined.role].format(code=index.codes[0])
        await _say(update, f"{welcome}\n{next_step}")
        await set_menu(context.bot, joined)


async def _say(update: Update, text: str) -> None:
    await answer(update, View((escape(text),)))


def _is_invitation(argument: str) -> bool:
    return bool(argument) and not find_codes(argument)


def register(application: App) -> None:
    application.add_handler(Said(commands.JOIN, join))
    application.add_handler(Said(commands.START, join, only_if=_is_invitation))
