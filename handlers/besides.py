"""What stands on a card beside the record."""

from functools import partial

from telegram import Update

from db import follows
from handlers.context import Context
from handlers.incoming import incoming
from knowledge.asking.reply import Answer, Reply
from knowledge.model import NOTHING_BESIDE, Beside, Verdicts
from knowledge.record import Record


async def beside(update: Update, context: Context, reply: Reply, record: Record) -> Beside:
    """Looked up for a reply that is a card; in a group, nothing of the one person who asked."""
    if not isinstance(reply, Answer):
        return NOTHING_BESIDE
    who, finding = incoming(update), reply.finding
    of_finding = record.notice_id, finding.code
    is_followed = who.private and await _does_follow(who.person_id, of_finding, context)
    is_claimed = record.present_status(finding).claims_completion
    return Beside(is_followed, await _said_of(of_finding, context) if is_claimed else Verdicts())


async def _does_follow(person_id: int, of_finding: tuple[int, str], context: Context) -> bool:
    if context.looked_up is not None:
        return of_finding in context.looked_up.followed
    return await context.db(follows.does_follow, person_id, *of_finding)


async def _said_of(of_finding: tuple[int, str], context: Context) -> Verdicts:
    tallies = context.services.tallies
    if (at_hand := tallies.at_hand(*of_finding)) is not None:
        return at_hand
    return await context.in_thread(partial(tallies.get, *of_finding))
