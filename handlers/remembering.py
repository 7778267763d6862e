"""What somebody was last shown: kept with every card, looked up for a question that leans on it."""

from datetime import datetime
from operator import attrgetter

from telegram import Message, Update

from db import talks
from db.talks import PRIVATE, Shown
from handlers.context import Context
from handlers.incoming import incoming
from knowledge.asking import talking
from knowledge.asking.reply import Reply
from knowledge.index.sources import Key
from knowledge.model import Talk


def last_shown(stored: Shown | None, update: Update, context: Context) -> Talk | None:
    """What the sender was last shown here, by what is stored or what is at hand, if that is not too long
    ago."""
    at_hand = context.services.talks.at_hand(*place_and_key(update, context), update.update_id)
    newest = max((one for one in (at_hand, stored) if one), key=attrgetter("update_id"), default=None)
    return newest.talk if newest and talking.lasts(newest.at, _when(update, context)) else None


def remember(update: Update, context: Context, reply: Reply, before: Talk | None = None) -> None:
    """Keeps what this reply shows; ``before`` is what was shown before it, if the reply leans on that."""
    talk = talking.after(reply, before)
    if talk is not None:
        _keep(talk, update, context)


def remember_list(update: Update, context: Context, listed: tuple[Key, ...]) -> None:
    """Keeps which findings a list shows, if it is one: 第二个 is the second of them."""
    if listed:
        _keep(Talk((), listed), update, context)


def change_subject(update: Update, context: Context) -> None:
    """What the sender was shown here before is talked of no more."""
    _keep(talking.NOTHING, update, context)


def _keep(talk: Talk, update: Update, context: Context) -> None:
    place, key = place_and_key(update, context)
    shown = Shown(talk, _when(update, context), update.update_id)
    context.services.talks.keep(place, key, shown)
    context.when_done(update, talks.remembered(place, key, shown))


def place_and_key(update: Update, context: Context) -> tuple[int, str]:
    """Where it is remembered, and by which key, what the sender is shown here."""
    who = incoming(update)
    return PRIVATE if who.private else who.chat_id, context.services.key_of(who.person_id)


def _when(update: Update, context: Context) -> datetime:
    """When it was said, which a replay does not change; a tap has no time of its own."""
    said = update.message
    return said.date if isinstance(said, Message) else context.now()
