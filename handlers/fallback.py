"""What nothing else answered to: one sentence that leads back."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US
from handlers.showing import end_tap, say
from handlers.views.texts import public

# Joined, renamed, pinned …: Telegram's own notes about a chat want no answer.
_ANSWERABLE = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL & MEANT_FOR_US


async def unknown_command(update: Update, context: Context) -> None:
    """Says that there is no such command."""
    await say(update, public.UNKNOWN_COMMAND)


async def not_text(update: Update, context: Context) -> None:
    """Asks for words in place of a picture, a sticker, a voice."""
    await say(update, public.NOT_TEXT)


async def stale_button(update: Update, context: Context) -> None:
    """Answers a button that this program no longer knows."""
    await end_tap(update, public.STALE_BUTTON)


def register(application: App) -> None:
    private = filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(filters.COMMAND & private & _ANSWERABLE, unknown_command))
    application.add_handler(MessageHandler(~filters.TEXT & _ANSWERABLE, not_text))
    application.add_handler(CallbackQueryHandler(stale_button))
