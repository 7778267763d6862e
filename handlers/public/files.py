"""The photos and files of a finding's progress."""

from telegram import Update

from handlers.albums import send_evidence
from handlers.context import App, Context
from handlers.incoming import Tapped, tapped_finding
from handlers.showing import end_tap
from handlers.views.callback_data import Press
from handlers.views.texts import public as texts


async def show_files(update: Update, context: Context) -> None:
    """Sends them below the message tapped."""
    finding = tapped_finding(update, (await context.index()).record)
    if finding is None:
        await end_tap(update, texts.STALE_BUTTON)
    elif not await send_evidence(update, context, finding):
        await end_tap(update, texts.NO_FILES)
    else:
        await end_tap(update)


def register(application: App) -> None:
    application.add_handler(Tapped(Press.FILES, show_files))
