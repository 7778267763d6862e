"""My unit's findings: how they stand, what is waiting, proposing a close-out, handing over."""

from functools import partial

from telegram import Update

from db import closeouts, drafts, handovers, notices
from handlers.access import only_who_may, stay_in_town
from handlers.context import App, Context
from handlers.found import Meant, example_code, meant_by, tapped_finding, typed_by, worked_on
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.showing import answer, end_tap, replace, say
from handlers.views import desks, reviews
from handlers.views.callback_data import Press, read_number
from handlers.views.html import escape
from handlers.views.naming import spoken
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Closeout, Handover, Person, Step
from knowledge.progress.desk import desk, desk_line
from knowledge.progress.permissions import Action
from knowledge.progress.rules import may_work_on


@only_who_may(Action.POST_PROGRESS)
async def show_mine(update: Update, context: Context, person: Person) -> None:
    """Sends the findings of the person's unit; of a code, that one with what may be done."""
    words = await meant_by(context, context.argument)
    if words.code:
        await _show_one(update, context, person, words)
        return
    lines = desk(await worked_on(context, person), person, context.now(), context.zone)
    kept = await context.db(drafts.open_drafts, person.id, context.now())
    asked = await context.db(handovers.waiting_for, person)
    names = await context.db(notices.named, [one.notice_id for one in asked])
    await answer(update, desks.mine(lines, person, len(kept), asked, names))


async def _show_one(update: Update, context: Context, person: Person, words: Meant) -> None:
    """Where the finding is the unit's, or nobody's yet; else whose it is."""
    found = await typed_by(update, context, person, words)
    if found is None:
        example = await example_code(context, person)
        await say(update, public.UNKNOWN_CODE.format(code=words.code, example=example))
        return
    await stay_in_town(update, context, found)
    if may_work_on(person, found.record.ownership(found.code)):
        await answer(update, desks.desk(desk_line(found, context.now(), context.zone)))
    else:
        await say(update, desks.theirs(found, person))


@only_who_may(Action.POST_PROGRESS)
async def show_desk(update: Update, context: Context, person: Person) -> None:
    """Shows one of them, with what may be done."""
    found = await tapped_finding(update, context)
    if found is not None:
        await stay_in_town(update, context, found)
    if found is None or found.record.ownership(found.code).unit != person.unit:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await replace(update, desks.desk(desk_line(found, context.now(), context.zone)))


async def propose(update: Update, context: Context) -> None:
    """Proposes that the finding be closed; who may, and on what evidence, is decided where it is stored."""
    who, found = incoming(update), await tapped_finding(update, context)
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    step = await context.db(
        closeouts.take_step,
        update.update_id,
        found.notice_id,
        found.code,
        Step.PROPOSED,
        who.person_id,
        context.now(),
    )
    if isinstance(step, Closeout):
        await say(update, reviews.receipt(step, found.record))
        await end_tap(update)
    else:
        await end_tap(update, reviews.refusal(step))


async def decide_handover(accept: bool, update: Update, context: Context) -> None:
    """Takes a finding over, or does not."""
    handover_id, who = read_number(pressed(update)), incoming(update)
    decided = await context.db(
        handovers.decide, update.update_id, handover_id, accept, who.person_id, context.now()
    )
    if isinstance(decided, Handover):
        form = texts.HANDOVER_ACCEPTED if accept else texts.HANDOVER_DECLINED
        unit = decided.to_unit if accept else decided.from_unit
        names = await context.db(notices.named, [decided.notice_id])
        code = spoken(decided.code, names.get(decided.notice_id))
        await replace(update, View((escape(form.format(code=code, unit=unit)),)))
    else:
        await end_tap(update, texts.HANDOVER_OVER)


def register(application: App) -> None:
    application.add_handler(Said(commands.MINE, show_mine))
    application.add_handler(Tapped(Press.DESK, show_desk))
    application.add_handler(Tapped(Press.PROPOSE, propose))
    application.add_handler(Tapped(Press.ACCEPT, partial(decide_handover, True)))
    application.add_handler(Tapped(Press.DECLINE, partial(decide_handover, False)))
