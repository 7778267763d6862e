"""What stands with an answer to a message that asked more than the card says."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding
from handlers.views.html import escape
from handlers.views.keyboards import CHOICE_LENGTH, above, button
from handlers.views.pieces import whom_to_ask
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.reply import Answer, Choices, Overview, Reply
from knowledge.asking.severally import Asked
from knowledge.record import Record
from knowledge.text import shorten

_LONGEST = 30
_OFFERED = 2


def also_asked(view: View, others: Sequence[Asked], record: Record) -> View:
    """With a line on each that the card does not answer, and the way to the finding that does."""
    lines = [escape(_line(one, record)) for one in others]
    rows = [[button(shorten(label, CHOICE_LENGTH), to)] for one in others for label, to in _ways(one.reply)]
    ways = InlineKeyboardMarkup(rows) if rows else None
    return View((*view.blocks, *lines), above(ways, view.keyboard) if view.keyboard else ways, view.listed)


def without_contact(view: View, what: str, record: Record) -> View:
    """With a line, below the title, that the notice does not give somebody's phone or address."""
    line = escape(texts.NO_SUCH_CONTACT.format(what=what, way=whom_to_ask(record.notice)))
    return View((view.blocks[0], line, *view.blocks[1:]), view.keyboard, view.listed)


def _line(one: Asked, record: Record) -> str:
    question, reply = shorten(one.text, _LONGEST), one.reply
    if isinstance(reply, Answer) and reply.unstated:
        said = texts.UNSTATED[reply.unstated].format(way=whom_to_ask(record.notice))
    elif isinstance(reply, Answer):
        said = texts.ALSO_FOUND.format(code=reply.finding.code)
    elif isinstance(reply, Choices):
        said = texts.ALSO_MAYBE
    elif isinstance(reply, Overview):
        said = texts.ALSO_ALONE
    else:
        said = texts.ALSO_NOT_FOUND.format(way=whom_to_ask(record.notice))
    return texts.ALSO_ASKED.format(question=question, said=said)


def _ways(reply: Reply) -> list[tuple[str, str]]:
    """The buttons that lead to what was asked besides: labels, and what they send."""
    if isinstance(reply, Answer) and reply.unstated is None:
        placed = [(reply.finding, reply.notice_id)]
    elif isinstance(reply, Choices):
        placed = reply.placed(0)[:_OFFERED]
    else:
        placed = []
    return [
        (f"{one.code} {one.title}", on_finding(Press.CARD, notice_id, one.code)) for one, notice_id in placed
    ]
