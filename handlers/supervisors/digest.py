"""The digest on request: of today, yesterday, this week, or any day; and on which mornings it comes."""

from datetime import date, timedelta
from functools import partial

from telegram import Update

from db import subscriptions
from handlers.access import only_who_may, who_may
from handlers.context import App, Context
from handlers.digesting import digest_of
from handlers.incoming import Said, Tapped, incoming, tapped, tapped_finding
from handlers.showing import answer, end_tap, replace, say
from handlers.views import cards
from handlers.views import digest as views
from handlers.views.callback_data import Press, read_number
from handlers.views.html import escape
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.asking import answers
from knowledge.model import Person
from knowledge.progress.mornings import Days, Span
from knowledge.progress.permissions import Action


@only_who_may(Action.READ_DIGEST)
async def show_digest(update: Update, context: Context, person: Person) -> None:
    """Sends what asks for a decision, what happened in those days, and where the findings stand."""
    record = (await context.index()).record
    today = context.now().astimezone(context.zone).date()
    span = _span(context.argument, today)
    if span is None:
        await say(update, texts.WHICH_DAY)
        return
    database = context.services.database
    make = partial(digest_of, database, record, span, today, context.now(), context.zone)
    await answer(update, views.digest(await context.in_thread(make), record))


async def open_card(update: Update, context: Context) -> None:
    """Sends the card below: the digest stays where it is."""
    index = await context.index()
    finding = tapped_finding(update, index.record)
    found = answers.show(finding.code, index) if finding else None
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    await answer(update, cards.card(found, index.record, context.zone))
    await end_tap(update)


async def choose_mornings(update: Update, context: Context) -> None:
    """Asks on which days the digest is to come, and keeps what is chosen."""
    number, who = read_number(tapped(update).data or ""), incoming(update)
    if await who_may(update, context, Action.READ_DIGEST) is None:
        await end_tap(update, texts.NOT_ALLOWED)
    elif not 1 <= number <= len(Days):
        chosen = await context.db(subscriptions.chosen, who.person_id)
        await answer(update, views.which_mornings(chosen, context.services.digest_time))
        await end_tap(update)
    else:
        days = [*Days][number - 1]
        await context.db(subscriptions.choose, who.person_id, days, context.now())
        await replace(update, View((escape(texts.MORNINGS_CHOSEN.format(chosen=texts.DAYS[days])),)))


def _span(argument: str, today: date) -> Span | None:
    """The days that are meant; None for words that mean none, or a day to come."""
    yesterday = today - timedelta(days=1)
    named = {
        "": Span(today, today),
        texts.TODAY: Span(today, today),
        texts.YESTERDAY: Span(yesterday, yesterday),
        texts.THIS_WEEK: Span(today - timedelta(days=today.weekday()), today),
    }
    if argument in named:
        return named[argument]
    try:
        day = date.fromisoformat(argument)
    except ValueError:
        return None
    return Span(day, day) if day <= today else None


def register(application: App) -> None:
    application.add_handler(Said(commands.DIGEST, show_digest))
    application.add_handler(Tapped(Press.OPEN, open_card))
    application.add_handler(Tapped(Press.MORNINGS, choose_mornings))
