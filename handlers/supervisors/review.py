"""Close-outs: what waits for a supervisor, verifying, returning, re-opening."""

from functools import partial

from telegram import Update

from db import closeouts, notices
from db.dialogs import Waiting, Wanted
from handlers.access import only_who_may, who_may
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, incoming, tapped_finding
from handlers.showing import answer, end_tap, replace, say
from handlers.views import reviews
from handlers.views.callback_data import Press
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from knowledge.codes import find_codes
from knowledge.model import Closeout, Finding, Person, Step
from knowledge.progress.guard import cautions
from knowledge.progress.permissions import Action
from knowledge.progress.review import pending
from knowledge.progress.rules import MAX_REASON, check_text

_WHY = {
    Step.RETURNED: (Wanted.WHY_RETURNED, texts.SEND_WHY_RETURNED),
    Step.REOPENED: (Wanted.WHY_REOPENED, texts.SEND_WHY_REOPENED),
}


@only_who_may(Action.REVIEW)
async def show_pending(update: Update, context: Context, person: Person) -> None:
    """Sends the close-outs that wait, or the finding whose code follows, with what may be done with it."""
    record = (await context.index()).record
    named = find_codes(context.argument)
    finding = record.finding(named[0]) if named else None
    if finding is not None:
        await answer(update, reviews.review(finding, record))
    else:
        await answer(update, reviews.pending(pending(record), record, person.id, context.zone))


async def show_review(update: Update, context: Context) -> None:
    """Shows one that waits."""
    finding = await _tapped_finding(update, context)
    if finding is not None:
        await replace(update, reviews.review(finding, (await context.index()).record))


async def verify(update: Update, context: Context) -> None:
    """Closes the finding; who may is decided where it is stored."""
    if (finding := await _tapped_finding(update, context)) is None:
        return
    step = await context.db(
        closeouts.take_step,
        update.update_id,
        finding.code,
        Step.VERIFIED,
        incoming(update).person_id,
        context.now(),
    )
    if isinstance(step, Closeout):
        record = (await context.index()).record
        await replace(update, reviews.verified(step, record.notice_id))
    else:
        await end_tap(update, reviews.refusal(step))


async def ask_why(step: Step, update: Update, context: Context) -> None:
    """Asks for the reason of a return, or of a re-opening."""
    wanted, question = _WHY[step]
    if (finding := await _tapped_finding(update, context)) is None:
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
            await say(update, reviews.receipt(taken))
        else:
            await refuse(update, context, reviews.refusal(taken))


async def _tapped_finding(update: Update, context: Context) -> Finding | None:
    """The finding of the button; that it is of an earlier notice is said."""
    finding = tapped_finding(update, (await context.index()).record)
    if finding is None:
        await end_tap(update, public.STALE_BUTTON)
    return finding


def register(application: App) -> None:
    application.add_handler(Said(commands.PENDING, show_pending))
    application.add_handler(Tapped(Press.REVIEW, show_review))
    application.add_handler(Tapped(Press.VERIFY, verify))
    application.add_handler(Tapped(Press.RETURN, partial(ask_why, Step.RETURNED)))
    application.add_handler(Tapped(Press.REOPEN, partial(ask_why, Step.REOPENED)))
    takes(application, Wanted.WHY_RETURNED, partial(take_reason, Step.RETURNED))
    takes(application, Wanted.WHY_REOPENED, partial(take_reason, Step.REOPENED))
