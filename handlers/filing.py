"""Filing what a citizen reports: a ticket, an addition to one, or first another channel."""

import re
from dataclasses import replace as replaced

from telegram import Update

from db import dialogs, notices, opinions, tickets
from db.dialogs import Waiting, Wanted
from db.tickets import Author, Received, Refused, Report
from handlers.context import Context
from handlers.found import found_at
from handlers.homes import newest_for, town_meant
from handlers.incoming import incoming
from handlers.showing import answer, say
from handlers.views import opinions as views
from handlers.views.texts import opinions as texts
from knowledge.progress.channels import channel_of
from knowledge.progress.files import suffix_of
from knowledge.progress.opinions import MAX_OPINION, TICKETS_A_DAY
from knowledge.record import Located

_SPOKEN = re.compile(rf"(?:我?[想要]?){texts.OPINE}[\s：:，,]+(?=\S)")


def spoken_report(text: str) -> str | None:
    """What follows 提意见 or 我要提意见, where a text begins so."""
    said = _SPOKEN.match(text)
    return text[said.end() :] if said else None


async def author_of(update: Update, context: Context, words: str = "") -> Author:
    """Who says the words, and of which town they are, where these name none."""
    who, key_of = incoming(update), context.services.key_of
    return Author(who.person_id, key_of(who.person_id), who.chat_id, await town_meant(words, update, context))


async def file_report(
    update: Update,
    context: Context,
    report: Report,
    finding: Located | None,
    by: Waiting | None = None,
    is_offered: bool = False,
) -> None:
    """Takes a report in and says its number; what belongs to another channel first, or what it ``is_offered``
    to send, is kept until its author says so. Too long a one is waited for again."""
    if len(report.text) > MAX_OPINION:
        await _ask_for_less(update, context, report.text, finding)
        return
    author = await author_of(update, context, report.text)
    record = finding.record if finding else await newest_for(context, author.town_id)
    channel = channel_of(report.text, _own_words(finding))
    hold = is_offered or channel is not None
    filed = await _received(update, context, author, report, finding, by, hold)
    new = filed.opinion.id if isinstance(filed, Received) and filed.is_new else None
    if channel is not None and new is not None:
        await answer(update, views.channel(channel, new, record))
    elif channel is not None and filed is Refused.TOO_MANY:
        await answer(update, views.elsewhere(channel, record))
    elif is_offered and new is not None:
        await answer(update, views.offered(new))
    else:
        await show_filed(update, filed)


async def _received(
    update: Update,
    context: Context,
    author: Author,
    report: Report,
    finding: Located | None,
    by: Waiting | None,
    hold: bool,
) -> Received | Refused:
    about, now = (finding.notice_id, finding.code) if finding else None, context.now()
    day = now.astimezone(context.zone).date()
    return await context.db(
        tickets.receive, update.update_id, author, _nameless(report), about, day, now, by, hold
    )


async def add_to(
    update: Update, context: Context, opinion_id: int, report: Report, by: Waiting | None = None
) -> None:
    """Adds to a ticket, and says so; of the parts of an album, once. What belongs to another channel is
    none of it, but is kept by itself until its author insists."""
    if len(report.text) > MAX_OPINION:
        await say(update, texts.TOO_LONG.format(limit=MAX_OPINION, length=len(report.text)))
        return
    known = await context.db(opinions.own, opinion_id, incoming(update).person_id)
    finding = await found_at(context, known.notice_id, known.code) if known else None
    if channel_of(report.text, _own_words(finding)) is not None:
        await file_report(update, context, report, finding, by)
        return
    added = await context.db(
        tickets.add,
        update.update_id,
        opinion_id,
        await author_of(update, context),
        _nameless(report),
        context.now(),
        by,
    )
    if isinstance(added, Refused):
        number = known.number if known else ""
        await say(update, _REFUSALS[added].format(number=number, limit=TICKETS_A_DAY))
    elif added.is_first:
        await answer(update, views.added(added.opinion))


async def say_it_is_here(update: Update, context: Context, opinion_id: int) -> None:
    """Says to who would send a ticket once more that it was received."""
    known = await context.db(opinions.own, opinion_id, incoming(update).person_id)
    if known is None:
        await say(update, texts.GONE)
    else:
        await answer(update, views.is_here(known))


async def show_filed(update: Update, filed: Received | Refused) -> None:
    """Says the number, or why there is none."""
    if isinstance(filed, Received):
        await answer(update, views.received(filed.opinion, filed.is_new))
    else:
        await say(update, _REFUSALS[filed].format(limit=TICKETS_A_DAY))


_REFUSALS = {
    Refused.TOO_MANY: texts.TOO_MANY,
    Refused.GONE: texts.GONE,
    Refused.ANSWERED: texts.ALREADY_ANSWERED,
    Refused.FULL: texts.FULL,
}


def _own_words(at: Located | None) -> str:
    return f"{at.finding.problem}\n{at.finding.rectification}" if at else ""


async def _ask_for_less(update: Update, context: Context, text: str, finding: Located | None) -> None:
    who = incoming(update)
    number = await context.db(notices.finding_number, finding.notice_id, finding.code) if finding else None
    await context.db(dialogs.wait, who.chat_id, who.person_id, Wanted.OPINION, number or 0, context.now())
    await say(update, texts.TOO_LONG.format(limit=MAX_OPINION, length=len(text)))


def _nameless(report: Report) -> Report:
    """A file's name may be a person's."""
    if report.file is None or report.file.name is None:
        return report
    name = f"{texts.FILE_NAME}{suffix_of(report.file.name)}"
    return replaced(report, file=replaced(report.file, name=name))
