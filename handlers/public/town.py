"""The town that comes first in a chat: which it is, and having another."""

from collections.abc import Sequence

from telegram import Chat, ChatMember, Message, Update
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from db import dialogs, towns
from db.dialogs import Waiting, Wanted
from handlers.awaiting import takes
from handlers.context import App, Context
from handlers.homes import home_of, settle_in
from handlers.incoming import MEANT_FOR_US, Said, Tapped, incoming, pressed
from handlers.showing import answer, end_tap, replace, say
from handlers.views import towns as views
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import commands, public
from handlers.views.texts import towns as texts
from knowledge.asking.routing import named_alone
from knowledge.model import Town
from knowledge.text import normalise
from knowledge.towns import meant, stated

_CHANGE = texts.CHANGE_TOWN_PATTERN
_OF_ALL = 0
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def show_town(update: Update, context: Context) -> None:
    """Says which town comes first here, and offers the others; with a name, has that one come first."""
    await _show(update, context, context.argument)


async def change_town(update: Update, context: Context) -> None:
    """The same for 换个镇, with or without a name."""
    await _show(update, context, _CHANGE.sub("", incoming(update).text))


async def state_town(update: Update, context: Context) -> None:
    """Takes 我是青岭镇的, and 全县, at their word."""
    in_force = await context.db(towns.in_force)
    if len(in_force) == 1:
        await answer(update, views.choices(None, in_force))
    else:
        await _choose(update, context, incoming(update).text)


async def take_name(update: Update, context: Context, waiting: Waiting) -> bool:
    """A name that is typed after the choices were offered; what is more than a name is a question."""
    name = incoming(update).text
    if not _is_for_all(name) and not await _named(context, name):
        return False
    await _choose(update, context, name, waiting)
    return True


async def turn_page(update: Update, context: Context) -> None:
    """Shows another page of the towns."""
    page, in_force = read_number(pressed(update)), await context.db(towns.in_force)
    await _wait_for_name(update, context, in_force)
    await replace(update, views.choices(await _present(update, context), in_force, page))


async def tap_town(update: Update, context: Context) -> None:
    """Has the town of the button come first here, or none."""
    number = read_number(pressed(update))
    town = await context.db(towns.get, number) if number != _OF_ALL else None
    if not await _may_choose(update, context):
        await end_tap(update, texts.TOWN_ADMINS_ONLY)
    elif town is None and number != _OF_ALL:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await settle_in(update, context, town.id if town else None)
        await replace(update, views.chosen(town))


async def _show(update: Update, context: Context, name: str) -> None:
    if name.strip():
        await _choose(update, context, name)
        return
    in_force = await context.db(towns.in_force)
    await _wait_for_name(update, context, in_force)
    await answer(update, views.choices(await _present(update, context), in_force))


async def _wait_for_name(update: Update, context: Context, in_force: Sequence[Town]) -> None:
    """A name may be typed in place of a tap, where nobody else is talking."""
    who = incoming(update)
    if who.private and len(in_force) > 1:
        await context.db(dialogs.wait, who.chat_id, who.person_id, Wanted.TOWN, 0, context.now())


def _is_for_all(name: str) -> bool:
    return stated(normalise(name)) in texts.WORDS_FOR_ALL_TOWNS


async def _choose(update: Update, context: Context, name: str, by: Waiting | None = None) -> None:
    is_all = _is_for_all(name)
    found = [] if is_all else await _named(context, name)
    if not await _may_choose(update, context):
        await say(update, texts.TOWN_ADMINS_ONLY)
    elif is_all or len(found) == 1:
        town = next(iter(found), None)
        await settle_in(update, context, town.id if town else None, by)
        await answer(update, views.chosen(town))
    else:
        in_force = await context.db(towns.in_force)
        await _wait_for_name(update, context, in_force)
        await answer(update, views.several(found) if found else views.unknown(stated(name), in_force))


async def _named(context: Context, name: str) -> list[Town]:
    """The towns that a name may mean, also by its sound, or short; none of what is more than a name."""
    in_force = await context.db(towns.in_force)
    if found := meant(stated(name), in_force):
        return found
    index = await context.index()
    ids = index.notices.towns_of(named_alone(stated(normalise(name)), index))
    return [town for town in in_force if town.id in ids]


async def _present(update: Update, context: Context) -> Town | None:
    town_id = await home_of(update, context)
    return await context.db(towns.get, town_id) if town_id else None


async def _may_choose(update: Update, context: Context) -> bool:
    """In a private chat whoever it is; of a group its admins, also one who writes in its name."""
    who, chat, message = incoming(update), update.effective_chat, update.message
    if who.private or chat is None or chat.type == Chat.CHANNEL:
        return who.private
    if isinstance(message, Message) and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    try:
        member = await context.bot.get_chat_member(chat.id, who.person_id)
    except TelegramError:  # nobody can say who that is
        return False
    return member.status in _ADMINS


def register(application: App) -> None:
    application.add_handler(Said(commands.TOWN, show_town))
    spoken = filters.TEXT & filters.Regex(_CHANGE) & filters.UpdateType.MESSAGE & MEANT_FOR_US
    application.add_handler(MessageHandler(spoken, change_town))
    said = filters.TEXT & filters.Regex(texts.TOWN_STATED_PATTERN) & filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(said & filters.ChatType.PRIVATE, state_town))
    application.add_handler(Tapped(Press.TOWNS, turn_page))
    application.add_handler(Tapped(Press.TOWN, tap_town))
    takes(application, Wanted.TOWN, take_name)
