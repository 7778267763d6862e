"""The digest on request: of today, yesterday, this week, or any day; and on which mornings it comes."""

from datetime import date, timedelta

from telegram import Update

from db import subscriptions, towns
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.digesting import chart_of, county_of, digests_of
from handlers.found import newest_of, tapped_finding, town_before
from handlers.incoming import Said, Tapped, pressed
from handlers.replying import card_view
from handlers.showing import answer, end_tap, replace, say, show_picture
from handlers.views import digest as views
from handlers.views.callback_data import Press, read_number, read_numbers, read_span
from handlers.views.html import escape
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.asking.alone import alone
from knowledge.model import Person
from knowledge.progress.dates import months_later, read_past
from knowledge.progress.mornings import Days, Span
from knowledge.progress.permissions import Action


@only_who_may(Action.READ_DIGEST)
async def show_digest(update: Update, context: Context, person: Person) -> None:
    """Sends what asks for a decision, what happened in those days, and where the findings stand; of the town
    that is named, if one is."""
    town_id, words = await town_before(context, person, context.argument, texts.TOWN_DIGEST)
    span = _span(words, context.today())
    if span is None:
        await say(update, texts.WHICH_DAY)
        return
    await answer(update, await _digest(context, span, town_id))


@only_who_may(Action.READ_DIGEST)
async def show_of_town(update: Update, context: Context, person: Person) -> None:
    """Sends a town's own digest below that of the county."""
    town_id, number = read_numbers(pressed(update))
    await context.db(towns.check_town, person.id, town_id, texts.TOWN_DIGEST)
    span = read_span(number)
    if span is None or span.last > context.today():
        await end_tap(update, public.STALE_BUTTON)
        return
    await answer(update, await _digest(context, span, town_id))
    await end_tap(update)


async def _digest(context: Context, span: Span, town_id: int | None) -> View:
    """Of a town, or of the county."""
    database, today = context.services.database, context.today()

    def made() -> View:
        read, now = context.services.library.records.several, context.now()
        told = digests_of(database, read, span, today, now, context.zone, town_id)
        return views.digest(told, county_of(database, told) if town_id is None else ())

    return await context.in_thread(made)


@only_who_may(Action.READ_DIGEST)
async def show_chart(update: Update, context: Context, person: Person) -> None:
    """Sends the chart as things stand."""
    record, services = await newest_of(context, person.town_id), context.services
    today = context.today()
    picture = await context.in_thread(lambda: chart_of(record, today, context.zone, services.font()))
    await show_picture(update, picture.png, picture.caption)
    await end_tap(update)


async def open_card(update: Update, context: Context) -> None:
    """Sends the card below: the digest stays where it is."""
    found = await tapped_finding(update, context)
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    shown = alone(found.finding, found.notice_id)
    await answer(update, await card_view(shown, found.record, update, context))
    await end_tap(update)


@only_who_may(Action.READ_DIGEST)
async def choose_mornings(update: Update, context: Context, person: Person) -> None:
    """Asks on which days the digest is to come, and keeps what is chosen."""
    number = read_number(pressed(update))
    if not 1 <= number <= len(Days):
        chosen = await context.db(subscriptions.chosen, person.id)
        await answer(update, views.which_mornings(chosen, context.services.digest_time))
        await end_tap(update)
        return
    days = [*Days][number - 1]
    if not await context.db(subscriptions.choose, person.id, days, context.now()):
        await end_tap(update, texts.NOT_ALLOWED)
    else:
        await replace(update, View((escape(texts.MORNINGS_CHOSEN.format(chosen=texts.DAYS[days])),)))


def _span(argument: str, today: date) -> Span | None:
    """The days that are meant; None for words that mean none, or a day to come."""
    yesterday, monday = today - timedelta(days=1), today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last_month = Span(months_later(first, -1), first - timedelta(days=1))
    named = {
        "": Span(today, today),
        texts.TODAY: Span(today, today),
        texts.YESTERDAY: Span(yesterday, yesterday),
        texts.DAY_BEFORE: Span(yesterday - timedelta(days=1), yesterday - timedelta(days=1)),
        texts.THIS_WEEK: Span(monday, today),
        texts.LAST_WEEK: Span(monday - timedelta(days=7), monday - timedelta(days=1)),
        **dict.fromkeys(texts.THIS_MONTH, Span(first, today)),
        **dict.fromkeys(texts.LAST_MONTH, last_month),
    }
    if argument in named:
        return named[argument]
    day = read_past(argument, today)
    return Span(day, day) if day is not None and day <= today else None


def register(application: App) -> None:
    application.add_handler(Said(commands.DIGEST, show_digest))
    application.add_handler(Tapped(Press.TOWN_DIGEST, show_of_town))
    application.add_handler(Tapped(Press.CHART, show_chart))
    application.add_handler(Tapped(Press.OPEN, open_card))
    application.add_handler(Tapped(Press.MORNINGS, choose_mornings))
