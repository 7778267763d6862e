"""What is looked up about a text, once, and is at hand for all that answer it."""

from telegram import Update

from db import lookups
from db.lookups import Found, Sent
from handlers.context import Context
from handlers.incoming import incoming
from handlers.remembering import place_and_key


async def look_up(update: Update, context: Context) -> Found:
    """What the database knows about a text, where it came from, and who sent it."""
    if context.looked_up is None:
        who, (place, key) = incoming(update), place_and_key(update, context)
        text = Sent(update.update_id, who.chat_id, who.person_id, key, place)
        context.looked_up = await context.db(lookups.of_text, text, context.now())
    return context.looked_up
