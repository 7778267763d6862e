"""What stands on a card beside the record."""

from telegram import Update

from db import follows, verdicts
from handlers.context import Context
from handlers.incoming import incoming
from knowledge.asking.reply import Answer, Reply
from knowledge.model import NOTHING_BESIDE, Beside, Record, Verdicts


async def beside(update: Update, context: Context, reply: Reply, record: Record) -> Beside:
    """Looked up for a reply that is a card; in a group, nothing of the one person who asked."""
    if not isinstance(reply, Answer):
        return NOTHING_BESIDE
    who, finding = incoming(update), reply.finding
    of_finding = record.notice_id, finding.code
    is_followed = who.private and await context.db(follows.does_follow, who.person_id, *of_finding)
    is_claimed = record.present_status(finding).claims_completion
    said = await context.db(verdicts.count, *of_finding) if is_claimed else Verdicts()
    return Beside(is_followed, said)
