"""The buttons that each private chat shows last, in memory: who types a button's word means that button."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from handlers.views.callback_data import Press, pattern
from handlers.views.html import escape
from handlers.views.texts import supervisors
from knowledge.codes import find_codes, leading_code, run_together
from knowledge.text import normalise

# Chats remembered at a time; who is forgotten taps.
_REMEMBERED = 10_000
_LONGEST_LABEL = 64

# Whether what is sent from here stands beside what is shown, as a tap's note does, whose buttons stay meant.
aside: ContextVar[bool] = ContextVar("aside", default=False)


@dataclass(frozen=True, slots=True)
class Screen:
    """The message that a chat shows last: what Telegram gives back of it, but for its words and whose chat it
    is. Without ``buttons`` none is meant."""

    message_id: int
    at: datetime
    buttons: Mapping[str, Any] | None


class Screens:
    """What the bot has shown last, by chat."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, Screen] = OrderedDict()

    def keep(self, message: Mapping[str, Any]) -> None:
        """This is shown now, as Telegram gives it back; who was shown nothing for longest is forgotten first.
        Where one further up is changed, either may be looked at, and no button is meant."""
        chat_id, message_id = message["chat"]["id"], message["message_id"]
        at = datetime.fromtimestamp(message["date"], UTC)
        shown = Screen(message_id, at, message.get("reply_markup"))
        before = self._last.pop(chat_id, shown)
        is_further_up = message_id < before.message_id
        self._last[chat_id] = replace(before, buttons=None) if is_further_up else shown
        if len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)

    def last(self, chat_id: int) -> Screen | None:
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


def typed_tap(said: Message, shown: Screen | None, meant_by_it: str | None = None) -> TypedTap | None:
    """The tap on the only button with that word under what is shown, or with the one that is ``meant_by_it``;
    None where there is none, or another."""
    text, buttons = meant_by_it or said.text or "", _buttons(said, shown)
    reasoned = None if find_codes(text) else _REASONED.fullmatch(text.strip())
    word, code = _bare(reasoned[1] if reasoned else text), code_alone(text)
    meant = [one for one in buttons if (_is_of(one, code) if code else _is_meant(one, word))]
    return _tap(said, shown, meant or [one for one in buttons if one.text == _OTHER_LABELS.get(word)])


def only_tap(said: Message, shown: Screen | None, press: Press) -> TypedTap | None:
    """The tap on the only button of this kind under what is shown; None where there is none, or another."""
    data, buttons = re.compile(pattern(press)), _buttons(said, shown)
    return _tap(said, shown, [one for one in buttons if data.fullmatch(str(one.callback_data))])


def _buttons(said: Message, shown: Screen | None) -> list[InlineKeyboardButton]:
    """The buttons that may be meant by what was said."""
    keyboard = _keyboard(said, shown) if shown is not None and _may_mean(said, shown) else None
    return [one for row in keyboard.inline_keyboard for one in row] if keyboard else []


def _keyboard(said: Message, shown: Screen) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup.de_json(dict(shown.buttons), said.get_bot()) if shown.buttons else None


def _tap(said: Message, shown: Screen | None, meant: Sequence[InlineKeyboardButton]) -> TypedTap | None:
    if shown is None or len(meant) != 1 or said.from_user is None:
        return None
    message = Message(shown.message_id, shown.at, said.chat, reply_markup=_keyboard(said, shown))
    tap = TypedTap(str(said.message_id), said.from_user, "", message, str(meant[0].callback_data))
    for one in (message, tap):
        one.set_bot(said.get_bot())
    return tap


def _may_mean(said: Message, shown: Screen) -> bool:
    """Not what was shown only after it was said, as a notification that comes meanwhile, or the next page
    where a word is handled once more; nor, in a reply to a message, another."""
    replied_to = said.reply_to_message
    return shown.message_id < said.message_id and (
        replied_to is None or replied_to.message_id == shown.message_id
    )


def _is_meant(button: InlineKeyboardButton, word: str) -> bool:
    return button.callback_data is not None and bool(word) and _bare(button.text) == word


# What is said for a button that is called otherwise.
_OTHER_LABELS = {
    "取消": supervisors.DO_NOT_IMPORT, "算了": supervisors.DO_NOT_IMPORT, "不要": supervisors.DO_NOT_IMPORT,
    "导入": supervisors.IMPORT, "确认": supervisors.IMPORT,
    "同意": supervisors.VERIFY, "同意销号": supervisors.VERIFY,
    "不通过": supervisors.RETURN, "不同意": supervisors.RETURN, "驳回": supervisors.RETURN,
}  # fmt: skip
# With the reason, which the button asks for; with a code it may be of another than is shown.
_REASONED = re.compile(r"(退回|不通过|不同意|驳回|重新整改)[\s,，。;；:：]+.+", re.DOTALL)

# The lists that staff choose a finding, or a draft of theirs, from; everywhere else a code is asked for.
_OFFICE_LISTS = re.compile("|".join(map(pattern, (Press.POST, Press.PLACE, Press.DESK, Press.DRAFT))))


def _is_of(button: InlineKeyboardButton, code: str) -> bool:
    named = leading_code(button.text)
    is_listed = _OFFICE_LISTS.fullmatch(str(button.callback_data)) is not None
    return is_listed and named is not None and named[0] == code


def asks_which(shown: Screen | None) -> bool:
    """Whether what is shown last is a list of findings, to choose the one to post about."""
    return any(leading_code(one["text"]) for one in _with(shown, Press.POST))


def offers(shown: Screen | None, press: Press) -> bool:
    """Whether there is such a button under what is shown last."""
    return any(_with(shown, press))


def _with(shown: Screen | None, press: Press) -> Iterator[Mapping[str, Any]]:
    data = re.compile(pattern(press))
    for row in (shown.buttons or {}).get("inline_keyboard", ()) if shown else ():
        yield from (one for one in row if data.fullmatch(one.get("callback_data", "")))


def code_alone(word: str) -> str:
    """The code that is all of what was typed."""
    if len(word) > _LONGEST_LABEL:
        return ""
    named = leading_code(word)
    return (named[0] if not named[1] else "") if named else run_together(word) or ""


def _bare(label: str) -> str:
    """Its letters and digits; nothing of a mere number, which may be a code, and of what is no label."""
    if len(label) > _LONGEST_LABEL:
        return ""
    bare = "".join(filter(str.isalnum, normalise(label)))
    return "" if bare.isdecimal() else bare
