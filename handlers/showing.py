"""Showing a view: as an answer to a message, or in place of the message whose button was tapped."""

import logging
from collections.abc import Sequence

from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    Update,
)
from telegram.error import BadRequest

from handlers.incoming import tapped, typed_inline
from handlers.screens import aside, is_typed
from handlers.views.html import escape, plain
from handlers.views.view import View

log = logging.getLogger(__name__)

# In seconds, and for everybody: so long may Telegram answer the same words by itself. A status may be newer.
_SAME_ANSWER = 30


async def answer(update: Update, view: View) -> Message | None:
    """Sends the view; nearly always one message, the keyboard under the last, which is given back."""
    sent, message = None, update.effective_message
    if message is None:
        return None
    for text in view.messages:
        keyboard = view.keyboard if text is view.messages[-1] else None
        sent = await message.reply_text(text, reply_markup=keyboard)
    return sent


async def say(update: Update, text: str) -> None:
    """Sends one sentence of the bot's own."""
    await answer(update, View((escape(text),)))


async def say_aside(update: Update, text: str) -> None:
    """The same beside what is shown, whose buttons stay meant by their words."""
    token = aside.set(True)
    try:
        await say(update, text)
    finally:
        aside.reset(token)


async def replace(update: Update, view: View) -> None:
    """Shows the view in place of the message tapped, and ends the tap; for a message that is gone or
    too old to be changed, and for a word that was typed, a new one is sent. A view that is there already is
    left alone."""
    message = tapped(update).message
    if is_typed(update) or not isinstance(message, Message):
        await _send_below(update, view, view.messages)
    elif not _shows(message, view.messages[0]):
        begun = await _edited(message, view)
        await _send_below(update, view, view.messages[1:] if begun else view.messages)
    await end_tap(update)


async def change_buttons(update: Update, keyboard: InlineKeyboardMarkup) -> None:
    """Puts other buttons under the message tapped, whose words stay; one that is gone is left alone."""
    message = tapped(update).message
    if isinstance(message, Message) and message.reply_markup != keyboard:
        try:
            await message.edit_reply_markup(keyboard)
        except BadRequest as refusal:
            log.info("buttons could not be changed: %s", refusal.message)


async def show_album(
    update: Update, album: Sequence[InputMediaPhoto | InputMediaDocument], caption: str
) -> None:
    """Sends photos, or files, together; Telegram takes two to ten."""
    if (chat := update.effective_chat) is None:
        return
    if len(album) > 1:
        await chat.send_media_group(album, caption=caption, parse_mode=None)
    elif isinstance(only := album[0], InputMediaPhoto):
        await chat.send_photo(only.media, caption, parse_mode=None)
    else:
        await chat.send_document(only.media, caption, parse_mode=None)


async def show_picture(update: Update, png: bytes, caption: str) -> None:
    """Sends a picture below."""
    if (chat := update.effective_chat) is not None:
        await chat.send_photo(png, caption, parse_mode=None)


async def show_place(update: Update, latitude: float, longitude: float) -> None:
    """Sends a place on the map."""
    if (chat := update.effective_chat) is not None:
        await chat.send_location(latitude, longitude)


async def answer_with_file(
    update: Update, name: str, data: bytes, caption: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Sends a file."""
    if (message := update.effective_message) is not None:
        await message.reply_document(data, caption, filename=name, parse_mode=None, reply_markup=keyboard)


async def end_tap(update: Update, note: str | None = None) -> None:
    """Takes the waiting sign off the button, with a note to be closed where there is something to say."""
    try:
        await tapped(update).answer(note, show_alert=note is not None)
    except BadRequest:
        log.info("the tap in update %s is too old to be answered", update.update_id)


async def say_or_end(update: Update, text: str) -> None:
    """One sentence: to a message below it, to a tap as a note that ends it."""
    if update.callback_query is not None:
        await end_tap(update, text)
    else:
        await say(update, text)


async def offer(update: Update, found: Sequence[InlineQueryResultArticle]) -> None:
    """Offers what somebody may send in answer to what they type; who types on does not wait for it."""
    try:
        await typed_inline(update).answer(found, cache_time=_SAME_ANSWER, is_personal=False)
    except BadRequest as refusal:
        if "too old" not in refusal.message.lower():
            raise
        log.info("the inline query in update %s is too old to be answered", update.update_id)


def _shows(message: Message, text: str) -> bool:
    """Telegram refuses an edit that changes nothing, as a button tapped twice would ask for."""
    bare = plain(text.replace("<blockquote>", "").replace("</blockquote>", ""))
    return (message.text or "").split() == bare.split()


def is_there_already(refusal: BadRequest) -> bool:
    """Whether an edit was refused because it would change nothing, as that of a replayed tap."""
    return "not modified" in refusal.message.lower()  # Telegram has no other sign for it


async def _edited(message: Message, view: View) -> bool:
    """Whether the message could be made to show the view's beginning."""
    keyboard = view.keyboard if len(view.messages) == 1 else None
    try:
        await message.edit_text(view.messages[0], reply_markup=keyboard)
    except BadRequest as refusal:
        if is_there_already(refusal):
            return True
        log.info("a message could not be changed: %s", refusal.message)
        return False
    return True


async def _send_below(update: Update, view: View, texts: Sequence[str]) -> None:
    if (chat := update.effective_chat) is None:
        return
    for text in texts:
        await chat.send_message(text, reply_markup=view.keyboard if text is texts[-1] else None)
