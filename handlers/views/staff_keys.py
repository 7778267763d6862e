"""Keyboards for staff: drafts, what was published, hand-overs, what the bot is taught."""

from collections.abc import Sequence
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, for_finding, on_finding, with_number, with_numbers
from handlers.views.keyboards import CHOICE_LENGTH, CODES_A_ROW, MOST_BUTTONS, button
from handlers.views.naming import name_beside
from handlers.views.paging import turning
from handlers.views.texts import public, staff
from knowledge.model import CLAIMS, Draft, NoticeName, ProgressUpdate
from knowledge.progress.phrases import Phrase
from knowledge.record import Located, Record
from knowledge.text import one_line, shorten


def preview(draft: Draft, cautious: bool) -> InlineKeyboardMarkup:
    """What may be done with a draft; then the status, which a second tap leaves to the words again."""
    words = ((staff.PUBLISH, Press.PUBLISH), (staff.REWORD, Press.REWORD), (staff.CANCEL, Press.CANCEL))
    statuses = [
        button(
            staff.CHOSEN.format(status=public.STATUS[status])
            if status is draft.chosen
            else public.STATUS[status],
            with_numbers(Press.CHOOSE, draft.id, 0 if status is draft.chosen else number),
        )
        for number, status in enumerate(CLAIMS, start=1)
    ]
    helps = ((staff.MASK, Press.MASK), (staff.PHRASES, Press.PHRASES))
    return InlineKeyboardMarkup(
        [
            [button(word, with_number(press, draft.id)) for word, press in words],
            statuses,
            [button(word, with_number(press, draft.id)) for word, press in helps[0 if cautious else 1 :]],
        ]
    )


def phrases(draft_id: int, ready: Sequence[Phrase]) -> InlineKeyboardMarkup:
    """One phrase a row, then the way back."""
    rows = [
        [button(shorten(phrase.text, CHOICE_LENGTH), with_numbers(Press.PHRASE, draft_id, number))]
        for number, phrase in enumerate(ready[: MOST_BUTTONS - 1])
    ]
    return InlineKeyboardMarkup([*rows, [button(staff.BACK, with_number(Press.DRAFT, draft_id))]])


def published(update: ProgressUpdate) -> InlineKeyboardMarkup:
    """Under the receipt of a publication: what may be done with it."""
    words = ((staff.WITHDRAW, Press.WITHDRAW), (staff.CORRECT, Press.CORRECT), (staff.ADD, Press.ADD))
    propose = button(staff.PROPOSE, on_finding(Press.PROPOSE, update.notice_id, update.code))
    return InlineKeyboardMarkup(
        [[button(word, with_number(press, update.id)) for word, press in words], [propose]]
    )


def drafts(kept: Sequence[Draft]) -> InlineKeyboardMarkup:
    buttons = [button(draft.code, with_number(Press.DRAFT, draft.id)) for draft in kept[:MOST_BUTTONS]]
    return InlineKeyboardMarkup([buttons[i : i + CODES_A_ROW] for i in range(0, len(buttons), CODES_A_ROW)])


def to_give_up(kept: Sequence[Draft]) -> InlineKeyboardMarkup:
    """One draft a row: two may be of one finding."""
    labels = (staff.GIVE_UP.format(code=one.code, text=one_line(one.text)) for one in kept[:MOST_BUTTONS])
    return InlineKeyboardMarkup(
        [
            [button(shorten(label, CHOICE_LENGTH), with_number(Press.CANCEL, one.id))]
            for label, one in zip(labels, kept, strict=False)
        ]
    )


def desk(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """What staff may do with a finding of theirs."""
    words = ((staff.POST, Press.POST), (staff.PROPOSE, Press.PROPOSE), (staff.OPEN_CARD, Press.CARD))
    return InlineKeyboardMarkup([[button(word, on_finding(press, notice_id, code)) for word, press in words]])


def handover(handover_id: int) -> InlineKeyboardMarkup:
    words = ((staff.ACCEPT, Press.ACCEPT), (staff.DECLINE, Press.DECLINE))
    return InlineKeyboardMarkup([[button(word, with_number(press, handover_id)) for word, press in words]])


def missed(questions: Sequence[int], page: int, pages: int) -> InlineKeyboardMarkup:
    """The numbers of one page of questions, and the pages beside it."""
    buttons = [
        button(str(number), with_number(Press.TEACH, question))
        for number, question in enumerate(questions, start=1)
    ]
    rows = [buttons[i : i + CODES_A_ROW] for i in range(0, len(buttons), CODES_A_ROW)]
    turns = turning(page, pages, partial(with_number, Press.MISSED))
    return InlineKeyboardMarkup([*rows, turns] if turns else rows)


def foreign(question_id: int) -> InlineKeyboardButton:
    return button(staff.FOREIGN, with_number(Press.FOREIGN, question_id))


def teach_in_others(question_id: int, record: Record, others: Sequence[NoticeName]) -> InlineKeyboardMarkup:
    """The same question for the findings of other notices, where there are any."""
    return InlineKeyboardMarkup(
        [
            [button(name_beside(one, record.name), with_numbers(Press.TEACH_IN, question_id, one.id))]
            for one in others
        ]
    )


def teach(question_id: int, meant: Located) -> InlineKeyboardMarkup:
    """Save the name, or look at the question again."""
    save = button(staff.SAVE, for_finding(Press.SAVE, question_id, meant.notice_id, meant.code))
    return InlineKeyboardMarkup([[save, button(public.BACK_TO_CARD, with_number(Press.TEACH, question_id))]])


def unteach(alias_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button(staff.UNTEACH, with_number(Press.UNTEACH, alias_id))]])
