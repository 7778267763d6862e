"""The buttons that each private chat shows last, in memory: who types a button's word means that button."""

from collections import OrderedDict
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from handlers.views.html import escape
from knowledge.text import normalise

# Chats remembered at a time; who is forgotten taps.
_REMEMBERED = 10_000
_KEPT = ("message_id", "date", "chat", "reply_markup")
_LONGEST_LABEL = 64

# Whether what is sent from here stands beside what is shown, as a tap's note does, whose buttons stay meant.
aside: ContextVar[bool] = ContextVar("aside", default=False)


class Screens:
    """What the bot has shown last, by chat, without its words."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, dict[str, Any]] = OrderedDict()

    def keep(self, message: Mapping[str, Any]) -> None:
        """This is shown now, as Telegram gives it back; who was shown nothing for longest is forgotten
        first."""
        chat_id = message["chat"]["id"]
        self._last[chat_id] = {name: message[name] for name in _KEPT if name in message}
        self._last.move_to_end(chat_id)
        if len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)

    def last(self, chat_id: int) -> Mapping[str, Any] | None:
        return self._last.get(chat_id)


class TypedTap(CallbackQuery):
    """A button's word that was typed. What would end a tap is said below, as there is nothing to end."""

    __slots__ = ()

    async def answer(self, text: str | None = None, *_: Any, **__: Any) -> bool:
        if text is not None and self.message is not None:
            token = aside.set(True)
            try:
                await self.message.chat.send_message(escape(text))
            finally:
                aside.reset(token)
        return True


def is_typed(update: Update) -> bool:
    """Whether the tap was a word."""
    return isinstance(update.callback_query, TypedTap)


def typed_tap(said: Message, shown: Mapping[str, Any] | None) -> TypedTap | None:
    """The tap on the only button with that word under what is shown; None where there is none, or another."""
    message = Message.de_json(dict(shown), said.get_bot()) if shown else None
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    word = _bare(said.text or "")
    meant = [one for row in rows for one in row if _is_meant(one, word)]
    if len(meant) != 1 or said.from_user is None:
        return None
    tap = TypedTap(str(said.message_id), said.from_user, "", message, str(meant[0].callback_data))
    tap.set_bot(said.get_bot())
    return tap


def _is_meant(button: InlineKeyboardButton, word: str) -> bool:
    return button.callback_data is not None and bool(word) and _bare(button.text) == word


def _bare(label: str) -> str:
    """Its letters and digits; nothing of a mere number, which may be a code, and of what is no label."""
    if len(label) > _LONGEST_LABEL:
        return ""
    bare = "".join(filter(str.isalnum, normalise(label)))
    return "" if bare.isdecimal() else bare
