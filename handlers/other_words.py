"""What people who work here say in place of a command does what the command does."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import people
from handlers.context import App, Context
from handlers.incoming import Said, incoming
from handlers.looking import look_up
from handlers.orders import command_meant
from handlers.turns import Turn, in_turn
from handlers.views.texts import commands
from handlers.views.texts.commands import Command
from knowledge.model import Role

_LONGEST = 24


async def take(update: Update, context: Context) -> None:
    """Hands 导出台账 over to whoever answers 台账; a citizen's words, those that are waited for, and all
    others go on their way."""
    text = incoming(update).text
    if len(text) > _LONGEST:
        return
    known = await look_up(update, context)
    is_ours = known.role is not Role.CITIZEN and known.waiting is None
    meant = command_meant(text, known.role, context.today()) if is_ours else None
    if meant is None or not await _names_somebody(*meant, context):
        return
    command, context.argument = meant
    for handler in context.application.handlers[Turn.ALL_ELSE]:
        if isinstance(handler, Said) and handler.command is command:
            await handler.callback(update, context)
            raise ApplicationHandlerStop


async def _names_somebody(command: Command, name: str, context: Context) -> bool:
    """Whether somebody with a role is called so, where the command is about one."""
    if command is not commands.PEOPLE or not name:
        return True
    word = "".join(name.split())
    return any(word in "".join(one.name.split()) for one in await context.db(people.everyone))


def register(application: App) -> None:
    in_turn(application, Turn.ORDER, filters.TEXT, take)
