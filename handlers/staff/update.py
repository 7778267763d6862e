"""Posting progress: one message, a preview, one tap."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from db import dialogs, progress
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US, Said, Tapped, decode_command, incoming, tapped
from handlers.showing import answer, end_tap, replace, say
from handlers.views import drafts
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.codes import leading_code
from knowledge.model import Draft, Person
from knowledge.progress.permissions import Action
from knowledge.progress.rules import MAX_PROGRESS, Fault, check_text
from knowledge.reading.status import read_status

_REFUSALS = {
    progress.Refused.GONE: texts.DRAFT_GONE,
    progress.Refused.PUBLISHED: texts.ALREADY_PUBLISHED,
    progress.Refused.CANCELLED: texts.ALREADY_CANCELLED,
    progress.Refused.NOT_ALLOWED: texts.NOT_ALLOWED,
}


@only_who_may(Action.POST_PROGRESS)
async def post(update: Update, context: Context, person: Person) -> None:
    """Keeps a draft of "CODE 文字" and shows how it will look."""
    index = await context.index()
    code, text = leading_code(context.argument) or (None, "")
    if code is None:
        hint = texts.NOT_A_CODE if context.argument else texts.HOW_TO_POST
        await say(update, hint.format(code=index.codes[0]))
    elif index.record.finding(code) is None:
        await say(update, public.UNKNOWN_CODE.format(code=code, example=index.codes[0]))
    elif fault := check_text(text):
        await say(update, _fault(fault, text, code))
    else:
        status, _ = read_status(text)
        draft = await context.db(progress.draft, update.update_id, person, code, text, status, context.now())
        await _preview(update, context, draft)


async def publish(update: Update, context: Context) -> None:
    """Publishes the draft, once; who may is decided where it is stored."""
    person_id, draft_id = incoming(update).person_id, read_number(tapped(update).data or "")
    published = await context.db(progress.publish, update.update_id, draft_id, person_id, context.now())
    if isinstance(published, progress.Refused):
        await end_tap(update, _REFUSALS[published])
    else:
        await replace(update, View((texts.PUBLISHED.format(code=published.code),)))


async def cancel(update: Update, context: Context) -> None:
    """Gives the draft up."""
    person_id, draft_id = incoming(update).person_id, read_number(tapped(update).data or "")
    cancelled = await context.db(progress.cancel, draft_id, person_id, context.now())
    if isinstance(cancelled, progress.Refused):
        await end_tap(update, _REFUSALS[cancelled])
    else:
        await replace(update, View((texts.CANCELLED,)))


async def ask_for_rewording(update: Update, context: Context) -> None:
    """Asks for other words for the draft."""
    who, draft_id = incoming(update), read_number(tapped(update).data or "")
    draft = await context.db(progress.open_draft, draft_id, who.person_id)
    if isinstance(draft, progress.Refused):
        await end_tap(update, _REFUSALS[draft])
        return
    await context.db(dialogs.wait_for_rewording, who.chat_id, who.person_id, draft_id, context.now())
    await say(update, texts.SEND_NEW_WORDING)
    await end_tap(update)


async def typed_button(update: Update, context: Context) -> None:
    """Shows the preview again to an author who types a button's word instead of tapping it."""
    who = incoming(update)
    draft = await context.db(progress.newest_open_draft, who.person_id)
    if draft is not None:
        await context.db(dialogs.end, who.chat_id, who.person_id)
        await _preview(update, context, draft)
        raise ApplicationHandlerStop


async def reword(update: Update, context: Context) -> None:
    """Takes a text as the new wording that is waited for; a command ends the waiting, and any text goes
    on its way where nothing is waited for."""
    who = incoming(update)
    draft_id = await context.db(
        dialogs.draft_to_reword, update.update_id, who.chat_id, who.person_id, context.now()
    )
    if draft_id is None:
        return
    if decode_command(who.text, context.bot.username):
        await context.db(dialogs.end, who.chat_id, who.person_id)
        return
    if fault := check_text(who.text):
        await say(update, _fault(fault, who.text))
    else:
        status, _ = read_status(who.text)
        draft = await context.db(
            progress.reword, update.update_id, draft_id, who.person_id, who.text, status, context.now()
        )
        await _preview(update, context, draft)
    raise ApplicationHandlerStop


async def _preview(update: Update, context: Context, draft: Draft | progress.Refused | None) -> None:
    """The draft as citizens will see it, or why there is none any more."""
    record = (await context.index()).record
    finding = record.finding(draft.code) if isinstance(draft, Draft) else None
    if isinstance(draft, Draft) and finding is not None:
        await answer(update, drafts.preview(draft, record, finding, context.now(), context.zone))
    else:
        await say(update, _REFUSALS[draft] if isinstance(draft, progress.Refused) else texts.DRAFT_GONE)


def _fault(fault: Fault, text: str, code: str = "") -> str:
    if fault is Fault.TOO_LONG:
        return texts.TOO_LONG.format(limit=MAX_PROGRESS, length=len(text))
    return texts.NO_TEXT.format(code=code)


def register(application: App) -> None:
    application.add_handler(Said(commands.PROGRESS, post))
    for press, handler in (
        (Press.PUBLISH, publish),
        (Press.REWORD, ask_for_rewording),
        (Press.CANCEL, cancel),
    ):
        application.add_handler(Tapped(press, handler))
    # Before all other handlers: while new words are waited for, a text is those words and no question.
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & MEANT_FOR_US
    typed = filters.Text([texts.PUBLISH, texts.REWORD, texts.CANCEL])
    application.add_handler(MessageHandler(typed & private, typed_button), group=-2)
    application.add_handler(MessageHandler(filters.TEXT & private, reword), group=-1)
