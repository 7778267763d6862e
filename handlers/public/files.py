"""The photos and files of a finding's progress, as an album."""

from functools import partial

from telegram import InputMediaDocument, InputMediaPhoto, Update

from db import evidence
from db.evidence import Kept, Kind
from handlers.context import App, Context
from handlers.incoming import Tapped, tapped_finding
from handlers.showing import end_tap, show_album
from handlers.views.callback_data import Press
from handlers.views.texts import public as texts
from knowledge.progress.files import suffix_of
from knowledge.progress.rules import MAX_FILES


async def show_files(update: Update, context: Context) -> None:
    """Sends the newest photos as one album, and the files as another."""
    finding = tapped_finding(update, (await context.index()).record)
    kept = await context.db(evidence.of_finding, finding.code, MAX_FILES) if finding else []
    shown = [(one, data) for one in kept if (data := await _bytes(context, one)) is not None]
    if finding is None or not shown:
        await end_tap(update, texts.NO_FILES if finding else texts.STALE_BUTTON)
        return
    caption = texts.ALBUM.format(code=finding.code, title=finding.title)
    for kind in Kind:  # Telegram takes no album of both
        album = [_media(n, one, data) for n, (one, data) in enumerate(shown, start=1) if one.kind is kind]
        if album:
            await show_album(update, album, caption)
    await end_tap(update)


def _media(number: int, one: Kept, data: bytes) -> InputMediaPhoto | InputMediaDocument:
    if one.kind is Kind.PHOTO:
        return InputMediaPhoto(data)
    # Under a name of ours: theirs may name a person.
    return InputMediaDocument(data, filename=f"{number}{suffix_of(one.name)}")


async def _bytes(context: Context, one: Kept) -> bytes | None:
    return await context.in_thread(partial(context.services.vault.get, one.sha256))


def register(application: App) -> None:
    application.add_handler(Tapped(Press.FILES, show_files))
