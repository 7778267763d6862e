"""Free text: a question about the notice."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import dialogs, questions, towns
from db.dialogs import Wanted
from db.lookups import Found
from handlers.context import App, Context
from handlers.homes import newest_here
from handlers.incoming import MEANT_FOR_US, Incoming, Tapped, incoming
from handlers.looking import look_up
from handlers.remembering import change_subject, last_shown
from handlers.replying import record_of, reply_view
from handlers.showing import answer, replace
from handlers.views import besides, card_keys, keyboards, nudges, opinions, overviews
from handlers.views import towns as towns_views
from handlers.views.callback_data import Press
from handlers.views.texts import public as texts
from handlers.views.view import View, together
from knowledge.asking import answers
from knowledge.asking.contacts import asked_in_vain
from knowledge.asking.reply import (
    Answer,
    Choices,
    NotFound,
    Overview,
    Reply,
    is_answered,
    is_worth_remembering,
)
from knowledge.asking.routing import is_from_elsewhere, town_of
from knowledge.asking.severally import Several, answer_severally, parts
from knowledge.asking.talking import may_lean
from knowledge.codes import find_codes
from knowledge.index.index import Index
from knowledge.language.questions import asks
from knowledge.model import Intent, Role, Talk
from knowledge.progress.channels import Channel, asked_besides, first_channel
from knowledge.progress.troubles import tells_of_trouble


async def ask(update: Update, context: Context) -> None:
    """Answers a question, which may lean on what was shown before, and remembers it, under a key that does
    not say who asked."""
    who, known, index = incoming(update), await look_up(update, context), await context.index()
    first, talk = _reply(update, context, known, index)
    several = _several(update, context, known, index)
    reply = several.reply if several else first
    if channel := first_channel(who.text, is_answered(reply)):
        await answer(update, await _elsewhere(channel, reply, update, context))
        return
    view = await _view(update, context, known, reply, talk)
    view = await _with_what_else(view, reply, several, update, context)
    # What people with a role try out is no question of citizens: it is not counted, and nothing said of it.
    if known.role is not Role.CITIZEN:
        asked = several.of_the_finding(who.text) if several else who.text
        await answer(update, await _for_who_works(view, reply, asked, update, context, known.role))
        return
    await answer(update, _for_a_citizen(view, reply, who, update.update_id))
    if _asks_how_to_report(reply) and who.private and known.waiting is None:
        await context.db(dialogs.wait, who.chat_id, who.person_id, Wanted.OFFERED, 0, context.now())
    if is_worth_remembering(reply):
        whose = town_of(who.text, _telling(reply, talk), index, known.home)
        _remember(update, context, reply, whose)


def _reply(update: Update, context: Context, known: Found, index: Index) -> tuple[Reply, Talk | None]:
    """The reply, and what was shown before, where the question may lean on that."""
    question, watch = incoming(update).text, context.services.watch
    home = index.notices.of_town(known.home)
    with watch.searching():
        reply = answers.answer(question, index, None, home)
    talk = last_shown(known.shown, update, context) if may_lean(question, reply, index) else None
    if talk is not None:
        with watch.searching():
            reply = answers.answer(question, index, talk, home)
    watch.answered(reply.kind)
    return reply, talk


def _several(update: Update, context: Context, known: Found, index: Index) -> Several | None:
    """The replies to a message that asks several things, where it does."""
    question = incoming(update).text
    if len(parts(question)) < 2:
        return None
    talk = last_shown(known.shown, update, context)
    with context.services.watch.searching():
        return answer_severally(question, index, talk, index.notices.of_town(known.home))


async def _with_what_else(
    view: View, reply: Reply, several: Several | None, update: Update, context: Context
) -> View:
    """With what was asked that the card does not answer."""
    if several:
        return besides.also_asked(view, several.others, await record_of(reply, context))
    what = asked_in_vain(incoming(update).text, reply.finding) if isinstance(reply, Answer) else None
    return besides.without_contact(view, what, await record_of(reply, context)) if what else view


async def _view(update: Update, context: Context, known: Found, reply: Reply, talk: Talk | None) -> View:
    """How the reply looks to its reader, who is told where it is not of the town that comes first here."""
    who, index = incoming(update), await context.index()
    shown_to = known.role if _asks_for_help(reply) and who.private else Role.CITIZEN
    view = await reply_view(reply, update, context, shown_to, update.update_id, talk)
    if not known.home or _is_talked_of(reply, talk):
        return view
    if not _is_from_elsewhere(who.text, reply, index, known.home):
        return view
    return towns_views.from_elsewhere(view, await context.db(towns.get, known.home))


def _remember(update: Update, context: Context, reply: Reply, whose: int | None) -> None:
    who = incoming(update)
    asker, now = context.services.key_of(who.person_id), context.now()
    row = questions.remembered(who.text, reply.kind, reply.codes, asker, update.update_id, now, whose)
    context.when_done(update, row)


async def _for_who_works(
    view: View, reply: Reply, asked: str, update: Update, context: Context, role: Role
) -> View:
    """With whose it is and until when, where that is ``asked`` of it and theirs to know; else with what they
    may have meant. In a group others read it, too."""
    who = incoming(update)
    if not who.private:
        return view
    if isinstance(reply, Answer) and nudges.asks_whose(asked):
        record = await record_of(reply, context)
        if await context.db(towns.workable, who.person_id, [record.town_id]):
            return nudges.with_owner(view, record.ownership(reply.finding.code))
    return nudges.nudged(view, who.text, reply, role)


async def _elsewhere(channel: Channel, reply: Reply, update: Update, context: Context) -> View:
    """Whom to turn to first; what is asked besides an emergency is answered below."""
    text = incoming(update).text
    besides = asked_besides(text) if channel is not Channel.DISCIPLINE else ""
    asks_for_help = bool(besides) or (channel is Channel.POLICE and asks(text))
    first = opinions.elsewhere(channel, await record_of(reply, context), asks_for_help)
    if not besides:
        return first
    index = await context.index()
    home = index.notices.of_town((await look_up(update, context)).home)
    found = answers.answer(besides, index, None, home)
    shown = next((one for one in (found, reply) if isinstance(one, Answer | Choices)), None)
    if shown is None:
        return first
    alone = opinions.elsewhere(channel, await record_of(reply, context))
    return together([View(alone.blocks), await reply_view(shown, update, context)])


def _answering(reply: Reply) -> tuple[int, ...]:
    """The notices that have what is shown."""
    if isinstance(reply, Choices):
        return reply.notice_ids
    return () if isinstance(reply, NotFound) else (reply.notice_id,)


def _telling(reply: Reply, talk: Talk | None) -> tuple[int, ...]:
    """The notices that say whose a question is: an overview is of the newest where nobody is named."""
    return () if isinstance(reply, Overview) and not _is_talked_of(reply, talk) else _answering(reply)


def _is_from_elsewhere(question: str, reply: Reply, index: Index, town_id: int) -> bool:
    home, is_found = index.notices.of_town(town_id), isinstance(reply, Answer | Choices)
    return is_found and is_from_elsewhere(question, _answering(reply), index, home)


def _is_talked_of(reply: Reply, talk: Talk | None) -> bool:
    """Whether it is of a notice that was talked of just now."""
    shown = {notice_id for notice_id, _ in talk.shown} if talk else set[int]()
    return bool(shown & {*_answering(reply)})


def _asks_for_help(reply: Reply) -> bool:
    return isinstance(reply, Overview) and reply.intent is Intent.HELP and reply.manner is None


def _asks_how_to_report(reply: Reply) -> bool:
    return isinstance(reply, Overview) and reply.intent is Intent.HOW_TO_REPORT


def _may_miss(reply: Reply, who: Incoming) -> bool:
    """Whether a card may be beside what was asked; one that was asked for by its code is not, and a group is
    not to be bothered."""
    return isinstance(reply, Answer) and who.private and not find_codes(who.text)


def _for_a_citizen(view: View, reply: Reply, who: Incoming, asked: int) -> View:
    """Asking whether the answer helped; who tells of a trouble reads how to send that."""
    view = _with_remark(view, asked) if _may_miss(reply, who) else view
    is_told = who.private and not isinstance(reply, Overview) and tells_of_trouble(who.text)
    return opinions.with_way_to_send(view) if is_told else view


def _with_remark(view: View, asked: int) -> View:
    return View(view.blocks, keyboards.above(view.keyboard, card_keys.remark(asked)))


async def point_to_answer(update: Update, context: Context) -> None:
    """Says what the word of a button needs that stands under answers, where it stands under none now."""
    await answer(update, overviews.nothing_open())


async def none_of_these(update: Update, context: Context) -> None:
    """Says whom to ask when none of the choices was meant, which are talked of no more."""
    change_subject(update, context)
    await replace(update, overviews.none_of_these(await newest_here(update, context)))


def register(application: App) -> None:
    question = filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE & MEANT_FOR_US
    application.add_handler(MessageHandler(question & filters.Text(texts.UNDER_ANSWERS), point_to_answer))
    application.add_handler(MessageHandler(question, ask))
    application.add_handler(Tapped(Press.NONE, none_of_these))
