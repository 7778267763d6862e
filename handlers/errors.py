"""What went wrong: logged first under an id, then said in one calm sentence. Never an update's text."""

import logging
import secrets

from telegram import Update
from telegram.error import TelegramError

from handlers.context import App, Context
from handlers.library import NoNotice
from handlers.showing import end_tap, say
from handlers.views.texts import public

log = logging.getLogger(__name__)


async def report(update: object, context: Context) -> None:
    """Tells the chat in one sentence; a message that cannot be sent is only logged."""
    if isinstance(context.error, NoNotice):
        text = public.NO_NOTICE
    else:
        error_id = secrets.token_hex(3)
        update_id = update.update_id if isinstance(update, Update) else None
        log.error("error %s in update %s", error_id, update_id, exc_info=context.error)
        text = public.TROUBLE.format(id=error_id)
    if not isinstance(update, Update) or update.effective_chat is None:
        return
    try:
        await say(update, text)
        if update.callback_query:
            await end_tap(update)
    except TelegramError as failure:
        log.warning("could not tell the chat of it: %s", type(failure).__name__)


def register(application: App) -> None:
    application.add_error_handler(report)
