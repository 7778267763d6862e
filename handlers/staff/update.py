"""Posting progress: one message, a preview, one tap."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from db import arrivals, dialogs, drafts, notices
from db.arrivals import Sent
from db.dialogs import Waiting, Wanted
from db.drafts import Refused, Written
from handlers.access import only_who_may, who_may
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.incoming import (
    MEANT_FOR_US,
    Said,
    Tapped,
    decode_command,
    incoming,
    message_of,
    replied_code,
    sent_file,
    tapped,
    tapped_finding,
)
from handlers.previewing import show_draft, show_in_place
from handlers.showing import answer, end_tap, say
from handlers.views import desks
from handlers.views import drafts as views
from handlers.views.callback_data import Press, read_with_code
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from knowledge.asking.index import Index
from knowledge.asking.posting import Posting, read_posting
from knowledge.model import Draft, Finding, Person
from knowledge.progress.desk import workable
from knowledge.progress.permissions import Action
from knowledge.progress.rules import MAX_PROGRESS, check_text, may_work_on
from knowledge.reading.status import read_status


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
    of_card = replied_code(message) is not None and bool(who.text) and not _asks(who.text)
    with_file = sent_file(message) is not None and bool(message.caption)
    if not (of_card or with_file) or (decoded is not None and not is_progress):
        return
    if (person := await who_may(update, context, Action.POST_PROGRESS)) is not None:
        waiting = await context.db(
            dialogs.waiting, update.update_id, who.chat_id, who.person_id, context.now()
        )
        if with_file and waiting is not None and waiting.wanted in _WORDS_ALONE:
            await say(update, texts.WORDS_ALONE)
            raise ApplicationHandlerStop
        await _post(update, context, person, decoded[1] if decoded else who.text)
        raise ApplicationHandlerStop


async def choose_finding(update: Update, context: Context) -> None:
    """Asks for the words of an update on the finding that was chosen."""
    finding = tapped_finding(update, (await context.index()).record)
    number = await context.db(notices.finding_number, finding.code) if finding else None
    if finding is None or number is None:
        await end_tap(update, public.STALE_BUTTON)
    elif await who_may(update, context, Action.POST_PROGRESS) is None:
        await end_tap(update, texts.NOT_ALLOWED)
    else:
        await ask(update, context, Wanted.PROGRESS, number, _question(finding))


async def take_text(update: Update, context: Context, waiting: Waiting) -> None:
    """Keeps a draft of the words that were asked for."""
    code = await context.db(notices.code_of, waiting.subject_id)
    person = await who_may(update, context, Action.POST_PROGRESS)
    if code is None or person is None:
        await refuse(update, context, texts.NOT_ALLOWED if code else texts.DRAFT_GONE)
    else:
        await _keep(update, context, person, (code,), incoming(update).text, waiting)


async def place(update: Update, context: Context) -> None:
    """Shows the preview of the draft on the finding that was chosen for it."""
    chosen = read_with_code(tapped(update).data or "")
    person = await who_may(update, context, Action.POST_PROGRESS)
    if person is None:
        await end_tap(update, texts.NOT_ALLOWED)
        return
    draft = await context.db(drafts.place, chosen.number, person, chosen.code, context.now())
    await show_in_place(update, context, draft)


async def _post(update: Update, context: Context, person: Person, argument: str) -> None:
    index = await context.index()
    message = message_of(update)
    posting = _posting(argument, replied_code(message), index)
    own = workable(index.record, person)
    if posting.code is not None and not posting.codes:
        await say(update, public.UNKNOWN_CODE.format(code=posting.code, example=index.codes[0]))
    elif not posting.text.strip() and posting.codes:
        await _wait_for_text(update, context, posting.codes[0], index)
    elif not posting.text.strip() or not own:
        await answer(update, desks.which_finding(index.record, person))
    else:
        may_be = [one for one in posting.codes if may_work_on(person, index.record.ownership(one))]
        codes = tuple(may_be) or posting.codes or own
        await _keep(update, context, person, codes, posting.text, None)


def _posting(argument: str, card: str | None, index: Index) -> Posting:
    """A code that is written out goes before that of the card replied to."""
    posting = read_posting(argument, index)
    if card is None or posting.code is not None or index.entry(index.notices.newest(), card) is None:
        return posting
    return Posting(None, (card,), argument)


async def _wait_for_text(update: Update, context: Context, code: str, index: Index) -> None:
    who = incoming(update)
    number = await context.db(notices.finding_number, code)
    finding = index.record.finding(code)
    if number is None or finding is None:
        return
    if (sent := sent_file(message_of(update))) is not None:
        await context.db(
            arrivals.arrive, update.update_id, who.person_id, sent, context.now(), to_draft=False
        )
    await ask(update, context, Wanted.PROGRESS, number, _question(finding))


def _question(finding: Finding) -> str:
    return texts.SEND_TEXT.format(title=f"{finding.code} {finding.title}", limit=MAX_PROGRESS)


async def _keep(
    update: Update, context: Context, person: Person, codes: tuple[str, ...], text: str, by: Waiting | None
) -> None:
    """Keeps the words, of the first of these findings until another is chosen."""
    message = message_of(update)
    if fault := check_text(text):
        if (sent := sent_file(message)) is not None:
            await context.db(
                arrivals.arrive, update.update_id, person.id, sent, context.now(), to_draft=False
            )
        await say(update, views.fault(fault, text))
        return
    written = Written(text, read_status(text)[0], message.message_id, message.media_group_id)
    draft = await context.db(
        drafts.draft,
        update.update_id,
        person,
        codes[0],
        written,
        context.now(),
        by,
        is_placed=len(codes) == 1,
    )
    if isinstance(draft, Draft) and (sent := sent_file(message)) is not None:
        draft = await _with_file(update, context, draft, sent)
    if isinstance(draft, Draft) and len(codes) > 1:
        record = (await context.index()).record
        await answer(update, desks.whose_draft(draft, record, codes))
    else:
        await show_draft(update, context, draft)


async def _with_file(update: Update, context: Context, draft: Draft, sent: Sent) -> Draft | Refused:
    await context.db(arrivals.come_with, update.update_id, draft.id, draft.author_id, sent, context.now())
    known = await context.db(drafts.open_draft, draft.id, draft.author_id, context.now())
    return draft if known is Refused.UNPLACED else known


def _asks(text: str) -> bool:
    """A reply to a card may be a question about it."""
    return text.rstrip().endswith(("？", "?", "吗", "呢", "没有"))


def register(application: App) -> None:
    application.add_handler(Said(commands.PROGRESS, post))
    application.add_handler(Tapped(Press.POST, choose_finding))
    application.add_handler(Tapped(Press.PLACE, place))
    takes(application, Wanted.PROGRESS, take_text)
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & MEANT_FOR_US
    unasked = (filters.CAPTION | (filters.REPLY & filters.TEXT)) & private
    application.add_handler(MessageHandler(unasked, post_unasked), group=-3)
