"""The photos and files of a finding's progress."""

from telegram import Update

from handlers.albums import send_evidence
from handlers.context import App, Context
from handlers.found import tapped_finding
from handlers.incoming import Tapped
from handlers.showing import end_tap
from handlers.views.callback_data import Press
from handlers.views.texts import public as texts


async def show_files(update: Update, context: Context) -> None:
    """Sends them below the message tapped."""
    found = await tapped_finding(update, context)
    if found is None:
        await end_tap(update, texts.STALE_BUTTON)
    elif not await send_evidence(update, context, found):
        await end_tap(update, texts.NO_FILES)
    else:
        await end_tap(update)


def register(application: App) -> None:
    application.add_handler(Tapped(Press.FILES, show_files))
