"""A reply of knowledge.asking → what is shown."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.views import cards, overviews
from handlers.views.view import View
from knowledge.asking.reply import Answer, Choices, Overview, Reply
from knowledge.model import NoticeName, Role
from knowledge.record import Record


def view(
    reply: Reply,
    record: Record,
    role: Role,
    zone: ZoneInfo,
    asked: int | None = None,
    names: Mapping[int, NoticeName] = cards.NO_NAMES,
) -> View:
    """``record`` is that of the reply's notice, ``asked`` what the question is remembered by, if it is, and
    ``names`` are those of the notices that there is a choice from, where they are several."""
    if isinstance(reply, Answer):
        return cards.card(reply, record, zone)
    if isinstance(reply, Choices):
        return cards.choices(reply, record, names)
    if isinstance(reply, Overview):
        return overviews.overview(reply, record, role, asked)
    return overviews.not_found(reply, record)
