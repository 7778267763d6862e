"""The door: a Telegram update becomes values of ours, once."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, InlineQuery, Message, Update
from telegram.ext import Application, BaseHandler
from telegram.ext.filters import MessageFilter, UpdateFilter

from handlers.context import Context
from handlers.views.callback_data import Press, pattern, read_finding
from handlers.views.texts.commands import COMMANDS, DIGEST, FOLLOW, INVITE, LIST, TOWN, UNFOLLOW, Command
from knowledge.codes import after_year, find_codes, leading_code
from knowledge.text import normalise

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text from a person, or a tap: ``text`` is what they wrote, without the bot's name."""

    chat_id: int
    person_id: int
    name: str
    private: bool
    text: str


def incoming(update: Update) -> Incoming:
    """The values of an update that has a chat and a user, as all that our handlers are registered for."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None:
        raise ValueError("an update without a chat or a user reached a handler")
    text = message.text or message.caption or "" if isinstance(message, Message) else ""
    name = message.get_bot().username if isinstance(message, Message) else ""
    said = _unaddressed(text, name) if name else text
    return Incoming(chat.id, user.id, user.full_name, chat.type == Chat.PRIVATE, said)


def tapped(update: Update) -> CallbackQuery:
    """The tap that a button's handler answers to."""
    if update.callback_query is None:
        raise ValueError("no tap reached a button's handler")
    return update.callback_query


def pressed(update: Update) -> str:
    """What the button that was tapped carries."""
    return tapped(update).data or ""


def typed_inline(update: Update) -> InlineQuery:
    """What somebody types after the bot's name, in whatever chat."""
    if update.inline_query is None:
        raise ValueError("nothing typed reached a handler of inline queries")
    return update.inline_query


def buttons_of(update: Update) -> InlineKeyboardMarkup | None:
    """The buttons under the message that was tapped."""
    message = tapped(update).message
    return message.reply_markup if isinstance(message, Message) else None


def replied_code(message: Message) -> tuple[int | None, str] | None:
    """The code that the card begins with to which a message replies, and its notice, which its buttons
    name."""
    card = message.reply_to_message
    if card is None or card.from_user is None or card.from_user.id != message.get_bot().id:
        return None
    named = leading_code(card.text or "")
    return (notice_on(card.reply_markup, named[0]), named[0]) if named else None


def notice_on(buttons: InlineKeyboardMarkup | None, code: str) -> int | None:
    """The notice of a card with this code, as its buttons have it."""
    every = (str(one.callback_data) for row in (buttons.inline_keyboard if buttons else ()) for one in row)
    of_card = (data for data in every if re.fullmatch(f"{pattern(Press.FULL)}|{pattern(Press.FOLLOW)}", data))
    return next((read.notice_id for data in of_card if (read := read_finding(data)).code == code), None)


def message_of(update: Update) -> Message:
    """The message that a handler of messages answers to, edited or not."""
    if not isinstance(update.effective_message, Message):
        raise ValueError("no message reached a handler of messages")
    return update.effective_message


def _mention(bot_name: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(bot_name)}\b", re.IGNORECASE)


def _unaddressed(text: str, bot_name: str) -> str:
    """The text without the bot's name before or after it; inside, it is part of what is said."""
    name = _mention(bot_name).pattern
    return re.sub(rf"^\s*{name}[\s,，:：]*|\s*{name}\s*$", "", text, flags=re.IGNORECASE).strip()


_LONGEST_PHRASE = 20
_WITH_WORDS = (DIGEST, FOLLOW, UNFOLLOW, INVITE, TOWN)
_SLASHED = re.compile(r"/(?P<name>[A-Za-z_]+)(?:@(?P<addressee>\w+))?(?P<argument>.*)", re.DOTALL)


@lru_cache(maxsize=64)  # every command of the table asks it of the same message
def decode_command(text: str, bot_name: str) -> tuple[Command, str] | None:
    """The command of the table that a text gives, with its argument just as typed.

    "/item@bot 1.2.6", "查看 1.2.6" and "目录" are commands; a phrase counts as a whole message or
    before a code only (目录 also before the beginning of one; 日报 and 关注 also apart before any words), so
    that 喷漆中心整改进展 stays a question. None for all else.
    """
    if slashed := _SLASHED.fullmatch(text):
        if (slashed["addressee"] or bot_name).lower() != bot_name.lower():
            return None
        named = next((command for command in COMMANDS if command.name == slashed["name"].lower()), None)
        return (named, slashed["argument"].strip()) if named else None
    spoken = _unaddressed(text, bot_name)
    whole = normalise(spoken) if len(spoken) <= _LONGEST_PHRASE else ""
    for command in COMMANDS:
        if command.phrase and whole == command.phrase:
            return command, ""
        if command.phrase and spoken.startswith(command.phrase):
            argument = spoken.removeprefix(command.phrase).strip()
            is_apart = spoken.removeprefix(command.phrase)[:1].isspace() and command in _WITH_WORDS
            if (
                leading_code(after_year(argument)[1])
                or is_apart
                or (command is LIST and find_codes(argument))
            ):
                return command, argument
    return None


def words_alone(text: str, bot_name: str) -> str:
    """What follows the command that a text begins with; the whole text where there is none."""
    decoded = decode_command(text, bot_name)
    return decoded[1] if decoded else text


class Said(BaseHandler[Update, Context, None]):
    """Answers to a command of the table and to its Chinese phrase; an argument goes to the context."""

    def __init__(
        self,
        command: Command,
        callback: Callback,
        only_if: Callable[[str], bool] = lambda _: True,
    ) -> None:
        super().__init__(callback)
        self.command = command
        self._only_if = only_if

    def check_update(self, update: object) -> str | None:
        if not isinstance(update, Update) or not (message := update.message) or not message.text:
            return None
        if not _is_meant(message):
            return None
        decoded = decode_command(message.text, message.get_bot().username)
        if decoded is None or decoded[0] is not self.command or not self._only_if(decoded[1]):
            return None
        return decoded[1]

    def collect_additional_context(
        self,
        context: Context,
        update: Update,
        application: Application[Any, Context, Any, Any, Any, Any],
        check_result: str | None,
    ) -> None:
        context.argument = check_result or ""


class Tapped(BaseHandler[Update, Context, None]):
    """Answers to a button of ours under a message; a tap with other data, or none, is not its matter."""

    def __init__(self, press: Press, callback: Callback) -> None:
        super().__init__(callback)
        self._data = re.compile(pattern(press))

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or not (query := update.callback_query):
            return False
        return query.message is not None and self._data.fullmatch(query.data or "") is not None


def _is_meant(message: Message) -> bool:
    """In a group the bot answers when commanded, mentioned or replied to, and is silent otherwise."""
    if message.from_user is None:
        return False
    if message.chat.type == Chat.PRIVATE:
        return True
    bot, replied_to = message.get_bot(), message.reply_to_message
    to_us = replied_to is not None and replied_to.from_user is not None and replied_to.from_user.id == bot.id
    text = message.text or message.caption or ""
    return to_us or _SLASHED.match(text) is not None or _mention(bot.username).search(text) is not None


class _MeantForUs(MessageFilter):
    def filter(self, message: Message) -> bool:
        return _is_meant(message)


MEANT_FOR_US = _MeantForUs()


class Saying(UpdateFilter):
    """Texts that say something, whatever words they use: that is so, or what it is is given, be it nothing.
    For messages that are meant for us."""

    def __init__(self, says: Callable[[str], str | bool | None]) -> None:
        super().__init__()
        self._says = says

    def filter(self, update: Update) -> bool:
        said = self._says(incoming(update).text)
        return said is not None and said is not False
