"""What the author of a progress update sees on the way to its publication."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.views import keyboards
from handlers.views.cards import headline, local_date
from handlers.views.html import escape, quote
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Draft, Finding, Record, Status


def preview(draft: Draft, record: Record, finding: Finding, now: datetime, zone: ZoneInfo) -> View:
    """The update as citizens will see it, and what it does to the status."""
    label = public.LATEST_UPDATE.format(date=local_date(now, zone), unit=draft.unit)
    blocks = [texts.PREVIEW, headline(finding), f"{escape(label)}\n{quote(draft.text)}"]
    if draft.status is not Status.NOT_STATED:
        blocks.append(texts.PREVIEW_STATUS.format(status=public.STATUS[draft.status]))
    else:
        now_shown = record.present_status(finding).status
        blocks.append(texts.PREVIEW_NO_STATUS.format(status=public.STATUS[now_shown]))
    return View(tuple(blocks), keyboards.preview(draft.id))
