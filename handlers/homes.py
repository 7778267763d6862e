"""The town that a chat is of: its notices come first there, for who names no other."""

from telegram import Update

from db import chat_towns, towns
from db.dialogs import Waiting
from handlers.context import Context
from handlers.incoming import incoming
from handlers.remembering import change_subject
from handlers.views import towns as views
from handlers.views.view import View, together
from knowledge.asking.routing import town_of
from knowledge.index.index import Index
from knowledge.record import Record


async def home_of(update: Update, context: Context) -> int | None:
    """The town that was chosen here, else that of who works there; None where all come alike."""
    if context.looked_up is not None:
        return context.looked_up.home
    return await context.db(chat_towns.of_chat, incoming(update).chat_id)


async def home_notices(update: Update, context: Context, index: Index) -> frozenset[int]:
    """The notices in force of that town."""
    return index.notices.of_town(await home_of(update, context))


async def town_meant(words: str, update: Update, context: Context) -> int | None:
    """The one town that the words name, else that of the chat, else the only one there is."""
    return town_of(words, (), await context.index(), await home_of(update, context))


async def settle_in(update: Update, context: Context, town_id: int | None, by: Waiting | None = None) -> None:
    """Has a town come first here from now on, or none, perhaps as its name was waited for; what was shown
    before of another is behind."""
    who = incoming(update)
    if by is None:
        await context.db(chat_towns.choose, who.chat_id, town_id)
    else:
        await context.db(chat_towns.choose_named, update.update_id, who.chat_id, who.person_id, town_id, by)
    context.looked_up = None  # the home that was looked up is no longer the chat's
    change_subject(update, context)


async def newest_here(update: Update, context: Context) -> Record:
    """The newest notice of that town, or of all, where it has none."""
    return await newest_for(context, await home_of(update, context))


async def told(update: Update, context: Context) -> list[View]:
    """Which town comes first here, and how to have another; nothing where there is but one."""
    in_force = await context.db(towns.in_force)
    if len(in_force) < 2:
        return []
    town_id = await home_of(update, context)
    return [views.present(await context.db(towns.get, town_id) if town_id else None, len(in_force))]


async def told_first(update: Update, context: Context, view: View) -> View:
    """A view with the town that comes first here, and the choice of one before all else where none does."""
    if await home_of(update, context) is not None:
        return together([view, *await told(update, context)])
    in_force = await context.db(towns.in_force)
    return together([views.offered(in_force), view]) if len(in_force) > 1 else view


async def newest_for(context: Context, town_id: int | None) -> Record:
    """The newest notice of a town, or of all, where it has none."""
    notice_id = await context.db(towns.newest_notice, town_id) if town_id is not None else None
    return (await context.record(notice_id) if notice_id else None) or await context.newest()
