"""Photos and files that are not taken: it is said at once, and they count for nothing."""

from telegram import Message, Update

from db.arrivals import Sent
from handlers.attachments import is_too_large, sent_file
from handlers.incoming import message_of
from handlers.showing import say
from handlers.views.texts import staff as texts
from knowledge.progress.files import Unfit, may_be_kept


async def taken_file(update: Update) -> Sent | None:
    """The photo or file of a message; of one that is not taken it is said why."""
    message = message_of(update)
    if has_film(message):
        await say(update, texts.FILE_REFUSED.format(name=texts.A_FILM, why=texts.UNFIT[Unfit.KIND]))
        return None
    sent = sent_file(message)
    if sent is None or (why := _why_unfit(message)) is None:
        return sent
    name = texts.A_FILE.format(name=sent.name) if sent.name else texts.A_PHOTO
    await say(update, texts.FILE_REFUSED.format(name=name, why=texts.UNFIT[why]))
    return None


def has_film(message: Message) -> bool:
    """Whether a message is a film, which is no evidence that is kept."""
    return bool(message.video or message.video_note or message.animation)


def _why_unfit(message: Message) -> Unfit | None:
    """What can be told without the contents, which are looked at when they were fetched."""
    if is_too_large(message):
        return Unfit.TOO_LARGE
    name = message.document.file_name if message.document else None
    return None if may_be_kept(name or "") else Unfit.KIND
