"""The command menus Telegram shows: by language, and by role in the chats of those who have one."""

import logging

from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers.views.texts.commands import for_role
from knowledge.model import Person, Role

log = logging.getLogger(__name__)


async def set_menus(bot: ExtBot[None], everyone: list[Person]) -> None:
    """For citizens everywhere, and for each person with a role."""
    await _set(bot, BotCommandScopeDefault(), Role.CITIZEN)
    for person in everyone:
        await set_menu(bot, person)


async def set_menu(bot: ExtBot[None], person: Person) -> None:
    """The commands of the person's role, in their chat with the bot."""
    await _set(bot, BotCommandScopeChat(person.id), person.role)


async def clear_menu(bot: ExtBot[None], person: Person) -> None:
    """Back to the menu of everybody."""
    try:
        await bot.delete_my_commands(BotCommandScopeChat(person.id))
        await bot.delete_my_commands(BotCommandScopeChat(person.id), language_code="en")
    except TelegramError as failure:
        log.warning("menu of %s not cleared: %s", person.role, type(failure).__name__)


async def _set(bot: ExtBot[None], scope: BotCommandScopeChat | BotCommandScopeDefault, role: Role) -> None:
    """Best effort: a chat may be gone, and a menu is a convenience that nothing should fail for."""
    commands = for_role(role)
    try:
        await bot.set_my_commands([BotCommand(c.name, c.zh) for c in commands], scope)
        await bot.set_my_commands([BotCommand(c.name, c.en) for c in commands], scope, language_code="en")
    except TelegramError as failure:
        log.warning("no menu for %s: %s", role, type(failure).__name__)
