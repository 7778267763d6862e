"""About the bot and the notice: welcome, help, privacy, contact."""

from functools import partial

from telegram import Update

from db import forgetting, people
from handlers.access import only_in_private, role_of
from handlers.context import App, Context
from handlers.dropping import with_files
from handlers.homes import newest_here, told, told_first
from handlers.incoming import Said, incoming
from handlers.showing import answer
from handlers.views import contents, overviews
from handlers.views.texts import commands
from handlers.views.view import together
from knowledge.model import Role


async def start(update: Update, context: Context) -> None:
    """Says what the bot does and how to ask."""
    view = overviews.welcome(await newest_here(update, context))
    await answer(update, await told_first(update, context, view))


async def show_help(update: Update, context: Context) -> None:
    """Says how to ask, and the commands this person may use; a group does not learn who has which role."""
    role = await role_of(update, context) if incoming(update).private else Role.CITIZEN
    await answer(update, overviews.help_for(role, await newest_here(update, context)))


@only_in_private
async def show_privacy(update: Update, context: Context) -> None:
    """Says what is recorded."""
    await answer(update, overviews.privacy(context.services.keep_questions_days))


@only_in_private
async def forget(update: Update, context: Context) -> None:
    """Erases what is kept of the sender, at once."""
    who = incoming(update)
    key = context.services.key_of(who.person_id)
    await context.services.settle()  # a question just answered may not be a row yet
    context.services.talks.forget(key)
    erase = partial(context.db, forgetting.forget, who.person_id, key, context.now())
    erased = await with_files(update, context, erase)
    person = await context.db(people.find, who.person_id)
    has_role = person is not None
    await answer(
        update, overviews.forgotten(erased.questions, erased.opinions, erased.follows, has_role=has_role)
    )


async def show_contact(update: Update, context: Context) -> None:
    """Gives the phone and e-mail of the newest notice here, and the way to the others."""
    record = await newest_here(update, context)
    view = contents.with_others(overviews.contact(record), record)
    await answer(update, together([view, *await told(update, context)]))


def register(application: App) -> None:
    application.add_handler(Said(commands.START, start))
    application.add_handler(Said(commands.HELP, show_help))
    application.add_handler(Said(commands.PRIVACY, show_privacy))
    application.add_handler(Said(commands.FORGET, forget))
    application.add_handler(Said(commands.CONTACT, show_contact))
