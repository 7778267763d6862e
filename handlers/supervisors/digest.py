"""The digest on request."""

from datetime import datetime, time, timedelta

from telegram import Update

from db import facts
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.incoming import Said
from handlers.showing import answer
from handlers.views import digest as views
from handlers.views.texts import commands
from knowledge.model import Person
from knowledge.progress.digest import make_digest
from knowledge.progress.permissions import Action


@only_who_may(Action.READ_DIGEST)
async def show_digest(update: Update, context: Context, person: Person) -> None:
    """Sends what happened today, and where the findings stand."""
    index = await context.index()
    today = context.now().astimezone(context.zone).date()
    start = datetime.combine(today, time.min, context.zone)
    end = start + timedelta(days=1)
    updates = await context.db(facts.updates_between, start, end)
    questions = await context.db(facts.questions_between, start, end)
    failed = await context.db(facts.backup_failed_between, start, end)
    await answer(update, views.digest(make_digest(today, index.record, updates, questions, failed)))


def register(application: App) -> None:
    application.add_handler(Said(commands.DIGEST, show_digest))
