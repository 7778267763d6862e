"""The JSON of Telegram's objects, as far as the in-process Bot API has them."""

import re
from dataclasses import dataclass
from typing import Any

BOT_ID, BOT_NAME = 1, "zhenggai_bot"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who writes to the bot, or a group they write in."""

    id: int
    name: str


def me() -> Json:
    return {
        "id": BOT_ID,
        "is_bot": True,
        "first_name": "整改通",
        "username": BOT_NAME,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def user(who: Account) -> Json:
    return {"id": who.id, "is_bot": False, "first_name": who.name, "language_code": "zh-hans"}


def private(who: Account) -> Json:
    return {"id": who.id, "type": "private", "first_name": who.name}


def photo_size(file_id: str, side: int) -> Json:
    return {"file_id": file_id, "file_unique_id": file_id, "width": side, "height": side}


def command_entity(text: str) -> Json:
    """Telegram marks /commands for bots."""
    if not (match := re.match(r"/[A-Za-z0-9_]+(?:@\w+)?", text)):
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": match.end()}]}
