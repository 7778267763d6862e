"""What staff write becomes a draft: which finding it is of, and what is asked where that is not told."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from db import arrivals, drafts, notices
from db.arrivals import Sent
from db.dialogs import Waiting, Wanted
from db.drafts import Refused, Written
from handlers.access import stay_in_town
from handlers.awaiting import ask
from handlers.context import Context
from handlers.found import Meant, example_code, found_at, may_be_typed_by, meant_by, need_year, worked_on
from handlers.incoming import incoming, message_of, replied_code
from handlers.previewing import show_draft
from handlers.showing import answer, say, say_or_end
from handlers.unfit import taken_file
from handlers.views import desks
from handlers.views import drafts as views
from handlers.views.naming import code_in
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.asking.posting import Posting, read_posting
from knowledge.model import Draft, Person
from knowledge.progress.desk import workable
from knowledge.progress.rules import MAX_PROGRESS, check_text, may_work_on
from knowledge.reading.status import read_status
from knowledge.record import Located


async def post(update: Update, context: Context, person: Person, argument: str) -> None:
    """Keeps a draft of the words and shows how it will look; or asks for what is missing, while the file that
    came with them waits."""
    said = await meant_by(context, argument)
    posting, found = await _meant(update, context, person, said)
    meant = [one for one in found if _may_be_theirs(person, one)] or found
    text = posting.text.strip()
    if posting.code is not None and not meant:
        await _keep_file_alone(update, context)
        await _say_unknown(update, context, person, replace(said, code=posting.code))
    elif posting.also is not None:
        await _keep_file_alone(update, context)
        await say(update, texts.ONE_AT_A_TIME.format(code=posting.code, also=posting.also))
    elif text:
        await _keep_or_ask(update, context, person, meant, posting.text)
    elif len(meant) == 1:
        await wait_for_text(update, context, person, meant[0])
        await _keep_file_alone(update, context)
    else:
        await _keep_file_alone(update, context)
        view = desks.which_of(meant) if meant else await _which_finding(context, person)
        await answer(update, view)


async def _say_unknown(update: Update, context: Context, person: Person, meant: Meant) -> None:
    await need_year(context, person, meant)
    example = await example_code(context, person)
    await say(update, public.UNKNOWN_CODE.format(code=meant.code, example=example))


async def _keep_or_ask(
    update: Update, context: Context, person: Person, meant: Sequence[Located], text: str
) -> None:
    """Keeps the words; what they mean is one of these, or one of those that the person may post on."""
    if own := workable(await worked_on(context, person), person):
        await keep(update, context, person, meant or own, text, None)
    else:
        await _keep_file_alone(update, context)
        await answer(update, await _which_finding(context, person))


async def _which_finding(context: Context, person: Person) -> View:
    return desks.which_finding(await worked_on(context, person), person)


def _may_be_theirs(person: Person, one: Located) -> bool:
    in_town = person.town_id in (None, one.record.town_id)
    return in_town and may_work_on(person, one.record.ownership(one.code))


async def _meant(
    update: Update, context: Context, person: Person, said: Meant
) -> tuple[Posting, list[Located]]:
    """What is said, and the findings that it may be said of: a code that is written out goes before that of
    the card replied to."""
    index = await context.index()
    posting = read_posting(said.words, index, index.notices.of_town(person.town_id))
    card = replied_code(message_of(update))
    if posting.code is not None:
        of_code = replace(said, code=posting.code)
        return posting, await may_be_typed_by(update, context, person, of_code)
    if card is not None and (of_card := await _of_card(update, context, person, *card)):
        return replace(posting, text=said.words), of_card
    return posting, [one for key in posting.meant if (one := await found_at(context, *key))]


async def _of_card(
    update: Update, context: Context, person: Person, notice_id: int | None, code: str
) -> list[Located]:
    """The finding of a card; one without buttons does not say which notice it is of."""
    if notice_id is None:
        return await may_be_typed_by(update, context, person, Meant(code))
    found = await found_at(context, notice_id, code)
    return [found] if found else []


async def wait_for_text(update: Update, context: Context, person: Person, found: Located) -> None:
    """Asks for the words of an update on the finding; of another unit's it is said whose it is."""
    await stay_in_town(update, context, found)
    number = await context.db(notices.finding_number, found.notice_id, found.code)
    if number is None:
        await say_or_end(update, public.STALE_BUTTON)
    elif not may_work_on(person, found.record.ownership(found.code)):
        await say_or_end(update, desks.theirs(found, person))
    else:
        title = f"{code_in(found.record, found.code)} {found.finding.title}"
        question = texts.SEND_TEXT.format(title=title, limit=MAX_PROGRESS)
        await ask(update, context, Wanted.PROGRESS, number, question)


async def keep(
    update: Update,
    context: Context,
    person: Person,
    findings: Sequence[Located],
    text: str,
    by: Waiting | None,
) -> None:
    """Keeps the words, of the first of these findings until another is chosen."""
    if fault := check_text(text):
        await _keep_file_alone(update, context)
        await say(update, views.fault(fault, text))
        return
    sent = await taken_file(update)
    draft = await _drafted(update, context, person, findings, text, by)
    if isinstance(draft, Draft) and sent is not None:
        draft = await _with_file(update, context, draft, sent)
    if draft is Refused.OTHER_UNIT:
        await say(update, desks.theirs(findings[0], person))
    elif isinstance(draft, Draft) and len(findings) > 1:
        await answer(update, desks.whose_draft(draft, findings))
    else:
        await show_draft(update, context, draft)


async def _drafted(
    update: Update,
    context: Context,
    person: Person,
    findings: Sequence[Located],
    text: str,
    by: Waiting | None,
) -> Draft | Refused | None:
    message, first = message_of(update), findings[0]
    written = Written(text, read_status(text)[0], message.message_id, message.media_group_id)
    is_placed, now = len(findings) == 1, context.now()
    return await context.db(
        drafts.draft, update.update_id, person.id, first.notice_id, first.code, written, now, by,
        is_placed=is_placed,
    )  # fmt: skip


async def _keep_file_alone(update: Update, context: Context) -> None:
    """What came with words that are not kept waits for others."""
    if (sent := await taken_file(update)) is not None:
        person_id = incoming(update).person_id
        await context.db(arrivals.arrive, update.update_id, person_id, sent, context.now(), to_draft=False)


async def _with_file(update: Update, context: Context, draft: Draft, sent: Sent) -> Draft | Refused:
    await context.db(arrivals.come_with, update.update_id, draft.id, draft.author_id, sent, context.now())
    known = await context.db(drafts.open_draft, draft.id, draft.author_id, context.now())
    return draft if known is Refused.UNPLACED else known
