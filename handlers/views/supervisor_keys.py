"""Keyboards for supervisors: the digest, close-outs, a register that came back."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, with_number
from handlers.views.keyboards import button, by_code
from handlers.views.texts import public, supervisors
from knowledge.progress.digest import Digest


def digest(notice_id: int, codes: Sequence[str], facts: Digest) -> InlineKeyboardMarkup:
    """What waits for a decision; the cards it speaks of, each opened below; the chart, the register, and on
    which days it comes."""
    queues = (
        (supervisors.REVIEW, Press.PENDING, len(facts.waiting)),
        (supervisors.ANSWER, Press.BACKLOG, len(facts.opinions)),
    )
    waiting = [
        button(word.format(count=count), with_number(press, 0)) for word, press, count in queues if count
    ]
    besides = (
        (supervisors.SEE_CHART, Press.CHART),
        (supervisors.REGISTER, Press.REGISTER),
        (supervisors.MORNINGS, Press.MORNINGS),
    )
    opened = by_code(Press.OPEN, notice_id, codes).inline_keyboard
    rows = [waiting, *opened] if waiting else [*opened]
    return InlineKeyboardMarkup([*rows, [button(word, with_number(press, 0)) for word, press in besides]])


def mornings() -> InlineKeyboardMarkup:
    """On which days the digest comes."""
    words = [*supervisors.DAYS.values()]
    return InlineKeyboardMarkup(
        [[button(word, with_number(Press.MORNINGS, number)) for number, word in enumerate(words, start=1)]]
    )


def review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a proposed close-out."""
    decide = (
        (supervisors.VERIFY, Press.VERIFY),
        (supervisors.RETURN, Press.RETURN),
        (supervisors.LATER, Press.LATER),
    )
    look = ((supervisors.EVIDENCE, Press.FILES), (public.CARD, Press.OPEN))
    return InlineKeyboardMarkup(
        [[button(word, on_finding(press, notice_id, code)) for word, press in row] for row in (decide, look)]
    )


def next_review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a decision: the close-out that waits after it."""
    return InlineKeyboardMarkup([[button(supervisors.NEXT, on_finding(Press.LATER, notice_id, code))]])


def closed(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a finding that is closed."""
    words = ((supervisors.REOPEN, Press.REOPEN), (public.CARD, Press.CARD))
    return InlineKeyboardMarkup([[button(word, on_finding(press, notice_id, code)) for word, press in words]])


def register_offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((supervisors.IMPORT, Press.IMPORT), (supervisors.DO_NOT_IMPORT, Press.DROP))
    return InlineKeyboardMarkup([[button(word, with_number(press, offer_id)) for word, press in words]])
