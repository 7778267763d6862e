"""What went wrong: logged first under an id, then said in one calm sentence. Never an update's text."""

import logging
import secrets

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from db import errors
from db.engine import STORAGE_FAULTS
from db.towns import OtherTown
from handlers.attempts import wait_before_next
from handlers.awaiting import stop_waiting
from handlers.context import App, Context
from handlers.found import NoSuchYear, SeveralTowns
from handlers.records import NoNotice
from handlers.showing import end_tap, say, say_or_end
from handlers.views import naming
from handlers.views.notices import no_notice
from handlers.views.texts import public, staff

log = logging.getLogger(__name__)


async def report(update: object, context: Context) -> None:
    """Logs it, and after the last try tells the chat in one sentence and counts it for the admins; if that
    fails, it is only logged."""
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(context.error, Forbidden):
        log.info("update %s comes from somebody who has blocked the bot", update_id)
        return
    if isinstance(update, Update) and (refusal := _refusal(context.error)) is not None:
        if isinstance(context.error, OtherTown):
            await stop_waiting(update, context)
        await say_or_end(update, refusal)
        raise ApplicationHandlerStop
    error_id = secrets.token_hex(3)
    log.error("error %s in update %s", error_id, update_id, exc_info=context.error)
    tried_again = wait_before_next(context.error) is not None
    if not isinstance(update, Update) or update.effective_chat is None or tried_again:
        return
    try:
        await say(update, public.TROUBLE.format(id=error_id))
        if update.callback_query:
            await end_tap(update)
    except TelegramError as failure:
        log.warning("could not tell the chat of it: %s", type(failure).__name__)
    await _count(context)


def _refusal(error: Exception | None) -> str | None:
    """What is said where nothing is done, and nothing went wrong; whose it is, where that is no secret."""
    if isinstance(error, OtherTown):
        form = staff.OTHER_TOWN if error.whose else staff.NOT_YOUR_TOWN
        return form.format(what=error.what, whose=error.whose, yours=error.yours)
    if isinstance(error, SeveralTowns):
        return naming.whose(error.code, error.found)
    if isinstance(error, NoSuchYear):
        return naming.no_such_year(error.year, error.years)
    return no_notice(error.town) if isinstance(error, NoNotice) else None


async def _count(context: Context) -> None:
    try:
        await context.db(errors.count, context.now())
    except STORAGE_FAULTS as fault:
        log.warning("the admins will not hear of it: %s", type(fault).__name__)


def register(application: App) -> None:
    application.add_error_handler(report)
