"""Photos and files as albums: those of a finding's progress, those of an opinion."""

from collections.abc import Sequence
from functools import partial

from telegram import InputMediaDocument, InputMediaPhoto, Update

from db import evidence
from db.evidence import Kept, Kind
from handlers.context import Context
from handlers.showing import show_album
from handlers.views.naming import code_in
from handlers.views.texts import public as texts
from knowledge.progress.files import suffix_of
from knowledge.progress.rules import MAX_FILES
from knowledge.record import Located


async def send_evidence(update: Update, context: Context, at: Located) -> bool:
    """Sends the newest photos and files of a finding; says whether there are any."""
    kept = await context.db(evidence.of_finding, at.notice_id, at.code, MAX_FILES)
    caption = texts.ALBUM.format(code=code_in(at.record, at.code), title=at.finding.title)
    return await send_albums(update, context, kept, caption)


async def send_albums(update: Update, context: Context, kept: Sequence[Kept], caption: str) -> bool:
    """Sends photos as one album, and files as another; says whether there are any."""
    shown = [(one, data) for one in kept if (data := await _bytes(context, one)) is not None]
    for kind in Kind:  # Telegram takes no album of both
        album = [_media(n, one, data) for n, (one, data) in enumerate(shown, start=1) if one.kind is kind]
        if album:
            await show_album(update, album, caption)
    return bool(shown)


def _media(number: int, one: Kept, data: bytes) -> InputMediaPhoto | InputMediaDocument:
    if one.kind is Kind.PHOTO:
        return InputMediaPhoto(data)
    # Under a name of ours: theirs may name a person.
    return InputMediaDocument(data, filename=f"{number}{suffix_of(one.name)}")


async def _bytes(context: Context, one: Kept) -> bytes | None:
    return await context.in_thread(partial(context.services.vault.get, one.sha256))
