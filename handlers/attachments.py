"""The photo or file that comes with a message: what it is, and its bytes."""

import logging

from telegram import Document, Message, Update
from telegram.error import TelegramError

from db.arrivals import Sent
from db.evidence import Kind
from knowledge.progress.files import MAX_BYTES

log = logging.getLogger(__name__)


def attached(update: Update) -> Document:
    """The file that a handler of files answers to."""
    if update.message is None or update.message.document is None:
        raise ValueError("no file reached a handler of files")
    return update.message.document


def sent_file(message: Message) -> Sent | None:
    """The photo or file of a message, as evidence; of a photo, the largest size."""
    if message.photo:
        file_id, kind, name = message.photo[-1].file_id, Kind.PHOTO, None
    elif message.document:
        file_id, kind, name = message.document.file_id, Kind.FILE, message.document.file_name
    else:
        return None
    return Sent(message.message_id, kind, file_id, name, message.media_group_id)


def is_too_large(message: Message) -> bool:
    """Whether the file of a message is more than a bot may fetch."""
    return message.document is not None and (message.document.file_size or 0) > MAX_BYTES


async def fetched(document: Document) -> bytes | None:
    """The bytes of a file; None where Telegram does not give them."""
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as failure:
        log.warning("a file could not be fetched: %s", type(failure).__name__)
        return None
