"""Who blocks the bot is left alone, and who comes back is reached again."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from db import outbox
from handlers.context import App, Context


async def note_presence(update: Update, context: Context) -> None:
    """Keeps whether notifications reach this chat."""
    change = update.my_chat_member
    if change is None:
        return
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    if gone:
        await context.db(outbox.block, change.chat.id, context.now())
    else:
        await context.db(outbox.unblock, change.chat.id)


def register(application: App) -> None:
    application.add_handler(ChatMemberHandler(note_presence, ChatMemberHandler.MY_CHAT_MEMBER))
