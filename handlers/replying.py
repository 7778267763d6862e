"""What a reply looks like where it was asked for: whole in a private chat, short in a group."""

from telegram import Update

from handlers.besides import beside
from handlers.context import Context
from handlers.incoming import incoming
from handlers.remembering import remember
from handlers.views import cards, replies
from handlers.views.stops import Kind, Stop
from handlers.views.view import View
from knowledge.asking.answers import Answer, Reply
from knowledge.codes import payload
from knowledge.model import Record, Role, Talk


async def reply_view(
    reply: Reply,
    record: Record,
    update: Update,
    context: Context,
    role: Role = Role.CITIZEN,
    asked: int | None = None,
    talk: Talk | None = None,
) -> View:
    """``asked`` is what the question is remembered by, if it is, ``talk`` what was shown before, if that was
    looked at. What the view shows is remembered."""
    if isinstance(reply, Answer):
        return await card_view(reply, record, update, context, talk=talk)
    remember(update, context, reply, talk)
    return replies.view(reply, record, role, context.zone, asked)


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
    link = f"{context.bot.link}?start={payload(found.finding.code)}"
    return cards.short(found, record, context.zone, link, back)


def _listed(found: Answer, back: Stop | None) -> Talk | None:
    """The choices that the way back leads to."""
    if back is None or back.kind is not Kind.CHOICES:
        return None
    return Talk(tuple((found.notice_id, code) for code in back.keys))
