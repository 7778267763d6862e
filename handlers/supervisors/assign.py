"""Whose a finding is, and until when: supervisors say so, staff ask another unit to take over."""

from telegram import Update

from db import handovers, ownerships, people
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.found import example_code, meant_by, typed_by
from handlers.incoming import Said
from handlers.showing import answer, say
from handlers.views import assignments as views
from handlers.views import desks
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from knowledge.codes import leading_code
from knowledge.model import Handover, Person, Reassigned
from knowledge.progress.charges import read_charge
from knowledge.progress.dates import read_deadline
from knowledge.progress.desk import desk_line
from knowledge.progress.permissions import Action, may
from knowledge.record import Located


@only_who_may(Action.POST_PROGRESS, refusal=texts.ASSIGN_NOT_ALLOWED)
async def assign(update: Update, context: Context, person: Person) -> None:
    """Gives a finding to a unit, or tells a supervisor who has it; of staff it is a request to that unit."""
    example = await example_code(context, person)
    words = await meant_by(context, context.argument)
    code, named = leading_code(words.words) or ("", "")
    if not code or leading_code(named) or not (named or may(person.role, Action.ASSIGN)):
        await say(update, texts.ASSIGN_HOW.format(code=example))
        return
    found = await typed_by(update, context, person, words)
    if found is None:
        await say(update, views.refusal(ownerships.Refused.NO_FINDING, code, named, [], example))
    elif named:
        await _give(update, context, person, found, named)
    else:
        await _tell_whose(update, context, found)


async def _give(update: Update, context: Context, person: Person, found: Located, named: str) -> None:
    units = await context.db(people.all_units, found.record.town_id)
    charge = None if named in texts.WORDS_FOR_NO_UNIT else read_charge(named, units)
    if charge is None and named not in texts.WORDS_FOR_NO_UNIT:
        await say(update, texts.NO_UNIT_READ.format(code=found.code))
        return
    unit, owner = (charge.unit, charge.owner) if charge else (None, None)
    done = await _given(update, context, person, found, unit, owner)
    if isinstance(done, Handover):
        await say(update, views.asked(done, found.record))
    elif not isinstance(done, Reassigned):
        await say(update, views.refusal(done, found.code, unit or named, units, found.code))
    else:
        await say(update, views.assigned(done, found.record, units))


async def _given(
    update: Update, context: Context, person: Person, found: Located, unit: str | None, owner: str | None
) -> Reassigned | Handover | ownerships.Refused | handovers.Refused:
    """A supervisor gives it away, staff ask the unit to take it."""
    of, by, now = (update.update_id, found.notice_id, found.code), person.id, context.now()
    if may(person.role, Action.ASSIGN):
        return await context.db(ownerships.assign, *of, unit, owner, by, now)
    return await context.db(handovers.ask, *of, unit or "", by, now)


async def _tell_whose(update: Update, context: Context, found: Located) -> None:
    """Whose it is and until when, and how to say otherwise."""
    await answer(update, desks.whose(desk_line(found, context.now(), context.zone)))


@only_who_may(Action.ASSIGN)
async def set_due(update: Update, context: Context, person: Person) -> None:
    """Sets the day until which a finding is to be done, takes it away, or tells which it is."""
    example = await example_code(context, person)
    words = await meant_by(context, context.argument)
    code, named = leading_code(words.words) or ("", "")
    due_on, is_none = read_deadline(named, context.today()), named in texts.WORDS_FOR_NO_DUE
    if not code:
        await say(update, texts.DUE_HOW.format(code=example))
    elif named and not (due_on or is_none):
        await say(update, texts.BAD_DATE.format(text=named))
    elif (found := await typed_by(update, context, person, words)) is None:
        await say(update, public.UNKNOWN_CODE.format(code=code, example=example))
    elif not named:
        await _tell_whose(update, context, found)
    else:
        done = await context.db(
            ownerships.set_due, update.update_id, found.notice_id, code, due_on, person.id, context.now()
        )
        if isinstance(done, ownerships.Refused):
            await say(update, views.refusal(done, code, named, [], example))
        else:
            await say(update, views.due(done, found, context.today()))


def register(application: App) -> None:
    application.add_handler(Said(commands.ASSIGN, assign))
    application.add_handler(Said(commands.DUE, set_due))
