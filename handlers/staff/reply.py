"""Opinions of citizens: reading them, answering in one message, passing them on to another unit."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import opinions, replies
from db.dialogs import Waiting, Wanted
from db.opinions import Shown
from db.replies import Refused
from handlers.access import only_who_may
from handlers.albums import send_albums
from handlers.awaiting import ask, refuse, takes
from handlers.context import App, Context
from handlers.found import found_at, newest_of
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.looking import look_up
from handlers.showing import answer, end_tap, replace, say, show_place
from handlers.turns import Turn, in_turn
from handlers.views import opinions as views
from handlers.views.callback_data import Press, number_of, read_number, read_numbers
from handlers.views.html import escape
from handlers.views.texts import commands
from handlers.views.texts import opinions as texts
from handlers.views.view import View
from knowledge.model import Person
from knowledge.progress.guard import cautions
from knowledge.progress.opinions import BY_NUMBER, MAX_REPLY, OPEN, TICKET, Opinion
from knowledge.progress.permissions import Action
from knowledge.progress.rules import Fault, check_text

_REFUSALS = {
    Refused.GONE: texts.REFUSED_GONE,
    Refused.NOT_ALLOWED: texts.REFUSED_NOT_YOURS,
    Refused.ALREADY: texts.REFUSED_ALREADY,
    Refused.NO_UNIT: texts.REFUSED_NO_UNIT,
}


@only_who_may(Action.ANSWER_OPINIONS)
async def show_waiting(update: Update, context: Context, person: Person) -> None:
    """Sends the opinions that wait for this person's answer, below a digest, too; or the one whose number
    follows."""
    if update.callback_query is None and (numbers := TICKET.findall(context.argument)):
        shown = await context.db(opinions.numbered, numbers[0], person.id)
        if shown is not None:
            await answer(update, await _handled(context, shown))
            return
    waiting = await context.db(opinions.concerning, person)
    await answer(update, views.waiting(waiting, context.today(), context.zone))
    if update.callback_query is not None:
        await end_tap(update)


@only_who_may(Action.ANSWER_OPINIONS)
async def turn_page(update: Update, context: Context, person: Person) -> None:
    """Shows a page of them."""
    waiting = await context.db(opinions.concerning, person)
    number = read_number(pressed(update))
    await replace(update, views.waiting(waiting, context.today(), context.zone, number))


@only_who_may(Action.ANSWER_OPINIONS)
async def show_one(update: Update, context: Context, person: Person) -> None:
    """Shows one, with what may be done."""
    if (shown := await _tapped(update, context, person)) is not None:
        await replace(update, await _handled(context, shown))


async def show_by_number(update: Update, context: Context) -> None:
    """Sends one to who may answer it and types its number; of all others it goes on its way."""
    known = await look_up(update, context)
    if known.role not in commands.OPINIONS.shown_to or known.waiting is not None:
        return
    number = TICKET.findall(incoming(update).text)[0]
    shown = await context.db(opinions.numbered, number, incoming(update).person_id)
    if shown is not None:
        await answer(update, await _handled(context, shown))
        raise ApplicationHandlerStop


async def _handled(context: Context, shown: Shown) -> View:
    """With the record of the notice that tells of its matter."""
    found = await found_at(context, shown.opinion.notice_id, shown.opinion.code)
    record = found.record if found else await newest_of(context, shown.opinion.town_id)
    return views.handled(shown.opinion, record, context.zone)


@only_who_may(Action.ANSWER_OPINIONS)
async def look(update: Update, context: Context, person: Person) -> None:
    """Sends the photos and files of one, and its place."""
    if (shown := await _tapped(update, context, person)) is None:
        return
    opinion = shown.opinion
    sent = await send_albums(update, context, shown.files, texts.ALBUM.format(number=opinion.number))
    if opinion.place is not None:
        await show_place(update, opinion.place.latitude, opinion.place.longitude)
    await end_tap(update, None if sent or opinion.place else texts.LOOK_NONE)


@only_who_may(Action.ANSWER_OPINIONS)
async def ask_for_reply(update: Update, context: Context, person: Person) -> None:
    """Asks for the words of the answer."""
    if (shown := await _tapped(update, context, person)) is None:
        return
    if shown.opinion.standing not in OPEN:
        await end_tap(update, texts.REFUSED_ALREADY)
        return
    question = texts.SEND_REPLY.format(number=shown.opinion.number, limit=MAX_REPLY)
    await ask(update, context, Wanted.REPLY, shown.opinion.id, question)


async def take_reply(update: Update, context: Context, waiting: Waiting) -> None:
    """Sends the answer to who asked for it; who may is decided where it is stored."""
    who = incoming(update)
    phone = await _phone(context, waiting.subject_id, who.person_id)
    if fault := check_text(who.text, MAX_REPLY):
        too_long = texts.REPLY_TOO_LONG.format(limit=MAX_REPLY, length=len(who.text))
        await say(update, too_long if fault is Fault.TOO_LONG else texts.REPLY_EMPTY)
        return
    # The phone that the notice gives to everybody leads to an office.
    if found := cautions(who.text.replace(phone, "") if phone else who.text):
        await say(update, views.caution(found))
        return
    answered = await context.db(
        replies.answer,
        update.update_id,
        waiting.subject_id,
        who.person_id,
        who.text,
        context.now(),
        waiting,
    )
    if isinstance(answered, Opinion):
        await say(update, texts.REPLIED.format(number=answered.number))
    else:
        await refuse(update, context, _REFUSALS[answered])


async def _phone(context: Context, opinion_id: int, person_id: int) -> str | None:
    """What the notice gives that tells of the opinion's matter."""
    shown = await context.db(opinions.for_staff, opinion_id, person_id)
    found = await found_at(context, shown.opinion.notice_id, shown.opinion.code) if shown else None
    if shown is None:
        return None
    return (found.record if found else await newest_of(context, shown.opinion.town_id)).notice.phone


@only_who_may(Action.ANSWER_OPINIONS)
async def choose_unit(update: Update, context: Context, person: Person) -> None:
    """Shows the units that one may be passed on to."""
    if (shown := await _tapped(update, context, person)) is None:
        return
    places = await context.db(replies.places_for, shown.opinion.id, person.id)
    if isinstance(places, Refused):
        await end_tap(update, _REFUSALS[places])
    else:
        await replace(update, views.which_unit(shown.opinion, [one.name for one in places]))


async def forward(update: Update, context: Context) -> None:
    """Passes one on to the unit that was chosen."""
    opinion_id, number = read_numbers(pressed(update))
    person_id = incoming(update).person_id
    places = await context.db(replies.places_for, opinion_id, person_id)
    named = places if isinstance(places, list) else []
    to = next((one for one in named if number_of(one.name) == number), None)
    done = await context.db(replies.forward, update.update_id, opinion_id, person_id, to, context.now())
    if isinstance(done, Opinion):
        await replace(update, View((escape(texts.FORWARDED.format(number=done.number, unit=done.unit)),)))
    else:
        await end_tap(update, _REFUSALS[done])


async def _tapped(update: Update, context: Context, person: Person) -> Shown | None:
    """The opinion of the button; that it is not this person's to answer, or is erased, is said."""
    opinion_id = read_number(pressed(update))
    shown = await context.db(opinions.for_staff, opinion_id, person.id)
    if shown is None:
        await end_tap(update, texts.REFUSED_NOT_YOURS)
    return shown


def register(application: App) -> None:
    application.add_handler(Said(commands.OPINIONS, show_waiting))
    for press, handler in (
        (Press.BACKLOG, show_waiting),
        (Press.OPINIONS, turn_page),
        (Press.OPINION, show_one),
        (Press.LOOK, look),
        (Press.REPLY, ask_for_reply),
        (Press.FORWARD, choose_unit),
        (Press.TO_UNIT, forward),
    ):
        application.add_handler(Tapped(press, handler))
    takes(application, Wanted.REPLY, take_reply)
    by_number = filters.TEXT & ~filters.COMMAND & filters.Regex(BY_NUMBER)
    in_turn(application, Turn.TICKET, by_number, show_by_number)
