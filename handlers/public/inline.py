"""Inline: somebody types after the bot's name in any chat, and sends the card they choose.

Nothing of it is kept: what is typed is not yet said, and whoever it is said to is nobody the bot knows.
"""

from collections.abc import Iterable
from itertools import chain

from telegram import InlineQueryResultArticle, Update
from telegram.ext import InlineQueryHandler

from handlers.context import App, Context
from handlers.incoming import typed_inline
from handlers.records import NoNotice
from handlers.replying import link_to, names_of, record_of
from handlers.showing import offer
from handlers.views import inline, replies
from knowledge.asking import answers, searching
from knowledge.asking.alone import alone
from knowledge.asking.reply import Answer, Choices, Miss, NotFound, Overview, Reply
from knowledge.index.sources import Key
from knowledge.links import Link, To
from knowledge.model import Intent, Role
from knowledge.record import Record


async def suggest(update: Update, context: Context) -> None:
    """Offers the card that answers what was typed so far, and those that come next to it."""
    try:
        found = await _found(typed_inline(update).query, context)
    except NoNotice:
        found = []
    await offer(update, found)


async def _found(typed: str, context: Context) -> list[InlineQueryResultArticle]:
    index = await context.index()
    reply = answers.answer(typed, index)
    if _asks_nothing(reply):
        return await _newest(context)
    if isinstance(reply, Answer | Choices):
        return await _cards(chain(_of(reply), searching.ranked(typed, index)), context, inline.MOST)
    record = await record_of(reply, context)
    names = await names_of(reply, context)
    view, link = replies.view(reply, record, Role.CITIZEN, context.zone, names=names), _link(record, context)
    if isinstance(reply, NotFound):
        return [inline.nothing(view, record, link)]
    ranked = await _cards(searching.ranked(typed, index), context, inline.MOST - 1)
    return [inline.told(view, record, link), *ranked]


def _asks_nothing(reply: Reply) -> bool:
    """Nothing typed yet, or a greeting."""
    if isinstance(reply, NotFound):
        return reply.miss in (Miss.EMPTY, Miss.NO_QUESTION)
    return isinstance(reply, Overview) and (reply.intent is Intent.HELP or reply.manner is not None)


async def _newest(context: Context) -> list[InlineQueryResultArticle]:
    """Where the newest notice stands, and what of it is open still."""
    record = await context.newest()
    still_open = (alone(one, record.notice_id) for one in record.notice.findings if record.is_open(one))
    return [
        inline.standing(record, _link(record, context)),
        *await _cards(still_open, context, inline.MOST - 1),
    ]


def _of(reply: Answer | Choices) -> list[Answer]:
    if isinstance(reply, Answer):
        return [reply]
    return [alone(*place) for place in reply.placed(0)]


async def _cards(found: Iterable[Answer], context: Context, most: int) -> list[InlineQueryResultArticle]:
    """So many at most, each finding once; of a notice withdrawn just now, none."""
    each: dict[Key, Answer] = {}
    for one in found:
        each.setdefault((one.notice_id, one.finding.code), one)
        if len(each) == most:
            break
    records = await context.in_brief([*each])
    return [
        inline.card(one, record, context.zone, link_to(code, record, context))
        for (notice_id, code), one in each.items()
        if (record := records.get(notice_id))
    ]


def _link(record: Record, context: Context) -> str:
    return f"{context.bot.link}?start={Link(To.NOTICE, None, record.notice_id).payload}"


def register(application: App) -> None:
    application.add_handler(InlineQueryHandler(suggest))
