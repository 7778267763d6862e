"""Free text: a question about the notice."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import questions
from handlers.access import role_of
from handlers.besides import beside
from handlers.context import App, Context
from handlers.incoming import MEANT_FOR_US, Tapped, incoming
from handlers.showing import answer, replace
from handlers.views import overviews, replies
from handlers.views.callback_data import Press
from knowledge.asking import answers
from knowledge.asking.answers import Overview
from knowledge.model import Intent, ReplyKind, Role

HELP = Overview(Intent.HELP)


async def ask(update: Update, context: Context) -> None:
    """Answers a question and remembers it, under a key that does not say who asked."""
    who = incoming(update)
    index = await context.index()
    reply = answers.answer(who.text, index)
    role = await role_of(update, context) if reply == HELP else Role.CITIZEN
    besides = await beside(update, context, reply, index.record)
    await answer(update, replies.view(reply, index.record, role, context.zone, besides))
    # What staff type in vain is mostly a command they look for, and no question of citizens.
    of_citizens = reply.kind is not ReplyKind.NOT_FOUND or await role_of(update, context) is Role.CITIZEN
    if of_citizens and answers.is_worth_remembering(reply):
        asker = context.services.key_of(who.person_id)
        row = questions.remembered(who.text, reply.kind, reply.codes, asker, context.now())
        context.when_done(update, row)


async def none_of_these(update: Update, context: Context) -> None:
    """Says whom to ask when none of the choices was meant."""
    index = await context.index()
    await replace(update, overviews.none_of_these(index.record))


def register(application: App) -> None:
    question = filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE & MEANT_FOR_US
    application.add_handler(MessageHandler(question, ask))
    application.add_handler(Tapped(Press.NONE, none_of_these))
