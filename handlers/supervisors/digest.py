"""The digest on request: of today, yesterday, this week, or any day."""

from datetime import date, datetime, time, timedelta

from telegram import Update

from db import facts
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.incoming import Said
from handlers.showing import answer, say
from handlers.views import digest as views
from handlers.views.texts import commands
from handlers.views.texts import supervisors as texts
from knowledge.model import Person
from knowledge.progress.digest import make_digest
from knowledge.progress.permissions import Action


@only_who_may(Action.READ_DIGEST)
async def show_digest(update: Update, context: Context, person: Person) -> None:
    """Sends what asks for a decision, what happened in those days, and where the findings stand."""
    record = (await context.index()).record
    today = context.now().astimezone(context.zone).date()
    days = _days(context.argument, today)
    if days is None:
        await say(update, texts.WHICH_DAY)
        return
    first, last = days
    start = datetime.combine(first, time.min, context.zone)
    end = datetime.combine(last + timedelta(days=1), time.min, context.zone)
    updates = await context.db(facts.updates_between, start, end)
    questions = await context.db(facts.questions_between, start, end)
    failed = await context.db(facts.backup_failed_between, start, end)
    digest = make_digest(first, last, today, context.zone, record, updates, questions, failed)
    await answer(update, views.digest(digest, record, today))


def _days(argument: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that are meant; None for words that mean none, or a day to come."""
    named = {
        "": (today, today),
        texts.TODAY: (today, today),
        texts.YESTERDAY: (today - timedelta(days=1),) * 2,
        texts.THIS_WEEK: (today - timedelta(days=today.weekday()), today),
    }
    if argument in named:
        first, last = named[argument]
        return first, last
    try:
        day = date.fromisoformat(argument)
    except ValueError:
        return None
    return (day, day) if day <= today else None


def register(application: App) -> None:
    application.add_handler(Said(commands.DIGEST, show_digest))
