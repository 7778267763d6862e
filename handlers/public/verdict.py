"""已解决 and 仍未解决: what people say of a finding that is claimed to be done."""

from functools import partial

from telegram import Update

from db import verdicts
from db.verdicts import Outcome
from handlers.context import App, Context
from handlers.found import tapped_finding
from handlers.incoming import Tapped, incoming
from handlers.showing import end_tap
from handlers.views.callback_data import Press
from handlers.views.texts import public as texts


async def say(resolved: bool, update: Update, context: Context) -> None:
    """Keeps the verdict under a key that does not say whose it is; the last word of each person counts."""
    found = await tapped_finding(update, context)
    if found is None:
        await end_tap(update, texts.STALE_BUTTON)
    elif not found.record.present_status(found.finding).claims_completion:
        await end_tap(update, texts.NOTHING_CLAIMED.format(code=found.code))
    else:
        key = context.services.key_of(incoming(update).person_id)
        said = await context.db(verdicts.say, found.notice_id, found.code, key, resolved, context.now())
        await end_tap(update, _NOTES[said][resolved].format(code=found.code))


_NOTES = {Outcome.SAID: texts.VERDICT_SAID, Outcome.ALREADY: texts.VERDICT_ALREADY}


def register(application: App) -> None:
    application.add_handler(Tapped(Press.RESOLVED, partial(say, True)))
    application.add_handler(Tapped(Press.UNRESOLVED, partial(say, False)))
