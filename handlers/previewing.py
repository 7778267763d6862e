"""Showing a draft as citizens will see the update, in a message of its own or in place of an earlier one."""

from telegram import Message, Update
from telegram.error import BadRequest

from db import drafts
from db.drafts import Refused
from handlers.context import Context
from handlers.found import found_at
from handlers.incoming import incoming
from handlers.screens import is_typed
from handlers.showing import answer, end_tap, is_there_already, replace, say
from handlers.views import drafts as views
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Draft

REFUSALS = {
    Refused.GONE: texts.DRAFT_GONE,
    Refused.PUBLISHED: texts.ALREADY_PUBLISHED,
    Refused.CANCELLED: texts.ALREADY_CANCELLED,
    Refused.EXPIRED: texts.DRAFT_EXPIRED,
    Refused.NOT_ALLOWED: texts.NOT_ALLOWED,
    Refused.OTHER_UNIT: texts.OTHER_UNIT,
    Refused.UNPLACED: texts.UNPLACED,
    Refused.MOVED: texts.MOVED,
}


async def show_draft(update: Update, context: Context, draft: Draft | Refused | None) -> None:
    """Sends the preview, or why there is none."""
    view = await _view(context, draft)
    if isinstance(view, str) or not isinstance(draft, Draft):
        await say(update, str(view))
        return
    sent = await answer(update, view)
    if sent is not None:
        await context.db(drafts.shown, draft.id, sent.message_id)


async def show_in_place(update: Update, context: Context, draft: Draft | Refused | None) -> None:
    """Shows the preview in place of the message tapped; why there is none, as a note. For a word that was
    typed a new one is sent, which is the newest from now on."""
    if is_typed(update):
        await show_draft(update, context, draft)
        return
    view = await _view(context, draft)
    if isinstance(view, str):
        await end_tap(update, view)
    else:
        await replace(update, view)


async def renew_preview(update: Update, context: Context, draft: Draft) -> None:
    """Changes the newest preview; where that is gone, a new one is sent."""
    view = await _view(context, draft)
    if isinstance(view, str):
        await say(update, view)
    elif not await _changed(context, incoming(update).chat_id, draft, view):
        await show_draft(update, context, draft)


async def _changed(context: Context, chat_id: int, draft: Draft, view: View) -> bool:
    if draft.preview_id is None:
        return False
    try:
        changed = await context.bot.edit_message_text(
            view.messages[0], chat_id, draft.preview_id, reply_markup=view.keyboard
        )
    except BadRequest as refusal:
        return is_there_already(refusal)
    return isinstance(changed, Message)


async def _view(context: Context, draft: Draft | Refused | None) -> View | str:
    if not isinstance(draft, Draft):
        return REFUSALS[draft or Refused.GONE]
    found = await found_at(context, draft.notice_id, draft.code)
    if found is None:
        return texts.DRAFT_GONE
    return views.preview(draft, found.record, found.finding, context.now(), context.zone)
