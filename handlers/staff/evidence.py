"""Photos and files: with the words of an update, after them, or before; and looking at them."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import arrivals, drafts
from db.arrivals import Arrival, Arrived
from db.dialogs import Wanted
from handlers.access import who_may
from handlers.awaiting import waiting_for
from handlers.context import App, Context
from handlers.found import worked_on
from handlers.previewing import renew_preview, show_draft
from handlers.showing import answer, say
from handlers.turns import Turn, in_turn
from handlers.unfit import taken_file
from handlers.views import desks
from handlers.views.texts import staff as texts
from knowledge.model import Draft, Person
from knowledge.progress.permissions import Action
from knowledge.progress.rules import MAX_FILES


async def take_file(update: Update, context: Context) -> None:
    """Takes in a photo or file that staff send without words; those of others go on their way."""
    person = await who_may(update, context, Action.POST_PROGRESS)
    if person is None:
        return
    if (sent := await taken_file(update)) is None:
        raise ApplicationHandlerStop
    waiting = await waiting_for(update, context)
    wanted = waiting.wanted if waiting else None
    adds_to = waiting.subject_id if waiting and wanted is Wanted.FILES else None
    arrival = await context.db(
        arrivals.arrive, update.update_id, person.id, sent, context.now(), adds_to,
        to_draft=wanted is not Wanted.PROGRESS,
    )  # fmt: skip
    if wanted is Wanted.PROGRESS and arrival.what is Arrived.LOOSE:
        await say(update, texts.NOW_THE_WORDS)
    else:
        await _show(update, context, person, arrival)
    raise ApplicationHandlerStop


async def _show(update: Update, context: Context, person: Person, arrival: Arrival) -> None:
    """Says what became of it; of the parts of an album, once."""
    if arrival.what is Arrived.TO_DRAFT:
        draft = await context.db(drafts.open_draft, arrival.subject_id, person.id, context.now())
        if isinstance(draft, Draft) and not arrival.is_first:
            await renew_preview(update, context, draft)
        else:
            await show_draft(update, context, draft)
    elif arrival.what is Arrived.TOO_LATE:
        await say(update, texts.FILE_TOO_LATE)
    elif not arrival.is_first:
        return
    elif arrival.what is Arrived.TO_UPDATE:
        await say(update, texts.FILES_ADDED)
    elif arrival.what is Arrived.TOO_MANY:
        await say(update, texts.TOO_MANY_FILES.format(limit=MAX_FILES))
    else:
        records = await worked_on(context, person)
        await answer(update, desks.which_finding(records, person, texts.WHICH_FINDING_OF_FILE))


def register(application: App) -> None:
    films = filters.VIDEO | filters.VIDEO_NOTE | filters.ANIMATION
    bare = (filters.PHOTO | filters.Document.ALL | films) & ~filters.CAPTION
    in_turn(application, Turn.EVIDENCE, bare, take_file)
