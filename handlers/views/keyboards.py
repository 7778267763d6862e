"""Keyboards."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, to_stop, with_code, with_number, with_numbers
from handlers.views.stops import Kind, Stop
from handlers.views.texts import admin, opinions, public, staff, supervisors
from knowledge.asking.answers import Choices
from knowledge.model import CLAIMS, Beside, Draft, Finding, Follow, Person, ProgressUpdate, Record, Scope
from knowledge.progress.digest import Digest
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


def card(record: Record, code: str, beside: Beside, back: Stop | None = None) -> InlineKeyboardMarkup:
    """Under a card: the rest of the finding, following it; whether what is claimed is true; its neighbours,
    the way back, the list, an opinion about it."""
    follow = (public.UNFOLLOW, Press.UNFOLLOW) if beside.follows else (public.FOLLOW, Press.FOLLOW)
    first = ((public.FULL, Press.FULL), (public.NEWS, Press.NEWS), follow)
    finding = record.finding(code)
    claimed = finding is not None and record.present_status(finding).claims_completion
    verdict = ((public.RESOLVED, Press.RESOLVED), (public.UNRESOLVED, Press.UNRESOLVED))
    rows = [
        [_button(word, on_finding(press, record.notice_id, code, _kept(press, back))) for word, press in row]
        for row in ([first, verdict] if claimed else [first])
    ]
    opine = _button(opinions.OPINE, on_finding(Press.OPINE, record.notice_id, code))
    last = [*_leaving(record, back), opine]
    return InlineKeyboardMarkup([*rows, _neighbours(record, code, back), last])


def _kept(press: Press, back: Stop | None) -> Stop | None:
    """The way back goes with what is shown in place of the card."""
    return back if press in (Press.FULL, Press.NEWS) else None


def followed(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under what is said to somebody of a finding that they follow."""
    words = ((public.SEE, Press.CARD), (public.ENOUGH, Press.ENOUGH))
    return InlineKeyboardMarkup(
        [[_button(word, on_finding(press, notice_id, code)) for word, press in words]]
    )


def news(notice_id: int, codes: Sequence[str]) -> InlineKeyboardMarkup:
    """The way to each card, and to what one follows."""
    return by_code(Press.CARD, notice_id, codes, _button(public.MY, with_number(Press.MY, 0)))


def to_follow(everything: str, notice_id: int, categories: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Everything, then a category a row: its first code and its name."""
    rows = [
        [_button(shorten(name, _CHOICE_LENGTH), on_finding(Press.FOLLOW_CATEGORY, notice_id, code))]
        for code, name in categories[: _MOST_BUTTONS - 1]
    ]
    return InlineKeyboardMarkup([[_button(everything, with_number(Press.FOLLOW_ALL, 0))], *rows])


def mine(
    shown: Sequence[tuple[Follow, str]], notice_id: int, page: int, pages: int, evening: bool
) -> InlineKeyboardMarkup:
    """What is followed, a row each with the way to its card and the way out; pages; the way of being told."""
    rows = [_followed(follow, label, notice_id, page) for follow, label in shown]
    turns = ((public.PREVIOUS_PAGE, page - 1), (public.NEXT_PAGE, page + 1))
    turning = [_button(word, with_number(Press.MY, to)) for word, to in turns if 0 <= to < pages]
    way = public.TELL_AT_ONCE if evening else public.TELL_IN_THE_EVENING
    last = [_button(way, with_number(Press.WAY, 0 if evening else 1))]
    return InlineKeyboardMarkup([*rows, *([turning] if turning else []), last])


def _followed(follow: Follow, label: str, notice_id: int, page: int) -> list[InlineKeyboardButton]:
    out = with_numbers(Press.RELEASE, follow.id, page)
    if follow.scope is Scope.MATTER and follow.code is not None:
        card = _button(shorten(label, _CHOICE_LENGTH), on_finding(Press.CARD, notice_id, follow.code))
        return [card, _button(public.UNFOLLOW, out)]
    return [_button(shorten(f"{public.UNFOLLOW} {label}", _CHOICE_LENGTH), out)]


def detail(record: Record, code: str, files: int = 0, back: Stop | None = None) -> InlineKeyboardMarkup:
    """Under the full text and under the progress: the photos, the way back to the card."""
    to_card = _button(public.BACK_TO_CARD, on_finding(Press.CARD, record.notice_id, code, back))
    shown = _button(public.FILES.format(count=files), on_finding(Press.FILES, record.notice_id, code))
    return InlineKeyboardMarkup([*([[shown]] if files else []), [to_card, _list_button()]])


def _neighbours(record: Record, code: str, back: Stop | None) -> list[InlineKeyboardButton]:
    before, after = record.neighbours(code)
    found = ((public.PREVIOUS, before), (public.NEXT, after))
    return [_button(word, on_finding(Press.CARD, record.notice_id, to, back)) for word, to in found if to]


def _leaving(record: Record, back: Stop | None) -> list[InlineKeyboardButton]:
    return [*([_back_button(record.notice_id, back)] if back else []), _list_button()]


def _back_button(notice_id: int, back: Stop) -> InlineKeyboardButton:
    return _button(public.BACK, to_stop(notice_id, back))


def choices(record: Record, found: Choices) -> InlineKeyboardMarkup:
    """One finding a row; then 都不是, and 目录 where there are more than fit."""
    last = [_button(public.NONE_OF_THESE, with_number(Press.NONE, 0))]
    more = found.total > len(found.findings)
    return InlineKeyboardMarkup([*_likely(record, found), [*last, _list_button()] if more else last])


def _likely(record: Record, found: Choices) -> list[list[InlineKeyboardButton]]:
    """Each with its beginning; the card leads back to the choices."""
    back = Stop(Kind.CHOICES, found.total, found.codes)
    return [
        [
            _button(
                shorten(f"{finding.code} {finding.title}", _CHOICE_LENGTH),
                on_finding(Press.CARD, record.notice_id, finding.code, back),
            )
        ]
        for finding in found.findings
    ]


def off_point(record: Record, code: str, others: Choices) -> InlineKeyboardMarkup:
    """What may be meant in place of a finding; then the way back to it, and the list."""
    to_card = _button(public.BACK, on_finding(Press.CARD, record.notice_id, code))
    return InlineKeyboardMarkup([*_likely(record, others), [to_card, _list_button()]])


def remark(asked: int) -> InlineKeyboardMarkup:
    """Whether the answer helped; ``asked`` is what the question is remembered by."""
    words = ((public.HELPED, Press.HELPED), (public.OFF_POINT, Press.OFF_POINT))
    return InlineKeyboardMarkup([[_button(word, with_number(press, asked)) for word, press in words]])


def with_following(shown: Markup, follows: bool) -> Markup:
    """The keyboard with 取消关注 in the place of 关注, or the other way round."""
    label, press = (public.UNFOLLOW, Press.UNFOLLOW) if follows else (public.FOLLOW, Press.FOLLOW)
    either = {Press.FOLLOW, Press.UNFOLLOW}

    def renewed(button: InlineKeyboardButton) -> InlineKeyboardButton:
        before, _, about = str(button.callback_data).partition(":")
        return _button(label, f"{press}:{about}") if before in either else button

    return InlineKeyboardMarkup([[renewed(button) for button in row] for row in shown.inline_keyboard])


def without_remark(shown: Markup) -> Markup:
    """A keyboard without the row that asks whether the answer helped."""
    presses = {Press.HELPED, Press.OFF_POINT}
    rows = (
        row
        for row in shown.inline_keyboard
        if not any(str(button.callback_data).partition(":")[0] in presses for button in row)
    )
    return InlineKeyboardMarkup([*rows])


def to_list() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_list_button()]])


def to_private(link: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(public.OPEN_PRIVATE, url=link)]])


def short(record: Record, code: str, link: str, back: Stop | None) -> InlineKeyboardMarkup:
    """Under a short card: all of it in the private chat, following it, the way back."""
    to_all = InlineKeyboardButton(public.IN_PRIVATE, url=link)
    follow = _button(public.FOLLOW, on_finding(Press.FOLLOW, record.notice_id, code))
    leaving = [[_back_button(record.notice_id, back)]] if back else []
    return InlineKeyboardMarkup([[to_all, follow], *leaving])


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


def register_offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((supervisors.IMPORT, Press.IMPORT), (supervisors.DO_NOT_IMPORT, Press.DROP))
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


def digest(notice_id: int, codes: Sequence[str], facts: Digest) -> InlineKeyboardMarkup:
    """What waits for a decision; the cards it speaks of, each opened below; the chart, the register, and on
    which days it comes."""
    queues = (
        (supervisors.REVIEW, Press.PENDING, len(facts.waiting)),
        (supervisors.ANSWER, Press.BACKLOG, len(facts.opinions)),
    )
    waiting = [
        _button(word.format(count=count), with_number(press, 0)) for word, press, count in queues if count
    ]
    besides = (
        (supervisors.SEE_CHART, Press.CHART),
        (supervisors.REGISTER, Press.REGISTER),
        (supervisors.MORNINGS, Press.MORNINGS),
    )
    opened = by_code(Press.OPEN, notice_id, codes).inline_keyboard
    rows = [waiting, *opened] if waiting else [*opened]
    return InlineKeyboardMarkup([*rows, [_button(word, with_number(press, 0)) for word, press in besides]])


def mornings() -> InlineKeyboardMarkup:
    """On which days the digest comes."""
    words = [*supervisors.DAYS.values()]
    return InlineKeyboardMarkup(
        [[_button(word, with_number(Press.MORNINGS, number)) for number, word in enumerate(words, start=1)]]
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
    decide = (
        (supervisors.VERIFY, Press.VERIFY),
        (supervisors.RETURN, Press.RETURN),
        (supervisors.LATER, Press.LATER),
    )
    look = ((supervisors.EVIDENCE, Press.FILES), (public.CARD, Press.OPEN))
    return InlineKeyboardMarkup(
        [[_button(word, on_finding(press, notice_id, code)) for word, press in row] for row in (decide, look)]
    )


def next_review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a decision: the close-out that waits after it."""
    return InlineKeyboardMarkup([[_button(supervisors.NEXT, on_finding(Press.LATER, notice_id, code))]])


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
