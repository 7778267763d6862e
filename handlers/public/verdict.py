"""Whether an answer helped: asked once, below it; what was beside the point is shown to staff."""

from telegram import Update

from db import questions
from handlers.context import App, Context
from handlers.incoming import Tapped, incoming, tapped
from handlers.showing import end_tap, replace, take_away
from handlers.views import keyboards, overviews
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import public as texts
from knowledge.asking.answers import Choices
from knowledge.model import AskedQuestion, Verdict


async def helped(update: Update, context: Context) -> None:
    """Says thanks."""
    asked = await _judged(update, context, Verdict.HELPED)
    await take_away(update, keyboards.without_verdict)
    await end_tap(update, texts.NOTED_HELPED if asked else texts.STALE_BUTTON)


async def beside_the_point(update: Update, context: Context) -> None:
    """Offers what else may have been meant, in place of the answer."""
    asked = await _judged(update, context, Verdict.BESIDE)
    record = (await context.index()).record
    finding = record.finding(asked.codes[0]) if asked and asked.codes else None
    if asked is None or finding is None:
        await end_tap(update, texts.STALE_BUTTON)
        return
    others = tuple(other for code in asked.codes[1:] if (other := record.finding(code)))
    await replace(update, overviews.beside(record, finding.code, Choices(others, len(others))))


async def _judged(update: Update, context: Context, verdict: Verdict) -> AskedQuestion | None:
    asked, key = read_number(tapped(update).data or ""), context.services.key_of(incoming(update).person_id)
    await context.services.settle()  # a question just answered may not be a row yet
    return await context.db(questions.judge, asked, key, verdict)


def register(application: App) -> None:
    application.add_handler(Tapped(Press.HELPED, helped))
    application.add_handler(Tapped(Press.BESIDE, beside_the_point))
