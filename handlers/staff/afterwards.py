"""After the publication: taking it back, putting it right, more photos; and messages that were edited."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import drafts, progress
from db.dialogs import Waiting, Wanted
from db.drafts import Refused, Written
from handlers.awaiting import ask, takes
from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US, Tapped, incoming, message_of, pressed, words_alone
from handlers.previewing import renew_preview, show_draft
from handlers.showing import end_tap, replace, say
from handlers.views import drafts as views
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import staff as texts
from knowledge.asking.posting import read_posting, read_slip
from knowledge.codes import after_year, leading_code
from knowledge.model import Draft, ProgressUpdate
from knowledge.progress.rules import check_text
from knowledge.reading.status import read_status


async def message_edited(update: Update, context: Context) -> None:
    """Has the draft follow the message it was written in; of what is published, offers a correction."""
    who, message = incoming(update), message_of(update)
    known = await context.db(drafts.written_in, message.message_id, who.person_id, context.now())
    if known is None:  # most edits are of questions, and cost no more than this look
        return
    text = await _words_of(context, who.text)
    if check_text(text):
        return
    if isinstance(known, Draft):
        written = Written(text, read_status(text)[0])
        draft = await context.db(
            drafts.reword, update.update_id, known.id, who.person_id, written, context.now()
        )
        if isinstance(draft, Draft):
            await renew_preview(update, context, draft)
        return
    await _offer_correction(update, context, known, text)


async def ask_for_correction(update: Update, context: Context) -> None:
    """Asks for the words that put an update right."""
    who, published_id = incoming(update), read_number(pressed(update))
    if await context.db(progress.published_by, published_id, who.person_id) is None:
        await end_tap(update, texts.NOT_YOURS)
        return
    await ask(update, context, Wanted.CORRECTION, published_id, texts.SEND_CORRECTION)


async def take_correction(update: Update, context: Context, waiting: Waiting) -> None:
    """Shows how the correction will look."""
    text = incoming(update).text
    if fault := check_text(text):
        await say(update, views.fault(fault, text))
        return
    await show_draft(update, context, await _correction(update, context, waiting.subject_id, text, waiting))


async def withdraw(update: Update, context: Context) -> None:
    """Takes an update back, while it is fresh."""
    person_id, published_id = incoming(update).person_id, read_number(pressed(update))
    taken = await context.db(progress.withdraw, update.update_id, published_id, person_id, context.now())
    if isinstance(taken, ProgressUpdate):
        earlier = await context.db(progress.shown_again, taken, person_id)
        await replace(update, views.withdrawn(taken, earlier))
    else:
        await end_tap(update, _NOT_WITHDRAWN[taken])


_NOT_WITHDRAWN = {
    progress.NotWithdrawn.NOT_YOURS: texts.NOT_YOURS,
    progress.NotWithdrawn.TOO_LATE: texts.WITHDRAW_TOO_LATE,
    progress.NotWithdrawn.ALREADY: texts.ALREADY_WITHDRAWN,
}


async def _offer_correction(update: Update, context: Context, published_id: int, text: str) -> None:
    person_id = incoming(update).person_id
    published = await context.db(progress.published_by, published_id, person_id)
    if published is None or published.text == text:
        return
    kept = await context.db(drafts.open_drafts, person_id, context.now())
    known = next((one for one in kept if one.corrects == published_id), None)
    draft: Draft | Refused | None
    if known is not None:
        written = Written(text, read_status(text)[0])
        draft = await context.db(drafts.reword, update.update_id, known.id, person_id, written, context.now())
    else:
        draft = await _correction(update, context, published_id, text, None)
    if isinstance(draft, Draft):
        await say(update, texts.EDITED_PUBLISHED)
        await show_draft(update, context, draft)


async def _correction(
    update: Update, context: Context, published_id: int, text: str, by: Waiting | None
) -> Draft | Refused | None:
    """A draft of the author's that corrects one of their updates."""
    person_id = incoming(update).person_id
    published = await context.db(progress.published_by, published_id, person_id)
    if published is None:
        return Refused.GONE
    written = Written(text, read_status(text)[0])
    return await context.db(
        drafts.draft,
        update.update_id,
        person_id,
        published.notice_id,
        published.code,
        written,
        context.now(),
        by,
        published.id,
    )


async def _words_of(context: Context, text: str) -> str:
    """What a message says of its finding, without the command and the name of the finding; all of it, where
    it was an answer or a reply and names none."""
    index = await context.index()
    argument = read_slip(text, index) or words_alone(text, context.bot.username)
    if argument == text and not leading_code(text):
        return text
    return read_posting(after_year(argument)[1], index).text


async def ask_for_files(update: Update, context: Context) -> None:
    """Waits for more photos and files of an update."""
    who, published_id = incoming(update), read_number(pressed(update))
    if await context.db(progress.published_by, published_id, who.person_id) is None:
        await end_tap(update, texts.NOT_YOURS)
        return
    await ask(update, context, Wanted.FILES, published_id, texts.SEND_FILES)


def register(application: App) -> None:
    for press, handler in (
        (Press.WITHDRAW, withdraw),
        (Press.CORRECT, ask_for_correction),
        (Press.ADD, ask_for_files),
    ):
        application.add_handler(Tapped(press, handler))
    takes(application, Wanted.CORRECTION, take_correction)
    edited = filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION) & MEANT_FOR_US
    application.add_handler(MessageHandler(edited & filters.ChatType.PRIVATE, message_edited))
