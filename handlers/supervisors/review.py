"""Close-outs: what waits for a supervisor, one at a time; verifying, returning, re-opening."""

from functools import partial

from telegram import Update

from db import closeouts, notices
from db.dialogs import Waiting, Wanted
from handlers.access import only_who_may, stay_in_town
from handlers.albums import send_evidence
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.found import example_code, found_at, meant_by, tapped_finding, typed_by, waited_for
from handlers.incoming import Said, Tapped, incoming
from handlers.showing import answer, end_tap, replace, say
from handlers.views import reviews
from handlers.views.callback_data import Press
from handlers.views.naming import code_in
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from knowledge.model import Closeout, Person, Step
from knowledge.progress.guard import cautions
from knowledge.progress.permissions import Action
from knowledge.progress.review import next_for
from knowledge.progress.rules import MAX_REASON, NotNow, check_text
from knowledge.record import Located

_WHY = {
    Step.RETURNED: (Wanted.WHY_RETURNED, texts.SEND_WHY_RETURNED),
    Step.REOPENED: (Wanted.WHY_REOPENED, texts.SEND_WHY_REOPENED),
}

_AFTER = {Step.RETURNED: Step.PROPOSED, Step.REOPENED: Step.VERIFIED}
_TOO_LATE = {Step.RETURNED: NotNow.NOT_PROPOSED, Step.REOPENED: NotNow.NOT_CLOSED}


@only_who_may(Action.REVIEW)
async def show_pending(update: Update, context: Context, person: Person) -> None:
    """Sends the first close-out that waits, or the finding whose code follows, with what may be done."""
    words = await meant_by(context, context.argument)
    found = await typed_by(update, context, person, words)
    if found is not None:
        await stay_in_town(update, context, found)
        await _show(update, context, found)
    elif words.code:
        example = await example_code(context, person)
        await say(update, public.UNKNOWN_CODE.format(code=words.code, example=example))
    else:
        await _show_next(update, context, person)


@only_who_may(Action.REVIEW)
async def show_first(update: Update, context: Context, person: Person) -> None:
    """Sends the first that waits below a digest."""
    await _show_next(update, context, person)
    await end_tap(update)


@only_who_may(Action.REVIEW)
async def show_later(update: Update, context: Context, person: Person) -> None:
    """Sends the next one; this one goes on waiting."""
    if (found := await _tapped(update, context)) is None:
        return
    await stay_in_town(update, context, found)
    after = await context.db(closeouts.last_proposal, found.notice_id, found.code)
    await _show_next(update, context, person, after)
    await end_tap(update)


async def verify(update: Update, context: Context) -> None:
    """Closes the finding; who may is decided where it is stored."""
    if (found := await _tapped(update, context)) is None:
        return
    person_id = incoming(update).person_id
    step = await context.db(
        closeouts.take_step,
        update.update_id,
        found.notice_id,
        found.code,
        Step.VERIFIED,
        person_id,
        context.now(),
    )
    if isinstance(step, Closeout):
        are_others = await _are_others(context, found, person_id)
        await replace(update, reviews.verified(step, found.record, are_others))
    else:
        await end_tap(update, reviews.refusal(step))


async def ask_why(step: Step, update: Update, context: Context, person: Person) -> None:
    """Asks for the reason of a return, or of a re-opening."""
    wanted, question = _WHY[step]
    if (found := await _tapped(update, context)) is None:
        return
    await stay_in_town(update, context, found)
    before = found.record.closeout(found.code)
    if before is None or before.step is not _AFTER[step]:
        await end_tap(update, reviews.refusal(_TOO_LATE[step]))
        return
    number = await context.db(notices.finding_number, found.notice_id, found.code)
    if number is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    code = code_in(found.record, found.code)
    await ask(update, context, wanted, number, question.format(code=code, limit=MAX_REASON))


async def take_reason(step: Step, update: Update, context: Context, waiting: Waiting) -> None:
    """Returns or re-opens the finding, with the reason that was asked for."""
    who = incoming(update)
    found = await waited_for(context, waiting.subject_id)
    if check_text(who.text, MAX_REASON):
        await say(update, texts.REASON_TOO_LONG.format(limit=MAX_REASON, length=len(who.text)))
    elif found is None:
        await refuse(update, context, public.STALE_BUTTON)
    elif not_said := cautions(who.text):
        await say(update, reviews.caution(not_said))
    else:
        taken = await context.db(
            closeouts.take_step,
            update.update_id,
            found.notice_id,
            found.code,
            step,
            who.person_id,
            context.now(),
            who.text,
            waiting,
        )
        if isinstance(taken, Closeout):
            are_others = await _are_others(context, found, who.person_id)
            await answer(update, reviews.decided(taken, found.record, are_others))
        else:
            await refuse(update, context, reviews.refusal(taken))


async def _show_next(update: Update, context: Context, person: Person, after: int = 0) -> None:
    waiting = await context.db(closeouts.pending, person.town_id)
    step = next_for(waiting, person.id, after)
    found = await found_at(context, step.notice_id, step.code) if step else None
    if found is not None:
        await _show(update, context, found)
    else:
        names = await context.db(notices.named, [one.notice_id for one in waiting])
        await answer(update, reviews.none_left(waiting, person.id, names))


async def _are_others(context: Context, decided: Located, person_id: int) -> bool:
    """Whether one waits in the same town that was proposed after the one just decided."""
    after = await context.db(closeouts.last_proposal, decided.notice_id, decided.code)
    waiting = await context.db(closeouts.pending, decided.record.town_id)
    return next_for(waiting, person_id, after) is not None


async def _show(update: Update, context: Context, found: Located) -> None:
    """The evidence comes first: the buttons are to stand under what is looked at last."""
    await send_evidence(update, context, found)
    await answer(update, reviews.review(found.finding, found.record, context.zone))


async def _tapped(update: Update, context: Context) -> Located | None:
    """The finding of the button; that its notice is not in force any more is said."""
    found = await tapped_finding(update, context)
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
    return found


def register(application: App) -> None:
    application.add_handler(Said(commands.PENDING, show_pending))
    application.add_handler(Tapped(Press.PENDING, show_first))
    application.add_handler(Tapped(Press.LATER, show_later))
    application.add_handler(Tapped(Press.VERIFY, verify))
    for press, step in ((Press.RETURN, Step.RETURNED), (Press.REOPEN, Step.REOPENED)):
        application.add_handler(Tapped(press, only_who_may(Action.REVIEW)(partial(ask_why, step))))
        takes(application, _WHY[step][0], partial(take_reason, step))
