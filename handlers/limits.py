"""Before everything else: a person who sends faster than anybody can read is asked to rest."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from handlers.attempts import is_first_attempt
from handlers.budgets import Verdict
from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US
from handlers.showing import end_tap, say
from handlers.turns import Turn
from handlers.views.texts import public


async def hold_back(update: Update, context: Context) -> None:
    """Lets through who is within their budget, which is another for what is typed inline; what a group says
    among itself costs nothing, nor does being handled once more."""
    person = update.effective_user
    # The terminal's accounts have negative ids; who pipes a file in is not to be held back.
    if (
        person is None
        or update.my_chat_member is not None
        or person.id < 0
        or not is_first_attempt()
        or (update.message is not None and not MEANT_FOR_US.filter(update.message))
    ):
        return
    message = update.message
    sent_at = message.date if isinstance(message, Message) else context.now()
    services = context.services
    budgets = services.keystrokes if update.inline_query is not None else services.budgets
    verdict = budgets.spend(person.id, sent_at)
    if verdict is Verdict.SERVED:
        return
    if update.callback_query is not None:
        await end_tap(update, public.TOO_FAST)
    elif verdict is Verdict.WARNED:
        await say(update, public.TOO_FAST)
    raise ApplicationHandlerStop


def register(application: App) -> None:
    application.add_handler(TypeHandler(Update, hold_back), group=Turn.BUDGET)
