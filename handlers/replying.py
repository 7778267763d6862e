"""What a reply looks like where it was asked for: whole in a private chat, short in a group."""

from telegram import Update

from handlers.besides import beside
from handlers.context import Context
from handlers.incoming import incoming
from handlers.views import cards, replies
from handlers.views.stops import Stop
from handlers.views.view import View
from knowledge.asking.answers import Answer, Reply
from knowledge.codes import payload
from knowledge.model import Record, Role


async def reply_view(
    reply: Reply,
    record: Record,
    update: Update,
    context: Context,
    role: Role = Role.CITIZEN,
    asked: int | None = None,
) -> View:
    """``asked`` is what the question is remembered by, if it is."""
    if isinstance(reply, Answer):
        return await card_view(reply, record, update, context)
    return replies.view(reply, record, role, context.zone, asked)


async def card_view(
    found: Answer, record: Record, update: Update, context: Context, back: Stop | None = None
) -> View:
    if incoming(update).private:
        return cards.card(found, record, context.zone, await beside(update, context, found, record), back)
    link = f"{context.bot.link}?start={payload(found.finding.code)}"
    return cards.short(found, record, context.zone, link, back)
