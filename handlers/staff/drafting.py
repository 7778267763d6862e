"""Working on a draft: other words, its status, what to hide, ready wording; then publishing it, or not."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import arrivals, drafts, follows, notices, progress
from db.dialogs import Waiting, Wanted
from db.drafts import Refused, Written
from handlers.access import only_who_may
from handlers.awaiting import ask, stop_waiting, takes
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.looking import look_up
from handlers.previewing import REFUSALS, show_draft, show_in_place
from handlers.screens import offers
from handlers.showing import answer, end_tap, replace, say, say_aside
from handlers.turns import Turn, in_turn
from handlers.views import drafts as views
from handlers.views.callback_data import Press, read_number, read_numbers
from handlers.views.texts import commands
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import CLAIMS, Draft, Person, ProgressUpdate
from knowledge.progress.guard import mask_all
from knowledge.progress.permissions import Action
from knowledge.progress.rules import check_text
from knowledge.reading.status import read_status


async def publish(update: Update, context: Context) -> None:
    """Publishes the draft, once; who may is decided where it is stored."""
    person_id, draft_id = incoming(update).person_id, read_number(pressed(update))
    published = await context.db(progress.publish, update.update_id, draft_id, person_id, context.now())
    if isinstance(published, ProgressUpdate):
        # Not from the index, which is renewed by what was just published: the receipt need not wait for it.
        names = await context.db(notices.named, [published.notice_id])
        audience = await context.db(follows.audience, published.notice_id, published.code, person_id)
        await replace(update, views.published(published, names.get(published.notice_id), audience))
    else:
        await end_tap(update, REFUSALS[published])


async def cancel(update: Update, context: Context) -> None:
    """Gives the draft up."""
    person_id, draft_id = incoming(update).person_id, read_number(pressed(update))
    cancelled = await context.db(drafts.cancel, draft_id, person_id, context.now())
    if isinstance(cancelled, Refused):
        await end_tap(update, REFUSALS[cancelled])
    else:
        await replace(update, await _given_up(cancelled, context))


async def ask_for_rewording(update: Update, context: Context) -> None:
    """Asks for other words for the draft."""
    draft = await _tapped_draft(update, context)
    if isinstance(draft, Refused):
        await end_tap(update, REFUSALS[draft])
        return
    await ask(update, context, Wanted.REWORDING, draft.id, texts.SEND_NEW_WORDING)


async def take_rewording(update: Update, context: Context, waiting: Waiting) -> None:
    """Shows the draft with the words that were asked for."""
    text = incoming(update).text
    if fault := check_text(text):
        await say(update, views.fault(fault, text))
        return
    draft = await _reworded(update, context, waiting.subject_id, text, waiting)
    await show_draft(update, context, draft)


async def choose_status(update: Update, context: Context) -> None:
    """Shows the draft with the status that was tapped, or left to its words."""
    draft_id, number = read_numbers(pressed(update))
    status = CLAIMS[number - 1] if 1 <= number <= len(CLAIMS) else None
    person_id = incoming(update).person_id
    draft = await context.db(drafts.choose, draft_id, person_id, status, context.now())
    await show_in_place(update, context, draft)


async def mask(update: Update, context: Context) -> None:
    """Shows the draft without what leads to a person."""
    draft = await _tapped_draft(update, context)
    if isinstance(draft, Draft):
        draft = await _reworded(update, context, draft.id, mask_all(draft.text))
    await show_in_place(update, context, draft)


async def show_phrases(update: Update, context: Context) -> None:
    """Shows the ready wording in place of the preview."""
    draft = await _tapped_draft(update, context)
    if isinstance(draft, Refused):
        await end_tap(update, REFUSALS[draft])
    else:
        await replace(update, views.phrases(draft, context.services.phrases))


async def add_phrase(update: Update, context: Context) -> None:
    """Shows the draft with a ready phrase behind its words."""
    draft_id, number = read_numbers(pressed(update))
    draft = await context.db(drafts.open_draft, draft_id, incoming(update).person_id, context.now())
    phrases = context.services.phrases
    if isinstance(draft, Draft) and number < len(phrases):
        text = f"{draft.text}{phrases[number].text}"
        if fault := check_text(text):
            await end_tap(update, views.fault(fault, text))
            return
        draft = await _reworded(update, context, draft.id, text)
    await show_in_place(update, context, draft)


async def show_again(update: Update, context: Context) -> None:
    """Shows the preview of a draft from the list."""
    await show_in_place(update, context, await _tapped_draft(update, context))


@only_who_may(Action.POST_PROGRESS)
async def list_drafts(update: Update, context: Context, person: Person) -> None:
    """Sends what the person has neither published nor cancelled."""
    kept = await context.db(drafts.open_drafts, person.id, context.now())
    names = await context.db(notices.named, [one.notice_id for one in kept])
    await answer(update, views.drafts_list(kept, names))


async def typed_button(update: Update, context: Context) -> None:
    """A word whose button is not under what is shown last, where it is a tap: 取消 asks which draft
    it means, and gives none up; for the others' words the newest preview is shown again, to be tapped: what
    is published is what was just looked at."""
    who, known = incoming(update), await look_up(update, context)
    waiting = known.waiting
    is_other = waiting is not None and waiting.wanted is not Wanted.REWORDING
    if is_other or known.role not in commands.PROGRESS.shown_to:
        return
    kept = await context.db(drafts.open_drafts, who.person_id, context.now())
    if not kept:
        await _no_draft(update, context)
        return
    if who.text == texts.CANCEL and waiting is None:
        await _leave_one(update, context, kept)
        raise ApplicationHandlerStop
    await stop_waiting(update, context)
    if who.text != texts.CANCEL:
        await say(update, texts.TAP_A_BUTTON)
    reworded = waiting.subject_id if waiting else kept[0].id
    await show_draft(update, context, next((one for one in kept if one.id == reworded), kept[0]))
    raise ApplicationHandlerStop


async def _no_draft(update: Update, context: Context) -> None:
    """Tells who types 发布 or 修改 that nothing is to be published, or no more; 取消 goes on its way."""
    who = incoming(update)
    if who.text != texts.CANCEL:
        is_published = offers(context.services.screens.last(who.chat_id), Press.WITHDRAW)
        await say_aside(update, texts.ALREADY_PUBLISHED if is_published else texts.NO_DRAFTS)
        raise ApplicationHandlerStop


async def _leave_one(update: Update, context: Context, kept: Sequence[Draft]) -> None:
    """Lets go of photos that wait for words; where there are none, asks which draft is to be given up."""
    if await context.db(arrivals.let_go, incoming(update).person_id, context.now()):
        await say(update, texts.FILES_DROPPED)
        return
    names = await context.db(notices.named, [one.notice_id for one in kept])
    await answer(update, views.to_give_up(kept, names))


async def _given_up(draft: Draft, context: Context) -> View:
    names = await context.db(notices.named, [draft.notice_id])
    return views.cancelled(draft, names.get(draft.notice_id))


async def _tapped_draft(update: Update, context: Context) -> Draft | Refused:
    draft_id = read_number(pressed(update))
    return await context.db(drafts.open_draft, draft_id, incoming(update).person_id, context.now())


async def _reworded(
    update: Update, context: Context, draft_id: int, text: str, by: Waiting | None = None
) -> Draft | Refused:
    written = Written(text, read_status(text)[0])
    person_id = incoming(update).person_id
    return await context.db(drafts.reword, update.update_id, draft_id, person_id, written, context.now(), by)


def register(application: App) -> None:
    application.add_handler(Said(commands.DRAFTS, list_drafts))
    for press, handler in (
        (Press.PUBLISH, publish),
        (Press.REWORD, ask_for_rewording),
        (Press.CANCEL, cancel),
        (Press.DRAFT, show_again),
        (Press.CHOOSE, choose_status),
        (Press.MASK, mask),
        (Press.PHRASES, show_phrases),
        (Press.PHRASE, add_phrase),
    ):
        application.add_handler(Tapped(press, handler))
    takes(application, Wanted.REWORDING, take_rewording)
    words = filters.Text([texts.PUBLISH, texts.REWORD, texts.CANCEL])
    in_turn(application, Turn.DRAFT, words, typed_button)
