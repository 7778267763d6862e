"""Close-outs: what waits for a supervisor, one at a time; verifying, returning, re-opening."""

from functools import partial

from telegram import Update

from db import closeouts, notices
from db.dialogs import Waiting, Wanted
from handlers.access import only_who_may, who_may
from handlers.albums import send_evidence
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, incoming, tapped_finding
from handlers.showing import answer, end_tap, replace, say
from handlers.views import reviews
from handlers.views.callback_data import Press
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from knowledge.codes import find_codes
from knowledge.model import Closeout, Finding, Person, Record, Step
from knowledge.progress.guard import cautions
from knowledge.progress.permissions import Action
from knowledge.progress.review import next_for, pending
from knowledge.progress.rules import MAX_REASON, NotNow, check_text

_WHY = {
    Step.RETURNED: (Wanted.WHY_RETURNED, texts.SEND_WHY_RETURNED),
    Step.REOPENED: (Wanted.WHY_REOPENED, texts.SEND_WHY_REOPENED),
}

_AFTER = {Step.RETURNED: Step.PROPOSED, Step.REOPENED: Step.VERIFIED}
_TOO_LATE = {Step.RETURNED: NotNow.NOT_PROPOSED, Step.REOPENED: NotNow.NOT_CLOSED}


@only_who_may(Action.REVIEW)
async def show_pending(update: Update, context: Context, person: Person) -> None:
    """Sends the first close-out that waits, or the finding whose code follows, with what may be done."""
    record = (await context.index()).record
    named = find_codes(context.argument)
    finding = record.finding(named[0]) if named else None
    if finding is not None:
        await _show(update, context, finding, record)
    else:
        await _show_next(update, context, record, person.id)


async def show_first(update: Update, context: Context) -> None:
    """Sends the first that waits below a digest."""
    if (person := await who_may(update, context, Action.REVIEW)) is None:
        await end_tap(update, texts.REVIEW_NOT_ALLOWED)
        return
    await _show_next(update, context, (await context.index()).record, person.id)
    await end_tap(update)


async def show_later(update: Update, context: Context) -> None:
    """Sends the next one; this one goes on waiting."""
    if (finding := await _tapped_finding(update, context)) is None:
        return
    if (person := await who_may(update, context, Action.REVIEW)) is None:
        await end_tap(update, texts.REVIEW_NOT_ALLOWED)
        return
    await _show_next(update, context, (await context.index()).record, person.id, finding.code)
    await end_tap(update)


async def verify(update: Update, context: Context) -> None:
    """Closes the finding; who may is decided where it is stored."""
    if (finding := await _tapped_finding(update, context)) is None:
        return
    person_id = incoming(update).person_id
    step = await context.db(
        closeouts.take_step, update.update_id, finding.code, Step.VERIFIED, person_id, context.now()
    )
    if isinstance(step, Closeout):
        record = (await context.index()).record
        await replace(update, reviews.verified(step, record, person_id))
    else:
        await end_tap(update, reviews.refusal(step))


async def ask_why(step: Step, update: Update, context: Context) -> None:
    """Asks for the reason of a return, or of a re-opening."""
    wanted, question = _WHY[step]
    if (finding := await _tapped_finding(update, context)) is None:
        return
    before = (await context.index()).record.closeout(finding.code)
    if before is None or before.step is not _AFTER[step]:
        await end_tap(update, reviews.refusal(_TOO_LATE[step]))
        return
    number = await context.db(notices.finding_number, finding.code)
    if number is None or await who_may(update, context, Action.REVIEW) is None:
        await end_tap(update, texts.REVIEW_NOT_ALLOWED)
        return
    await ask(update, context, wanted, number, question.format(code=finding.code, limit=MAX_REASON))


async def take_reason(step: Step, update: Update, context: Context, waiting: Waiting) -> None:
    """Returns or re-opens the finding, with the reason that was asked for."""
    who = incoming(update)
    code = await context.db(notices.code_of, waiting.subject_id)
    if check_text(who.text, MAX_REASON):
        await say(update, texts.REASON_TOO_LONG.format(limit=MAX_REASON, length=len(who.text)))
    elif code is None:
        await refuse(update, context, public.STALE_BUTTON)
    elif found := cautions(who.text):
        await say(update, reviews.caution(found))
    else:
        taken = await context.db(
            closeouts.take_step,
            update.update_id,
            code,
            step,
            who.person_id,
            context.now(),
            who.text,
            waiting,
        )
        if isinstance(taken, Closeout):
            await answer(update, reviews.decided(taken, (await context.index()).record, who.person_id))
        else:
            await refuse(update, context, reviews.refusal(taken))


async def _show_next(
    update: Update, context: Context, record: Record, person_id: int, after: str | None = None
) -> None:
    step = next_for(record, person_id, after)
    finding = record.finding(step.code) if step else None
    if finding is not None:
        await _show(update, context, finding, record)
    else:
        await answer(update, reviews.none_left(pending(record), person_id))


async def _show(update: Update, context: Context, finding: Finding, record: Record) -> None:
    """The evidence comes first: the buttons are to stand under what is looked at last."""
    await send_evidence(update, context, finding)
    await answer(update, reviews.review(finding, record, context.zone))


async def _tapped_finding(update: Update, context: Context) -> Finding | None:
    """The finding of the button; that it is of an earlier notice is said."""
    finding = tapped_finding(update, (await context.index()).record)
    if finding is None:
        await end_tap(update, public.STALE_BUTTON)
    return finding


def register(application: App) -> None:
    application.add_handler(Said(commands.PENDING, show_pending))
    application.add_handler(Tapped(Press.PENDING, show_first))
    application.add_handler(Tapped(Press.LATER, show_later))
    application.add_handler(Tapped(Press.VERIFY, verify))
    application.add_handler(Tapped(Press.RETURN, partial(ask_why, Step.RETURNED)))
    application.add_handler(Tapped(Press.REOPEN, partial(ask_why, Step.REOPENED)))
    takes(application, Wanted.WHY_RETURNED, partial(take_reason, Step.RETURNED))
    takes(application, Wanted.WHY_REOPENED, partial(take_reason, Step.REOPENED))
