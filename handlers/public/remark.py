"""Whether an answer helped: asked once, below it; what was off the point is shown to staff."""

from telegram import Update

from db import questions
from handlers.context import App, Context
from handlers.found import found_at, typed_finding
from handlers.homes import home_of
from handlers.incoming import Tapped, buttons_of, incoming, notice_on, pressed
from handlers.replying import names_of
from handlers.showing import change_buttons, end_tap, replace
from handlers.views import card_keys, overviews
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import public as texts
from knowledge.asking import searching
from knowledge.model import AskedQuestion, Remark
from knowledge.record import Located


async def helped(update: Update, context: Context) -> None:
    """Says thanks; the answer stays, and is asked about no more."""
    asked = await _remarked(update, context, Remark.HELPED)
    if (shown := buttons_of(update)) is not None:
        await change_buttons(update, card_keys.without_remark(shown))
    await end_tap(update, texts.NOTED_HELPED if asked else texts.STALE_BUTTON)


async def off_point(update: Update, context: Context) -> None:
    """Offers what else may have been meant, in place of the answer."""
    asked = await _remarked(update, context, Remark.OFF_POINT)
    shown = await _shown(update, context, asked)
    if asked is None or shown is None:
        await end_tap(update, texts.STALE_BUTTON)
        return
    others = searching.also_meant(asked.text, (shown.notice_id, shown.code), await context.index())
    names = await names_of(others, context)
    await replace(update, overviews.off_point(shown.record, shown.code, others, names))


async def _shown(update: Update, context: Context, asked: AskedQuestion | None) -> Located | None:
    """The finding of the card, whose buttons say which notice it is of."""
    code = asked.codes[0] if asked and asked.codes else ""
    notice_id = notice_on(buttons_of(update), code)
    return await found_at(context, notice_id, code) if notice_id else await _typed(update, context, code)


async def _typed(update: Update, context: Context, code: str) -> Located | None:
    return await typed_finding(context, code, town_id=await home_of(update, context))


async def _remarked(update: Update, context: Context, remark: Remark) -> AskedQuestion | None:
    asked, key = read_number(pressed(update)), context.services.key_of(incoming(update).person_id)
    await context.services.settle()  # a question just answered may not be a row yet
    return await context.db(questions.remark_on, asked, key, remark)


def register(application: App) -> None:
    application.add_handler(Tapped(Press.HELPED, helped))
    application.add_handler(Tapped(Press.OFF_POINT, off_point))
