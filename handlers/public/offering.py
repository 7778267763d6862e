"""What is told right after it was asked how to tell something: it is offered to send that as an opinion."""

from telegram import Update

from db.dialogs import Waiting, Wanted
from db.tickets import Report
from handlers.awaiting import stop_waiting, takes
from handlers.context import App, Context
from handlers.filing import file_report
from handlers.incoming import incoming
from knowledge.asking.manner import read_manner
from knowledge.progress.opinions import goes_on
from knowledge.text import normalise


async def take_told(update: Update, context: Context, waiting: Waiting) -> bool:
    """Keeps what tells of something, and asks nothing, until its author says that it is to be sent; all else
    goes on its way."""
    text = incoming(update).text
    if not goes_on(text) or read_manner(normalise(text)) is not None:
        await stop_waiting(update, context)
        return False
    await file_report(update, context, Report(text), None, waiting, is_offered=True)
    return True


def register(application: App) -> None:
    takes(application, Wanted.OFFERED, take_told)
