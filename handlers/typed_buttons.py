"""A button's word that is typed in place of the tap does what the tap does."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from handlers.context import App, Context
from handlers.incoming import Tapped, decode_command, incoming, message_of
from handlers.looking import look_up
from handlers.screens import typed_tap
from handlers.showing import say_aside
from handlers.turns import Turn, in_turn
from handlers.views.texts import commands, labels, opinions, staff
from knowledge.model import Role
from knowledge.progress.opinions import agrees


async def press(update: Update, context: Context) -> None:
    """Hands the word over to the button's own handler, which asks who may and what is so by now, as ever; a
    text that is no such word, or is a command, goes on its way."""
    who = incoming(update)
    shown = context.services.screens.last(who.chat_id)
    tap = typed_tap(message_of(update), shown)
    if tap is None and agrees(who.text):  # to what was offered
        tap = typed_tap(message_of(update), shown, opinions.SEND_IT)
    if tap is None:
        await _point_to_button(update, context)
        return
    if await _is_command(update, context):
        return
    tapped = Update(update.update_id, callback_query=tap)
    for handler in context.application.handlers[Turn.ALL_ELSE]:
        if isinstance(handler, Tapped) and handler.check_update(tapped):
            await handler.callback(tapped, context)
            raise ApplicationHandlerStop


async def _point_to_button(update: Update, context: Context) -> None:
    """Tells who works here where to tap, where the button may be further up."""
    word = incoming(update).text
    if word not in labels.OFFICES:
        return
    known = await look_up(update, context)
    if known.waiting is None and known.role is not Role.CITIZEN:
        await say_aside(update, staff.TAP_THE_BUTTON.format(word=word))
        raise ApplicationHandlerStop


# Without a code they only tell how they are used.
_WANT_A_CODE = (commands.FOLLOW, commands.UNFOLLOW)


async def _is_command(update: Update, context: Context) -> bool:
    """Whether the word is one that does something for its sender, and goes before a button."""
    decoded = decode_command(incoming(update).text, context.bot.username)
    if decoded is None or decoded[0] in _WANT_A_CODE:
        return False
    if decoded[0] is not commands.PROGRESS:
        return True
    return (await look_up(update, context)).role in commands.PROGRESS.shown_to


def register(application: App) -> None:
    in_turn(application, Turn.BUTTON, filters.TEXT, press)
