"""Posting progress: one message, a preview, one tap."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from db import arrivals, drafts, notices
from db.arrivals import Sent
from db.dialogs import Waiting, Wanted
from db.drafts import Refused, Written
from handlers.access import only_who_may, stay_in_town, who_may
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.found import (
    example_code,
    found_at,
    may_be_typed_by,
    tapped_finding,
    typed_by,
    waited_for,
    worked_on,
)
from handlers.incoming import (
    MEANT_FOR_US,
    Said,
    Tapped,
    decode_command,
    incoming,
    message_of,
    pressed,
    replied_code,
    sent_file,
)
from handlers.looking import look_up
from handlers.previewing import show_draft, show_in_place
from handlers.showing import answer, end_tap, say
from handlers.views import desks
from handlers.views import drafts as views
from handlers.views.callback_data import Press, read_for_finding
from handlers.views.naming import code_in
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from knowledge.asking.posting import MISTYPED, Posting, read_posting, read_slip
from knowledge.codes import after_year
from knowledge.language.questions import ends_asking
from knowledge.model import Draft, Person
from knowledge.progress.desk import workable
from knowledge.progress.permissions import Action
from knowledge.progress.rules import MAX_PROGRESS, check_text, may_work_on
from knowledge.reading.status import read_status
from knowledge.record import Located


@only_who_may(Action.POST_PROGRESS)
async def post(update: Update, context: Context, person: Person) -> None:
    """Keeps a draft of what follows the command, whatever names the finding, and shows how it will look."""
    await _post(update, context, person, context.argument)


# What citizens or colleagues are told in words; a photo then is no progress to be published.
_WORDS_ALONE = (Wanted.REPLY, Wanted.WHY_RETURNED, Wanted.WHY_REOPENED)


async def post_unasked(update: Update, context: Context) -> None:
    """Takes the words under a photo, and a reply to a card, for what staff mean by them; those of others, and
    questions, go on their way."""
    message, who = message_of(update), incoming(update)
    decoded = decode_command(who.text, context.bot.username)
    is_progress = decoded is not None and decoded[0] is commands.PROGRESS
    of_card = replied_code(message) is not None and bool(who.text) and not ends_asking(who.text)
    with_file = sent_file(message) is not None and bool(message.caption)
    if not (of_card or with_file) or (decoded is not None and not is_progress):
        return
    if (person := await who_may(update, context, Action.POST_PROGRESS)) is not None:
        waiting = (await look_up(update, context)).waiting
        if with_file and waiting is not None and waiting.wanted in _WORDS_ALONE:
            await say(update, texts.WORDS_ALONE)
            raise ApplicationHandlerStop
        await _post(update, context, person, decoded[1] if decoded else who.text)
        raise ApplicationHandlerStop


async def post_mistyped(update: Update, context: Context) -> None:
    """Takes 进度 1.2.6 修好了 of staff for the command; of others, and while words are waited for, it goes on
    its way."""
    argument = read_slip(incoming(update).text, (await context.index()).notices.having)
    if argument is None or (await look_up(update, context)).waiting is not None:
        return
    if (person := await who_may(update, context, Action.POST_PROGRESS)) is not None:
        await _post(update, context, person, argument)
        raise ApplicationHandlerStop


@only_who_may(Action.POST_PROGRESS)
async def choose_finding(update: Update, context: Context, person: Person) -> None:
    """Asks for the words of an update on the finding that was chosen."""
    found = await tapped_finding(update, context)
    number = await context.db(notices.finding_number, found.notice_id, found.code) if found else None
    if found is None or number is None:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await stay_in_town(update, context, found)
        await ask(update, context, Wanted.PROGRESS, number, _question(found))


async def take_text(update: Update, context: Context, waiting: Waiting) -> None:
    """Keeps a draft of the words that were asked for."""
    found = await waited_for(context, waiting.subject_id)
    person = await who_may(update, context, Action.POST_PROGRESS)
    if found is None or person is None:
        await refuse(update, context, texts.NOT_ALLOWED if found else texts.DRAFT_GONE)
    else:
        await _keep(update, context, person, (found,), incoming(update).text, waiting)


@only_who_may(Action.POST_PROGRESS)
async def place(update: Update, context: Context, person: Person) -> None:
    """Shows the preview of the draft on the finding that was chosen for it."""
    chosen = read_for_finding(pressed(update))
    draft = await context.db(
        drafts.place, chosen.number, person, chosen.notice_id, chosen.code, context.now()
    )
    await show_in_place(update, context, draft)


async def _post(update: Update, context: Context, person: Person, argument: str) -> None:
    posting, found = await _meant(update, context, person, argument)
    meant = [one for one in found if _may_be_theirs(person, one)] or found
    text = posting.text.strip()
    if posting.code is not None and not meant:
        example = await example_code(context, person)
        await _keep_file_alone(update, context)
        await say(update, public.UNKNOWN_CODE.format(code=posting.code, example=example))
    elif posting.also is not None:
        await _keep_file_alone(update, context)
        await say(update, texts.ONE_AT_A_TIME.format(code=posting.code, also=posting.also))
    elif not text and len(meant) == 1:
        await _wait_for_text(update, context, meant[0])
    elif not text and meant:
        await _keep_file_alone(update, context)
        await answer(update, desks.which_of(meant))
    else:
        records = await worked_on(context, person)
        if not text or not (own := workable(records, person)):
            await answer(update, desks.which_finding(records, person))
            return
        await _keep(update, context, person, meant or own, posting.text, None)


def _may_be_theirs(person: Person, one: Located) -> bool:
    in_town = person.town_id in (None, one.record.town_id)
    return in_town and may_work_on(person, one.record.ownership(one.code))


async def _meant(
    update: Update, context: Context, person: Person, argument: str
) -> tuple[Posting, list[Located]]:
    """What is said, and the findings that it may be said of: a code that is written out goes before that of
    the card replied to."""
    index, (year, argument) = await context.index(), after_year(argument)
    posting = read_posting(argument, index, index.notices.of_town(person.town_id))
    card = replied_code(message_of(update))
    if posting.code is not None:
        return posting, await may_be_typed_by(update, context, person, posting.code, year)
    if card is not None and (of_card := await _of_card(update, context, person, *card)):
        return replace(posting, text=argument), [of_card]
    return posting, [one for key in posting.meant if (one := await found_at(context, *key))]


async def _of_card(
    update: Update, context: Context, person: Person, notice_id: int | None, code: str
) -> Located | None:
    """The finding of a card; one without buttons does not say which notice it is of."""
    if notice_id is None:
        return await typed_by(update, context, person, code)
    return await found_at(context, notice_id, code)


async def _wait_for_text(update: Update, context: Context, found: Located) -> None:
    await stay_in_town(update, context, found)
    number = await context.db(notices.finding_number, found.notice_id, found.code)
    if number is None:
        return
    await _keep_file_alone(update, context)
    await ask(update, context, Wanted.PROGRESS, number, _question(found))


def _question(found: Located) -> str:
    title = f"{code_in(found.record, found.code)} {found.finding.title}"
    return texts.SEND_TEXT.format(title=title, limit=MAX_PROGRESS)


async def _keep(
    update: Update,
    context: Context,
    person: Person,
    findings: Sequence[Located],
    text: str,
    by: Waiting | None,
) -> None:
    """Keeps the words, of the first of these findings until another is chosen."""
    message = message_of(update)
    if fault := check_text(text):
        await _keep_file_alone(update, context)
        await say(update, views.fault(fault, text))
        return
    written = Written(text, read_status(text)[0], message.message_id, message.media_group_id)
    draft = await context.db(
        drafts.draft,
        update.update_id,
        person,
        findings[0].notice_id,
        findings[0].code,
        written,
        context.now(),
        by,
        is_placed=len(findings) == 1,
    )
    if isinstance(draft, Draft) and (sent := sent_file(message)) is not None:
        draft = await _with_file(update, context, draft, sent)
    if isinstance(draft, Draft) and len(findings) > 1:
        await answer(update, desks.whose_draft(draft, findings))
    else:
        await show_draft(update, context, draft)


async def _keep_file_alone(update: Update, context: Context) -> None:
    """What came with words that are not kept waits for others."""
    if (sent := sent_file(message_of(update))) is not None:
        person_id = incoming(update).person_id
        await context.db(arrivals.arrive, update.update_id, person_id, sent, context.now(), to_draft=False)


async def _with_file(update: Update, context: Context, draft: Draft, sent: Sent) -> Draft | Refused:
    await context.db(arrivals.come_with, update.update_id, draft.id, draft.author_id, sent, context.now())
    known = await context.db(drafts.open_draft, draft.id, draft.author_id, context.now())
    return draft if known is Refused.UNPLACED else known


def register(application: App) -> None:
    application.add_handler(Said(commands.PROGRESS, post))
    application.add_handler(Tapped(Press.POST, choose_finding))
    application.add_handler(Tapped(Press.PLACE, place))
    takes(application, Wanted.PROGRESS, take_text)
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & MEANT_FOR_US
    unasked = (filters.CAPTION | (filters.REPLY & filters.TEXT)) & private
    application.add_handler(MessageHandler(unasked, post_unasked), group=-3)
    application.add_handler(MessageHandler(filters.Regex(MISTYPED) & private, post_mistyped), group=-3)
