"""Keyboards."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, with_code, with_number, with_numbers
from handlers.views.texts import admin, opinions, public, staff, supervisors
from knowledge.model import CLAIMS, Draft, Finding, Person, ProgressUpdate, Record
from knowledge.progress.phrases import Phrase
from knowledge.text import shorten

_CODES_A_ROW = 4
_CHOICE_LENGTH = 28
_MOST_BUTTONS = 100
Markup = InlineKeyboardMarkup
_BESIDES = 4  # that may stand with a list of codes


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def _list_button() -> InlineKeyboardButton:
    return _button(public.LIST, with_number(Press.LIST, 0))


def card(record: Record, code: str) -> InlineKeyboardMarkup:
    """Under a card: the rest of the finding, its neighbours, the list, an opinion about it."""
    first = [
        _button(public.FULL, on_finding(Press.FULL, record.notice_id, code)),
        _button(public.NEWS, on_finding(Press.NEWS, record.notice_id, code)),
    ]
    opine = _button(opinions.OPINE, on_finding(Press.OPINE, record.notice_id, code))
    return InlineKeyboardMarkup([first, _neighbours(record, code), [_list_button(), opine]])


def detail(record: Record, code: str, files: int = 0) -> InlineKeyboardMarkup:
    """Under the full text and under the progress: the photos, the way back to the card."""
    back = _button(public.BACK_TO_CARD, on_finding(Press.CARD, record.notice_id, code))
    shown = _button(public.FILES.format(count=files), on_finding(Press.FILES, record.notice_id, code))
    return InlineKeyboardMarkup([*([[shown]] if files else []), [back, _list_button()]])


def _neighbours(record: Record, code: str) -> list[InlineKeyboardButton]:
    before, after = record.neighbours(code)
    found = ((public.PREVIOUS, before), (public.NEXT, after))
    return [_button(word, on_finding(Press.CARD, record.notice_id, to)) for word, to in found if to]


def codes(record: Record, findings: Sequence[Finding], page: int, pages: int) -> InlineKeyboardMarkup:
    """The codes of one page of the list, and the pages beside it."""
    buttons = [
        _button(finding.code, on_finding(Press.CARD, record.notice_id, finding.code)) for finding in findings
    ]
    rows = [buttons[i : i + _CODES_A_ROW] for i in range(0, len(buttons), _CODES_A_ROW)]
    turns = ((public.PREVIOUS_PAGE, page - 1), (public.NEXT_PAGE, page + 1))
    turning = [_button(word, with_number(Press.LIST, to)) for word, to in turns if 0 <= to < pages]
    return InlineKeyboardMarkup([*rows, turning] if turning else rows)


def choices(record: Record, findings: Sequence[Finding], more: bool) -> InlineKeyboardMarkup:
    """One finding a row; then 都不是, and 目录 where there are more than fit."""
    rows = [
        [
            _button(
                shorten(f"{finding.code} {finding.title}", _CHOICE_LENGTH),
                on_finding(Press.CARD, record.notice_id, finding.code),
            )
        ]
        for finding in findings
    ]
    last = [_button(public.NONE_OF_THESE, with_number(Press.NONE, 0))]
    return InlineKeyboardMarkup([*rows, [*last, _list_button()] if more else last])


def to_list() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_list_button()]])


def revoke(person_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_button(admin.REVOKE, with_number(Press.REVOKE, person_id))]])


def people(everyone: Sequence[Person]) -> InlineKeyboardMarkup:
    """One person a row; Telegram shows a hundred buttons at most."""
    rows = [
        [
            _button(
                f"{admin.REVOKE} {shorten(person.name, _CHOICE_LENGTH)}", with_number(Press.REVOKE, person.id)
            )
        ]
        for person in everyone[:_MOST_BUTTONS]
    ]
    return InlineKeyboardMarkup(rows)


def offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((admin.TAKE, Press.TAKE), (admin.LEAVE, Press.LEAVE))
    return InlineKeyboardMarkup([[_button(word, with_number(press, offer_id)) for word, press in words]])


def preview(draft: Draft, cautious: bool) -> InlineKeyboardMarkup:
    """What may be done with a draft; then the status, which a second tap leaves to the words again."""
    words = ((staff.PUBLISH, Press.PUBLISH), (staff.REWORD, Press.REWORD), (staff.CANCEL, Press.CANCEL))
    statuses = [
        _button(
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
            [_button(word, with_number(press, draft.id)) for word, press in words],
            statuses,
            [_button(word, with_number(press, draft.id)) for word, press in helps[0 if cautious else 1 :]],
        ]
    )


def phrases(draft_id: int, ready: Sequence[Phrase]) -> InlineKeyboardMarkup:
    """One phrase a row, then the way back."""
    rows = [
        [_button(shorten(phrase.text, _CHOICE_LENGTH), with_numbers(Press.PHRASE, draft_id, number))]
        for number, phrase in enumerate(ready[: _MOST_BUTTONS - 1])
    ]
    return InlineKeyboardMarkup([*rows, [_button(staff.BACK, with_number(Press.DRAFT, draft_id))]])


def by_code(
    press: Press, number: int, codes: Sequence[str], *last: InlineKeyboardButton
) -> InlineKeyboardMarkup:
    """Codes, four in a row, for what a press does with each; ``number`` is the notice, or what is placed."""
    buttons = [_button(code, with_code(press, number, code)) for code in codes[: _MOST_BUTTONS - _BESIDES]]
    rows = [buttons[i : i + _CODES_A_ROW] for i in range(0, len(buttons), _CODES_A_ROW)]
    return InlineKeyboardMarkup([*rows, [*last]] if last else rows)


def by_title(press: Press, number: int, findings: Sequence[Finding]) -> InlineKeyboardMarkup:
    """One finding a row."""
    return InlineKeyboardMarkup(
        [
            [
                _button(
                    shorten(f"{finding.code} {finding.title}", _CHOICE_LENGTH),
                    with_code(press, number, finding.code),
                )
            ]
            for finding in findings
        ]
    )


def published(update: ProgressUpdate, notice_id: int) -> InlineKeyboardMarkup:
    """Under the receipt of a publication: what may be done with it."""
    words = ((staff.WITHDRAW, Press.WITHDRAW), (staff.CORRECT, Press.CORRECT), (staff.ADD, Press.ADD))
    propose = _button(staff.PROPOSE, on_finding(Press.PROPOSE, notice_id, update.code))
    return InlineKeyboardMarkup(
        [[_button(word, with_number(press, update.id)) for word, press in words], [propose]]
    )


def drafts(kept: Sequence[Draft]) -> InlineKeyboardMarkup:
    buttons = [_button(draft.code, with_number(Press.DRAFT, draft.id)) for draft in kept[:_MOST_BUTTONS]]
    return InlineKeyboardMarkup([buttons[i : i + _CODES_A_ROW] for i in range(0, len(buttons), _CODES_A_ROW)])


def desk(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """What staff may do with a finding of theirs."""
    words = ((staff.POST, Press.POST), (staff.PROPOSE, Press.PROPOSE), (staff.OPEN_CARD, Press.CARD))
    return InlineKeyboardMarkup(
        [[_button(word, on_finding(press, notice_id, code)) for word, press in words]]
    )


def above(first: Markup | None, second: Markup) -> Markup:
    """Both, one above the other."""
    return InlineKeyboardMarkup([*first.inline_keyboard, *second.inline_keyboard]) if first else second


def handover(handover_id: int) -> InlineKeyboardMarkup:
    words = ((staff.ACCEPT, Press.ACCEPT), (staff.DECLINE, Press.DECLINE))
    return InlineKeyboardMarkup([[_button(word, with_number(press, handover_id)) for word, press in words]])


def review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a proposed close-out."""
    words = (
        (supervisors.VERIFY, Press.VERIFY),
        (supervisors.RETURN, Press.RETURN),
        (supervisors.EVIDENCE, Press.FILES),
        (public.CARD, Press.CARD),
    )
    return InlineKeyboardMarkup(
        [[_button(word, on_finding(press, notice_id, code)) for word, press in words]]
    )


def closed(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a finding that is closed."""
    words = ((supervisors.REOPEN, Press.REOPEN), (public.CARD, Press.CARD))
    return InlineKeyboardMarkup(
        [[_button(word, on_finding(press, notice_id, code)) for word, press in words]]
    )


def missed(questions: Sequence[int], page: int, pages: int) -> InlineKeyboardMarkup:
    """The numbers of one page of questions, and the pages beside it."""
    buttons = [
        _button(str(number), with_number(Press.TEACH, question))
        for number, question in enumerate(questions, start=1)
    ]
    rows = [buttons[i : i + _CODES_A_ROW] for i in range(0, len(buttons), _CODES_A_ROW)]
    turns = ((public.PREVIOUS_PAGE, page - 1), (public.NEXT_PAGE, page + 1))
    turning = [_button(word, with_number(Press.MISSED, to)) for word, to in turns if 0 <= to < pages]
    return InlineKeyboardMarkup([*rows, turning] if turning else rows)


def foreign(question_id: int) -> InlineKeyboardButton:
    return _button(staff.FOREIGN, with_number(Press.FOREIGN, question_id))


def teach(question_id: int, code: str) -> InlineKeyboardMarkup:
    """Save the name, or look at the question again."""
    save = _button(staff.SAVE, with_code(Press.SAVE, question_id, code))
    return InlineKeyboardMarkup([[save, _button(public.BACK_TO_CARD, with_number(Press.TEACH, question_id))]])


def unteach(alias_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_button(staff.UNTEACH, with_number(Press.UNTEACH, alias_id))]])
