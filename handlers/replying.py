"""What a reply looks like where it was asked for: whole in a private chat, short in a group."""

from telegram import Update

from handlers.besides import beside
from handlers.context import Context
from handlers.incoming import incoming
from handlers.remembering import remember, remember_list
from handlers.views import cards, replies
from handlers.views.naming import apart
from handlers.views.stops import Kind, Stop
from handlers.views.view import View
from knowledge.asking.reply import Answer, Choices, Reply
from knowledge.links import Link, To
from knowledge.model import NoticeName, Role, Talk
from knowledge.record import Record


async def reply_view(
    reply: Reply,
    update: Update,
    context: Context,
    role: Role = Role.CITIZEN,
    asked: int | None = None,
    talk: Talk | None = None,
) -> View:
    """With the record of the reply's own notice. ``asked`` is what the question is remembered by, if it is,
    ``talk`` what was shown before, if that was looked at. What the view shows is remembered."""
    record = await record_of(reply, context)
    if isinstance(reply, Answer):
        return await card_view(reply, record, update, context, talk=talk)
    remember(update, context, reply, talk)
    view = replies.view(reply, record, role, context.zone, asked, await names_of(reply, context))
    remember_list(update, context, view.listed)
    return view


async def record_of(reply: Reply, context: Context) -> Record:
    """The record that a reply is shown with: of its notice, of choices that of the first; of the newest
    where a notice has just been withdrawn."""
    notice_id = next(iter(reply.notice_ids), 0) if isinstance(reply, Choices) else reply.notice_id
    return (await context.record(notice_id) if notice_id else None) or await context.newest()


async def names_of(reply: Reply, context: Context) -> dict[int, NoticeName]:
    """What the notices are called that there is a choice from, where they are several."""
    ids = {*reply.notice_ids} if isinstance(reply, Choices) else set[int]()
    return apart((await context.index()).notices.named(ids).values()) if len(ids) > 1 else {}


async def card_view(
    found: Answer,
    record: Record,
    update: Update,
    context: Context,
    back: Stop | None = None,
    talk: Talk | None = None,
) -> View:
    """``back`` is the list that the card was chosen from; what is shown is remembered, together with the
    choices it was one of."""
    remember(update, context, found, talk or _listed(found, back))
    if incoming(update).private:
        return cards.card(found, record, context.zone, await beside(update, context, found, record), back)
    return cards.short(found, record, context.zone, link_to(found.finding.code, record, context), back)


def link_to(code: str, record: Record, context: Context) -> str:
    """To the whole card, in the private chat."""
    notice_id = record.notice_id if record.is_one_of_several else None
    return f"{context.bot.link}?start={Link(To.FINDING, code, notice_id).payload}"


def _listed(found: Answer, back: Stop | None) -> Talk | None:
    """The choices that the way back leads to."""
    if back is None or back.kind is not Kind.CHOICES:
        return None
    return Talk(tuple(back.places(found.notice_id)))
