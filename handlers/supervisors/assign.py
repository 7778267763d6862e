"""Whose a finding is, and until when: supervisors say so, staff ask another unit to take over."""

from telegram import Update

from db import ownerships, people
from db.ownerships import Refused
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.found import example_code, meant_by, typed_by
from handlers.incoming import Said
from handlers.showing import say
from handlers.views import assignments as views
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from knowledge.codes import leading_code
from knowledge.model import Handover, Person, Reassigned
from knowledge.progress.dates import read_date
from knowledge.progress.permissions import Action, may


@only_who_may(Action.POST_PROGRESS, refusal=texts.ASSIGN_NOT_ALLOWED)
async def assign(update: Update, context: Context, person: Person) -> None:
    """Gives a finding to a unit; of staff it is a request to that unit."""
    example = await example_code(context, person)
    words = await meant_by(context, context.argument)
    code, named = leading_code(words.words) or ("", "")
    if not named or leading_code(named):
        await say(update, texts.ASSIGN_HOW.format(code=example))
        return
    found = await typed_by(update, context, person, code, words.year, words.town_id)
    if found is None:
        await say(update, views.refusal(Refused.NO_FINDING, code, named, [], example))
        return
    unit, owner = (*named.split(None, 1), "")[:2]
    done: Reassigned | Handover | Refused
    if may(person.role, Action.ASSIGN):
        done = await context.db(
            ownerships.assign, found.notice_id, code, unit, owner.strip() or None, person.id, context.now()
        )
    else:
        done = await context.db(
            ownerships.ask_handover, update.update_id, found.notice_id, code, named, person.id, context.now()
        )
    if isinstance(done, Refused):
        units = await context.db(people.all_units, found.record.town_id)
        await say(update, views.refusal(done, code, named, units, example))
    elif isinstance(done, Reassigned):
        units = await context.db(people.all_units, found.record.town_id)
        await say(update, views.assigned(done, found.record, units))
    else:
        await say(update, views.asked(done, found.record))


@only_who_may(Action.ASSIGN)
async def set_due(update: Update, context: Context, person: Person) -> None:
    """Sets the day until which a finding is to be done."""
    example = await example_code(context, person)
    words = await meant_by(context, context.argument)
    code, named = leading_code(words.words) or ("", "")
    if not named:
        await say(update, texts.DUE_HOW.format(code=example))
    elif (due_on := read_date(named)) is None:
        await say(update, texts.BAD_DATE.format(text=named))
    elif (found := await typed_by(update, context, person, code, words.year, words.town_id)) is None:
        await say(update, public.UNKNOWN_CODE.format(code=code, example=example))
    else:
        done = await context.db(ownerships.set_due, found.notice_id, code, due_on, person.id, context.now())
        if isinstance(done, Refused):
            await say(update, views.refusal(done, code, named, [], example))
        else:
            await say(update, views.due(done, found.record))


def register(application: App) -> None:
    application.add_handler(Said(commands.ASSIGN, assign))
    application.add_handler(Said(commands.DUE, set_due))
