"""The finding that a tap or a typed code means, with the record of the notice that has it."""

from telegram import Update

from db import notices, ownerships
from handlers.context import Context
from handlers.incoming import tapped
from handlers.views.callback_data import read_finding
from knowledge.model import Located, Record


async def tapped_finding(update: Update, context: Context) -> Located | None:
    """The finding of the button that was tapped; None where its notice is not in force any more."""
    wanted = read_finding(tapped(update).data or "")
    return await found_at(context, wanted.notice_id, wanted.code)


async def found_at(context: Context, notice_id: int, code: str | None) -> Located | None:
    """The finding that a notice has under a code; None without a code, or where it is not in force."""
    record = await context.record(notice_id) if code else None
    finding = record.finding(code) if record and code else None
    return Located(record, finding) if record and finding else None


async def waited_for(context: Context, finding_number: int) -> Located | None:
    """The finding that words are waited for about; None where its notice is not in force any more."""
    place = await context.db(notices.place_of, finding_number)
    return await found_at(context, *place) if place else None


async def worked_on(context: Context, unit: str) -> list[Record]:
    """The notices that a unit works on, the newest first; the newest of all where it works on none."""
    found = [await context.record(one) for one in await context.db(ownerships.notices_of, unit)]
    return [one for one in found if one] or [await context.newest()]


async def typed_finding(
    context: Context, code: str, unit: str | None = None, year: int | None = None
) -> Located | None:
    """The finding that a typed code means: where several notices have it, that of the year, if one is named,
    else that on which this unit works, if it is one, else that of the newest."""
    having = await context.db(notices.having, code, year) if code else []
    if unit is not None and len(having) > 1:
        own = await context.db(ownerships.works_on, unit, having, code)
        having = own if len(own) == 1 else having
    return await found_at(context, having[0], code) if having else None
