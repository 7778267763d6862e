"""Showing a view: as an answer to a message, or in place of the message whose button was tapped."""

from telegram import InlineKeyboardMarkup, Message, Update

from handlers.incoming import tapped
from handlers.views.html import plain
from handlers.views.view import View


async def answer(update: Update, view: View) -> None:
    """Sends the view; nearly always one message, the keyboard under the last."""
    if update.effective_message is None:
        return
    await _send(update.effective_message, view.messages, view.keyboard)


async def replace(update: Update, view: View) -> None:
    """Shows the view in place of the message tapped; one too old to be changed gets a new one below."""
    query = tapped(update)
    message = query.message
    if not isinstance(message, Message):
        if message is not None:
            await query.get_bot().send_message(message.chat.id, view.messages[0], reply_markup=view.keyboard)
        return
    first, *rest = view.messages
    if not _shows(message, first):
        await message.edit_text(first, reply_markup=None if rest else view.keyboard)
    await _send(message, rest, view.keyboard)


def _shows(message: Message, text: str) -> bool:
    """Telegram refuses an edit that changes nothing, as a button tapped twice would ask for."""
    bare = plain(text.replace("<blockquote>", "").replace("</blockquote>", ""))
    return (message.text or "").split() == bare.split()


async def _send(
    beside: Message, texts: list[str] | tuple[str, ...], keyboard: InlineKeyboardMarkup | None
) -> None:
    for text in texts:
        await beside.reply_text(text, reply_markup=keyboard if text is texts[-1] else None)
