"""What people who work here say in place of a command does what the command does."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from handlers.context import App, Context
from handlers.incoming import Said, incoming
from handlers.looking import look_up
from handlers.orders import command_meant
from handlers.turns import Turn, in_turn
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
    if meant is None:
        return
    command, context.argument = meant
    for handler in context.application.handlers[Turn.ALL_ELSE]:
        if isinstance(handler, Said) and handler.command is command:
            await handler.callback(update, context)
            raise ApplicationHandlerStop


def register(application: App) -> None:
    in_turn(application, Turn.ORDER, filters.TEXT, take)
