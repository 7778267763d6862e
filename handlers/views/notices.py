"""Notices, as an admin sees them: which there are, and one that was sent as a file."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.views import admin_keys, load_report
from handlers.views.html import escape
from handlers.views.pieces import local_date
from handlers.views.texts import admin as texts
from handlers.views.texts import public
from handlers.views.view import View
from knowledge.model import Outlook, StoredNotice
from knowledge.reading.formats import Reason
from knowledge.reading.parser import Reading
from knowledge.record import Record
from knowledge.text import shorten

_ROWS_A_BLOCK = 10
_LONGEST_NAME = 60


def offer(reading: Reading, record: Record | None, outlook: Outlook, offer_id: int, today: date) -> View:
    """What was understood, doubts first, what becomes of the notices in force, and the two buttons;
    ``record`` is that of the notice that it is to be compared with."""
    rows = load_report.table(reading.notice)
    parts = [
        load_report.head(reading, today),
        *(rows[i : i + _ROWS_A_BLOCK] for i in range(0, len(rows), _ROWS_A_BLOCK)),
        load_report.rest(reading),
        load_report.difference(record, reading.notice, outlook),
        load_report.beside(outlook.others),
        [texts.TAKE_OR_LEAVE],
    ]
    blocks = (escape("\n".join(part)) for part in parts)
    return View(tuple(block for block in blocks if block), admin_keys.offer(offer_id))


def unreadable(name: str, reason: Reason) -> View:
    """Why the file of this name is not a notice, and what to do."""
    file = shorten(name or texts.NAMELESS, _LONGEST_NAME)
    return View((escape(texts.FILE_IS.format(path=file, problem=texts.UNREADABLE[reason])),))


def no_notice(town: str | None) -> str:
    """What is said where no notice is in force, or none of a town."""
    return public.NO_NOTICE_OF_TOWN.format(town=town) if town else public.NO_NOTICE


def all_notices(stored: Sequence[StoredNotice], zone: ZoneInfo) -> View:
    """A line for each, and how to have another."""
    lines = (
        texts.NOTICE.format(
            mark=texts.IN_FORCE if one.in_force else texts.NOT_IN_FORCE,
            loaded=local_date(one.loaded_at, zone), count=one.findings, title=one.title, id=one.id,
            issued=one.issued_on or texts.UNDATED,
        )
        for one in stored
    )  # fmt: skip
    return View((escape("\n".join(lines) or texts.NO_NOTICES), texts.HOW_TO_SEND))
