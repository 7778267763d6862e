"""The buttons under opinions."""

from collections.abc import Sequence
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, number_of, with_number, with_numbers
from handlers.views.keyboards import list_button
from handlers.views.paging import turning
from handlers.views.texts import opinions as texts
from knowledge.progress.opinions import OPEN, Grade, Opinion

Markup = InlineKeyboardMarkup
_NUMBERS_A_ROW = 3
_MOST_UNITS = 50


def _button(label: str, press: Press, number: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=with_number(press, number))


def speak() -> Markup:
    """The way to an opinion that is about no finding."""
    return Markup([[_button(texts.OPINE, Press.SPEAK, 0)]])


def list_or_speak() -> Markup:
    """Where the notice has no answer: all that it has, or saying what is the matter."""
    return Markup([[list_button(), _button(texts.OPINE, Press.SPEAK, 0)]])


def anyway(opinion_id: int) -> Markup:
    return Markup([[_button(texts.ANYWAY, Press.ANYWAY, opinion_id)]])


def send(opinion_id: int) -> Markup:
    return Markup([[_button(texts.SEND_IT, Press.ANYWAY, opinion_id)]])


def more(opinion_id: int) -> Markup:
    return Markup([[_button(texts.MORE, Press.MORE, opinion_id)]])


def grades(reply_id: int) -> Markup:
    """The five grades, the good ones above the bad ones."""
    buttons = [
        InlineKeyboardButton(texts.GRADE[grade], callback_data=with_numbers(Press.GRADE, reply_id, grade))
        for grade in Grade
    ]
    return Markup([buttons[:3], buttons[3:]])


def numbers(press: Press, opinions: Sequence[Opinion]) -> Markup | None:
    """The tickets' numbers, a few a row."""
    buttons = [_button(one.number, press, one.id) for one in opinions]
    rows = [buttons[i : i + _NUMBERS_A_ROW] for i in range(0, len(buttons), _NUMBERS_A_ROW)]
    return Markup(rows) if rows else None


def recall(opinions: Sequence[Opinion]) -> Markup:
    """One ticket a row, to be taken back."""
    return Markup(
        [[_button(texts.TAKE_BACK.format(number=one.number), Press.RECALL, one.id)] for one in opinions]
    )


def page(opinions: Sequence[Opinion], number: int, pages: int) -> Markup | None:
    """The numbers of one page, and the pages beside it."""
    shown = numbers(Press.OPINION, opinions)
    turns = turning(number, pages, partial(with_number, Press.OPINIONS))
    return Markup([*shown.inline_keyboard, turns]) if shown and turns else shown


def own(opinion: Opinion) -> Markup | None:
    """Under a citizen's own ticket: add to it while it is open, or grade the answer."""
    if opinion.standing in OPEN:
        return more(opinion.id)
    ungraded = [reply for reply in opinion.replies if reply.grade is None]
    return grades(ungraded[-1].id) if ungraded else None


def told(opinion_id: int) -> Markup:
    """Under the word of a ticket to those who may answer."""
    words = ((texts.ANSWER, Press.REPLY), (texts.FORWARD, Press.FORWARD), (texts.WHOLE, Press.OPINION))
    return Markup([[_button(word, press, opinion_id) for word, press in words]])


def handled(opinion: Opinion) -> Markup:
    """Under a ticket as those see it who may answer."""
    words = ((texts.ANSWER, Press.REPLY), (texts.FORWARD, Press.FORWARD))
    doing = [_button(word, press, opinion.id) for word, press in words] if opinion.standing in OPEN else []
    looking = [_button(texts.LOOK, Press.LOOK, opinion.id)] if opinion.files or opinion.place else []
    listed = [_button(texts.BACK, Press.OPINIONS, 0)]
    return Markup([row for row in (doing, looking, listed) if row])


def units(opinion_id: int, names: Sequence[str]) -> Markup:
    """One unit a row, then the way back."""
    rows = [
        [InlineKeyboardButton(name, callback_data=with_numbers(Press.TO_UNIT, opinion_id, number_of(name)))]
        for name in names[:_MOST_UNITS]
    ]
    return Markup([*rows, [_button(texts.BACK, Press.OPINION, opinion_id)]])
