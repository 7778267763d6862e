"""A reply of knowledge.asking → what is shown."""

from zoneinfo import ZoneInfo

from handlers.views import cards, overviews
from handlers.views.view import View
from knowledge.asking.answers import Answer, Choices, Overview, Reply
from knowledge.model import NOTHING_BESIDE, Beside, Record, Role


def view(reply: Reply, record: Record, role: Role, zone: ZoneInfo, beside: Beside = NOTHING_BESIDE) -> View:
    if isinstance(reply, Answer):
        return cards.card(reply, record, zone, beside)
    if isinstance(reply, Choices):
        return cards.choices(reply, record)
    if isinstance(reply, Overview):
        return overviews.overview(reply, record, role)
    return overviews.not_found(reply, record)
