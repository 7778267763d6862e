"""An update as Telegram delivers it, as python-telegram-bot has it, and as it is stored."""

import json
from typing import Any

from telegram import Bot, Update
from telegram.constants import UpdateType

from bot.shapes import Json
from db.inbox import Arrival

# Of an update or a chat: beyond it the database refuses a row, and all that were to be stored with it.
LARGEST_ID = 2**63 - 1
# What python-telegram-bot raises for shapes it does not know.
_UNPARSEABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError)


def update_of(raw: Json, bot: Bot | None) -> Update:
    """Telegram's object, without the character NUL: nobody can read it, and PostgreSQL's text cannot hold it.
    Raises one of python-telegram-bot's many errors for a shape that it does not know."""
    return Update.de_json(_without_nul(raw), bot)


def readable(raw: Json, bot: Bot | None) -> Update | None:
    """None for a shape that python-telegram-bot does not know, for half a surrogate pair, which can be
    neither stored as text nor sent, and for a chat whose number no database holds."""
    try:
        json.dumps(raw, ensure_ascii=False).encode()
        update = update_of(raw, bot)
        return update if abs(chat_of(update)) <= LARGEST_ID else None
    except _UNPARSEABLE:
        return None


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {name: _without_nul(one) for name, one in value.items()}
    return [_without_nul(one) for one in value] if isinstance(value, list) else value


def chat_of(update: Update) -> int:
    """The chat whose order an update keeps; what is typed inline comes from none, and keeps that of its
    person's private chat. 0 for all else that comes from no chat."""
    if update.inline_query is not None:
        return update.inline_query.from_user.id
    return update.effective_chat.id if update.effective_chat else 0


def kind_of(update: Update | None) -> str:
    """The field of Telegram's that an update consists of."""
    if update is None:
        return "unreadable"
    return next((kind for kind in UpdateType if getattr(update, kind, None) is not None), "other")


def arrival_of(raw: Json, update: Update | None) -> Arrival:
    """The row of what came; of a shape that cannot be read, without its chat."""
    update_id, body = int(raw["update_id"]), json.dumps(raw)
    if update is None:
        return Arrival(update_id, 0, body, readable=False)
    return Arrival(update_id, chat_of(update), body, speaks=update.effective_message is not None)
