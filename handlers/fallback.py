"""What nothing else answered to: one sentence that leads back."""

from functools import partial

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US
from handlers.showing import end_tap, say
from handlers.views.texts import public

# Joined, renamed, pinned …: Telegram's own notes about a chat want no answer.
_ANSWERABLE = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL & MEANT_FOR_US

_NOT_TEXT = (
    (filters.VOICE | filters.VIDEO_NOTE | filters.AUDIO, public.NOT_VOICE),
    (filters.Sticker.ALL | filters.ANIMATION | filters.Dice.ALL, public.NOT_STICKER),
    (filters.PHOTO | filters.VIDEO | filters.Document.ALL, public.NOT_PICTURE),
    (filters.LOCATION | filters.VENUE, public.NOT_PLACE),
    (filters.CONTACT, public.NOT_CONTACT),
    (~filters.TEXT, public.NOT_TEXT),
)


async def unknown_command(update: Update, context: Context) -> None:
    """Says that there is no such command."""
    await say(update, public.UNKNOWN_COMMAND)


async def not_text(words: str, update: Update, context: Context) -> None:
    """Asks for words in place of a picture, a sticker, a voice."""
    await say(update, words)


async def stale_button(update: Update, context: Context) -> None:
    """Answers a button that this program no longer knows."""
    await end_tap(update, public.STALE_BUTTON)


def register(application: App) -> None:
    private = filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(filters.COMMAND & private & _ANSWERABLE, unknown_command))
    for kind, words in _NOT_TEXT:
        application.add_handler(MessageHandler(kind & _ANSWERABLE, partial(not_text, words)))
    application.add_handler(CallbackQueryHandler(stale_button))
