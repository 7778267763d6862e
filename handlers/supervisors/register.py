"""The register on request."""

from functools import partial

from telegram import Update

from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.incoming import Said, Tapped
from handlers.showing import answer_with_file, end_tap
from handlers.views.callback_data import Press
from handlers.views.register import register as register_of
from handlers.views.texts import commands
from handlers.views.texts import supervisors as texts
from knowledge.model import Person
from knowledge.progress.permissions import Action


@only_who_may(Action.READ_DIGEST, refusal=texts.REGISTER_NOT_ALLOWED)
async def send_register(update: Update, context: Context, person: Person) -> None:
    """Sends the register as an Excel file."""
    record = (await context.index()).record
    data = await context.in_thread(partial(register_of, record, context.zone))
    day = context.today()
    name = texts.REGISTER_NAME.format(day=day)
    caption = texts.REGISTER_CAPTION.format(count=len(record.notice.findings), day=day)
    await answer_with_file(update, name, data, caption)


async def tap_register(update: Update, context: Context) -> None:
    """The same, below a digest."""
    await send_register(update, context)
    await end_tap(update)


def register(application: App) -> None:
    application.add_handler(Said(commands.REGISTER, send_register))
    application.add_handler(Tapped(Press.REGISTER, tap_register))
