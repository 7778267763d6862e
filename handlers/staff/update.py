"""Posting progress: one message, a preview, one tap."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import arrivals, drafts
from db.dialogs import Waiting, Wanted
from handlers import posting
from handlers.access import only_who_may, who_may
from handlers.attachments import sent_file
from handlers.awaiting import refuse, takes
from handlers.context import App, Context
from handlers.found import tapped_finding, waited_for
from handlers.incoming import (
    Said,
    Tapped,
    decode_command,
    incoming,
    message_of,
    pressed,
    replied_code,
)
from handlers.looking import look_up
from handlers.previewing import show_in_place
from handlers.screens import asks_which, code_alone
from handlers.showing import end_tap, say
from handlers.turns import Turn, in_turn
from handlers.unfit import has_film
from handlers.views.callback_data import Press, read_for_finding
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from knowledge.asking.posting import may_be_said, names_alone, read_slip
from knowledge.language.questions import ends_asking
from knowledge.model import Person
from knowledge.progress.permissions import Action


@only_who_may(Action.POST_PROGRESS)
async def post(update: Update, context: Context, person: Person) -> None:
    """Keeps a draft of what follows the command, whatever names the finding, and shows how it will look."""
    await posting.post(update, context, person, context.argument)


# What citizens or colleagues are told in words; a photo then is no progress to be published.
_WORDS_ALONE = (Wanted.REPLY, Wanted.WHY_RETURNED, Wanted.WHY_REOPENED)


async def post_unasked(update: Update, context: Context) -> None:
    """Takes the words under a photo, and a reply to a card, for what staff mean by them; those of others, and
    questions, go on their way."""
    message, who = message_of(update), incoming(update)
    decoded = decode_command(who.text, context.bot.username)
    is_progress = decoded is not None and decoded[0] is commands.PROGRESS
    of_card = replied_code(message) is not None and bool(who.text) and not ends_asking(who.text)
    with_file = (sent_file(message) is not None or has_film(message)) and bool(message.caption)
    if not (of_card or with_file) or (decoded is not None and not is_progress):
        return
    if (person := await who_may(update, context, Action.POST_PROGRESS)) is not None:
        waiting = (await look_up(update, context)).waiting
        if with_file and waiting is not None and waiting.wanted in _WORDS_ALONE:
            await say(update, texts.WORDS_ALONE)
            raise ApplicationHandlerStop
        said = decoded[1] if decoded else read_slip(who.text, await context.index()) or who.text
        await posting.post(update, context, person, said)
        raise ApplicationHandlerStop


async def post_mistyped(update: Update, context: Context) -> None:
    """Takes 进度 1.2.6 修好了 of staff for the command, and what they say when they were asked which finding
    they mean; of others, and while words are waited for, it goes on its way."""
    known, text = await look_up(update, context), incoming(update).text
    if known.role not in commands.PROGRESS.shown_to or known.waiting is not None:
        return
    argument = read_slip(text, await context.index())
    if argument is None and not await _is_asked_for(update, context):
        return
    if (person := await who_may(update, context, Action.POST_PROGRESS)) is not None:
        await posting.post(update, context, person, argument or names_alone(text) or text)
        raise ApplicationHandlerStop


async def _is_asked_for(update: Update, context: Context) -> bool:
    """Whether a text answers which finding is meant: a code below a list of them, or whatever is said while
    photos and files wait to be told what they are for."""
    who = incoming(update)
    if code_alone(who.text) and asks_which(context.services.screens.last(who.chat_id)):
        return True
    is_button = who.text in (texts.PUBLISH, texts.REWORD, texts.CANCEL)
    if is_button or not may_be_said(who.text) or decode_command(who.text, context.bot.username):
        return False
    return await context.db(arrivals.is_any_loose, update.update_id, who.person_id, context.now())


@only_who_may(Action.POST_PROGRESS)
async def choose_finding(update: Update, context: Context, person: Person) -> None:
    """Asks for the words of an update on the finding that was chosen."""
    if (found := await tapped_finding(update, context)) is None:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await posting.wait_for_text(update, context, person, found)


async def take_text(update: Update, context: Context, waiting: Waiting) -> None:
    """Keeps a draft of the words that were asked for."""
    found = await waited_for(context, waiting.subject_id)
    person = await who_may(update, context, Action.POST_PROGRESS)
    if found is None or person is None:
        await refuse(update, context, texts.NOT_ALLOWED if found else texts.DRAFT_GONE)
    else:
        await posting.keep(update, context, person, (found,), incoming(update).text, waiting)


@only_who_may(Action.POST_PROGRESS)
async def place(update: Update, context: Context, person: Person) -> None:
    """Shows the preview of the draft on the finding that was chosen for it."""
    chosen = read_for_finding(pressed(update))
    draft = await context.db(
        drafts.place, chosen.number, person.id, chosen.notice_id, chosen.code, context.now()
    )
    await show_in_place(update, context, draft)


def register(application: App) -> None:
    application.add_handler(Said(commands.PROGRESS, post))
    application.add_handler(Tapped(Press.POST, choose_finding))
    application.add_handler(Tapped(Press.PLACE, place))
    takes(application, Wanted.PROGRESS, take_text)
    in_turn(application, Turn.PROGRESS, filters.CAPTION | (filters.REPLY & filters.TEXT), post_unasked)
    in_turn(application, Turn.SLIP, filters.TEXT, post_mistyped)
