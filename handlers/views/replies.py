"""A reply of knowledge.asking → what is shown."""

from zoneinfo import ZoneInfo

from handlers.views import cards, overviews
from handlers.views.view import View
from knowledge.asking.answers import Answer, Choices, Overview, Reply
from knowledge.model import Record, Role


def view(reply: Reply, record: Record, role: Role, zone: ZoneInfo, asked: int | None = None) -> View:
    """``asked`` is what the question is remembered by, if it is."""
    if isinstance(reply, Answer):
        return cards.card(reply, record, zone)
    if isinstance(reply, Choices):
        return cards.choices(reply, record)
    if isinstance(reply, Overview):
        return overviews.overview(reply, record, role, asked)
    return overviews.not_found(reply, record)
