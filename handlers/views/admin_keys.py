"""Keyboards for admins: people and notices."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers.views.callback_data import Press, with_number
from handlers.views.keyboards import CHOICE_LENGTH, MOST_BUTTONS, button
from handlers.views.texts import admin
from knowledge.model import Person
from knowledge.text import shorten


def revoke(person_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button(admin.REVOKE, with_number(Press.MAY_REVOKE, person_id))]])


def sure_to_revoke(person_id: int) -> InlineKeyboardMarkup:
    words = ((admin.SURE_TO_REVOKE, Press.REVOKE), (admin.KEEP_ROLE, Press.KEEP_ROLE))
    return InlineKeyboardMarkup([[button(word, with_number(press, person_id)) for word, press in words]])


def people(everyone: Sequence[Person]) -> InlineKeyboardMarkup:
    """One person a row; Telegram shows a hundred buttons at most."""
    rows = [
        [
            button(
                f"{admin.REVOKE} {shorten(f'{person.name}（{person.unit}）', CHOICE_LENGTH)}",
                with_number(Press.MAY_REVOKE, person.id),
            )
        ]
        for person in everyone[:MOST_BUTTONS]
    ]
    return InlineKeyboardMarkup(rows)


def offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((admin.TAKE, Press.TAKE), (admin.LEAVE, Press.LEAVE))
    return InlineKeyboardMarkup([[button(word, with_number(press, offer_id)) for word, press in words]])
