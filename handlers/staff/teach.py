"""Questions that nobody could answer: what people mean by them becomes a name of a finding."""

from functools import partial

from telegram import Update

from db import aliases, questions, towns
from handlers.access import only_who_may, stay_in_town
from handlers.context import App, Context
from handlers.found import found_at, newest_of
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.showing import answer, end_tap, replace
from handlers.views import lessons as views
from handlers.views.callback_data import Press, read_for_finding, read_number, read_numbers
from handlers.views.html import escape
from handlers.views.texts import commands, public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.asking.effect import effect_of
from knowledge.model import Alias, NoticeName, Person
from knowledge.progress.permissions import Action
from knowledge.record import Located, Record
from knowledge.text import normalise

_LOOKED_AT = 500  # questions, each answered twice


@only_who_may(Action.TEACH)
async def show_missed(update: Update, context: Context, person: Person) -> None:
    """Sends the questions without an answer, the one asked most often first."""
    await answer(update, views.missed(await context.db(questions.missed, person)))


@only_who_may(Action.TEACH)
async def turn_page(update: Update, context: Context, person: Person) -> None:
    """Shows a page of them."""
    page = read_number(pressed(update))
    await replace(update, views.missed(await context.db(questions.missed, person), page))


@only_who_may(Action.TEACH)
async def show_one(update: Update, context: Context, person: Person) -> None:
    """Asks which finding the question means."""
    question_id = read_number(pressed(update))
    if (text := await _question(update, context, question_id, person)) is not None:
        record = await newest_of(context, person.town_id)
        await replace(update, views.one(question_id, text, record, await _others(context, person, record)))


@only_who_may(Action.TEACH)
async def show_one_of(update: Update, context: Context, person: Person) -> None:
    """The same for another notice's findings."""
    question_id, notice_id = read_numbers(pressed(update))
    if (text := await _question(update, context, question_id, person)) is None:
        return
    if (record := await context.record(notice_id)) is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    await stay_in_town(update, context, Located(record, record.notice.findings[0]))
    await replace(update, views.one(question_id, text, record, await _others(context, person, record)))


@only_who_may(Action.TEACH)
async def show_effect(update: Update, context: Context, person: Person) -> None:
    """Shows what would be answered otherwise, before anything is saved."""
    chosen = read_for_finding(pressed(update))
    if (text := await _question(update, context, chosen.number, person)) is None:
        return
    if (meant := await found_at(context, chosen.notice_id, chosen.code)) is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    await stay_in_town(update, context, meant)
    asked = await context.db(questions.logged, person, _LOOKED_AT)
    alias, index = Alias(chosen.code, normalise(text)), await context.index()
    effect = await context.in_thread(partial(effect_of, alias, index, asked, meant.notice_id))
    await replace(update, views.effect(chosen.number, text, meant, effect))


@only_who_may(Action.TEACH)
async def save(update: Update, context: Context, person: Person) -> None:
    """The question's words are a name of the finding from now on."""
    chosen = read_for_finding(pressed(update))
    if (text := await _question(update, context, chosen.number, person)) is None:
        return
    alias_id = await context.db(
        aliases.teach, chosen.notice_id, chosen.code, normalise(text), person.id, context.now()
    )
    if alias_id is None:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await replace(update, views.taught(alias_id, text, chosen.code))


async def set_aside(update: Update, context: Context) -> None:
    """The question is no matter of the notice."""
    question_id, who = read_number(pressed(update)), incoming(update)
    text = await context.db(questions.set_aside, question_id, who.person_id, context.now())
    if text is None:
        await end_tap(update, texts.QUESTION_GONE)
    else:
        await replace(update, View((escape(texts.SET_ASIDE.format(text=views.shown(text))),)))


async def unteach(update: Update, context: Context) -> None:
    """Takes a name away again."""
    alias_id, who = read_number(pressed(update)), incoming(update)
    text = await context.db(aliases.remove, alias_id, who.person_id, context.now())
    if text is None:
        await end_tap(update, texts.NOTHING_TO_UNDO)
    else:
        await replace(update, View((escape(texts.UNTAUGHT.format(text=views.shown(text))),)))


async def _others(context: Context, person: Person, record: Record) -> list[NoticeName]:
    """The notices beside one in which the person may teach, too."""
    may = await context.db(towns.workable, person.id, {one.town_id for one in record.beside})
    return [one for one in record.beside if one.town_id in may]


async def _question(update: Update, context: Context, question_id: int, person: Person) -> str | None:
    """What was asked; None, and said so, where that is gone."""
    text = await context.db(questions.text_of, question_id, person.id)
    if text is None:
        await end_tap(update, texts.QUESTION_GONE)
    return text


def register(application: App) -> None:
    application.add_handler(Said(commands.MISSED, show_missed))
    for press, handler in (
        (Press.MISSED, turn_page),
        (Press.TEACH, show_one),
        (Press.TEACH_IN, show_one_of),
        (Press.MEANS, show_effect),
        (Press.SAVE, save),
        (Press.FOREIGN, set_aside),
        (Press.UNTEACH, unteach),
    ):
        application.add_handler(Tapped(press, handler))
