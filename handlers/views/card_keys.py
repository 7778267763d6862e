"""Keyboards under cards, choices and news of what is followed."""

from collections.abc import Mapping, Sequence
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, to_stop, with_number, with_numbers
from handlers.views.keyboards import CHOICE_LENGTH, MOST_BUTTONS, Markup, button, by_notice, list_button
from handlers.views.naming import code_label, name_beside
from handlers.views.paging import turning
from handlers.views.stops import Stop, to_choices
from handlers.views.texts import opinions, public
from knowledge.asking.reply import Choices
from knowledge.model import Beside, Follow, NoticeName, Scope
from knowledge.record import Record
from knowledge.text import shorten

_ALSO_SHOWN = 3


def card(record: Record, code: str, beside: Beside, back: Stop | None = None) -> InlineKeyboardMarkup:
    """Under a card: the rest of the finding, following it; whether what is claimed is true; its neighbours,
    the way back, the list, an opinion about it."""
    follow = (public.UNFOLLOW, Press.UNFOLLOW) if beside.follows else (public.FOLLOW, Press.FOLLOW)
    first = ((public.FULL, Press.FULL), (public.NEWS, Press.NEWS), follow)
    finding = record.finding(code)
    claimed = finding is not None and record.present_status(finding).claims_completion
    verdict = ((public.RESOLVED, Press.RESOLVED), (public.UNRESOLVED, Press.UNRESOLVED))
    rows = [
        [button(word, on_finding(press, record.notice_id, code, _kept(press, back))) for word, press in row]
        for row in ([first, verdict] if claimed else [first])
    ]
    opine = button(opinions.OPINE, on_finding(Press.OPINE, record.notice_id, code))
    last = [*_leaving(record, back), opine]
    also = [[one] for one in _also(record, code)]
    return InlineKeyboardMarkup([*rows, _neighbours(record, code, back), *also, last])


def _also(record: Record, code: str) -> list[InlineKeyboardButton]:
    """The way to the same matter in other notices."""
    return [
        button(
            public.ALSO_IN.format(notice=name_beside(one.notice, record.name), code=one.there),
            on_finding(Press.CARD, one.notice.id, one.there),
        )
        for one in record.also_in(code)[:_ALSO_SHOWN]
    ]


def _kept(press: Press, back: Stop | None) -> Stop | None:
    """The way back goes with what is shown in place of the card."""
    return back if press in (Press.FULL, Press.NEWS) else None


def with_following(shown: Markup, follows: bool) -> Markup:
    """The keyboard with 取消关注 in the place of 关注, or the other way round."""
    label, press = (public.UNFOLLOW, Press.UNFOLLOW) if follows else (public.FOLLOW, Press.FOLLOW)
    either = {Press.FOLLOW, Press.UNFOLLOW}

    def renewed(shown: InlineKeyboardButton) -> InlineKeyboardButton:
        before, _, about = str(shown.callback_data).partition(":")
        return button(label, f"{press}:{about}") if before in either else shown

    return InlineKeyboardMarkup([[renewed(one) for one in row] for row in shown.inline_keyboard])


def without_remark(shown: Markup) -> Markup:
    """A keyboard without the row that asks whether the answer helped."""
    presses = {Press.HELPED, Press.OFF_POINT}
    rows = (
        row
        for row in shown.inline_keyboard
        if not any(str(one.callback_data).partition(":")[0] in presses for one in row)
    )
    return InlineKeyboardMarkup([*rows])


def remark(asked: int) -> InlineKeyboardMarkup:
    """Whether the answer helped; ``asked`` is what the question is remembered by."""
    words = ((public.HELPED, Press.HELPED), (public.OFF_POINT, Press.OFF_POINT))
    return InlineKeyboardMarkup([[button(word, with_number(press, asked)) for word, press in words]])


def short(record: Record, code: str, link: str, back: Stop | None) -> InlineKeyboardMarkup:
    """Under a short card: all of it in the private chat, following it, the way back."""
    follow = button(public.FOLLOW, on_finding(Press.FOLLOW, record.notice_id, code))
    leaving = [[_back_button(record.notice_id, back)]] if back else []
    return InlineKeyboardMarkup([[*to_all(link).inline_keyboard[0], follow], *leaving])


def to_all(link: str) -> InlineKeyboardMarkup:
    """Under what somebody sent by way of the bot into a chat that it may not be in."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(public.IN_PRIVATE, url=link)]])


def detail(record: Record, code: str, files: int = 0, back: Stop | None = None) -> InlineKeyboardMarkup:
    """Under the full text and under the progress: the photos, the way back to the card."""
    to_card = button(public.BACK_TO_CARD, on_finding(Press.CARD, record.notice_id, code, back))
    shown = button(public.FILES.format(count=files), on_finding(Press.FILES, record.notice_id, code))
    return InlineKeyboardMarkup([*([[shown]] if files else []), [to_card, list_button(record)]])


def _neighbours(record: Record, code: str, back: Stop | None) -> list[InlineKeyboardButton]:
    before, after = record.neighbours(code)
    found = ((public.PREVIOUS, before), (public.NEXT, after))
    return [button(word, on_finding(Press.CARD, record.notice_id, to, back)) for word, to in found if to]


def _leaving(record: Record, back: Stop | None) -> list[InlineKeyboardButton]:
    return [*([_back_button(record.notice_id, back)] if back else []), list_button(record)]


def _back_button(notice_id: int, back: Stop) -> InlineKeyboardButton:
    return button(public.BACK, to_stop(notice_id, back))


def choices(
    record: Record, found: Choices, names: Mapping[int, NoticeName], press: Press = Press.CARD
) -> InlineKeyboardMarkup:
    """One finding a row; then 都不是, and 目录 where there are more than fit."""
    last = [button(public.NONE_OF_THESE, with_number(Press.NONE, 0))]
    more = found.total > len(found.findings)
    return InlineKeyboardMarkup(
        [*_likely(record, found, names, press), [*last, list_button()] if more else last]
    )


def _likely(
    record: Record, found: Choices, names: Mapping[int, NoticeName], press: Press = Press.CARD
) -> list[list[InlineKeyboardButton]]:
    """Each with its beginning, and with its notice where they are of several; a card leads back to the
    choices."""
    placed = found.placed(record.notice_id)
    places = [(notice_id, finding.code) for finding, notice_id in placed]
    rows = []
    for finding, notice_id in placed:
        label = f"{code_label(finding.code, names.get(notice_id))} {finding.title}"
        back = to_choices(notice_id, places, found.total) if press is Press.CARD else None
        to = on_finding(press, notice_id, finding.code, back)
        rows.append([button(shorten(label, CHOICE_LENGTH), to)])
    return rows


def off_point(
    record: Record, code: str, others: Choices, names: Mapping[int, NoticeName]
) -> InlineKeyboardMarkup:
    """What may be meant in place of a finding; then the way back to it, and the list."""
    to_card = button(public.BACK, on_finding(Press.CARD, record.notice_id, code))
    return InlineKeyboardMarkup([*_likely(record, others, names), [to_card, list_button()]])


def followed(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under what is said to somebody of a finding that they follow."""
    words = ((public.SEE, Press.CARD), (public.ENOUGH, Press.ENOUGH))
    return InlineKeyboardMarkup([[button(word, on_finding(press, notice_id, code)) for word, press in words]])


def news(places: Sequence[tuple[NoticeName, str]]) -> InlineKeyboardMarkup:
    """The way to each card, and to what one follows."""
    return by_notice(Press.CARD, places, button(public.MY, with_number(Press.MY, 0)))


def to_follow(everything: str, notice_id: int, categories: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Everything, then a category a row: its first code and its name."""
    rows = [
        [button(shorten(name, CHOICE_LENGTH), on_finding(Press.FOLLOW_CATEGORY, notice_id, code))]
        for code, name in categories[: MOST_BUTTONS - 1]
    ]
    return InlineKeyboardMarkup([[button(everything, with_number(Press.FOLLOW_ALL, 0))], *rows])


def mine(shown: Sequence[tuple[Follow, str]], page: int, pages: int, evening: bool) -> InlineKeyboardMarkup:
    """What is followed, a row each with the way to its card and the way out; pages; the way of being told."""
    rows = [_followed(follow, label, page) for follow, label in shown]
    turns = turning(page, pages, partial(with_number, Press.MY))
    way = public.TELL_AT_ONCE if evening else public.TELL_IN_THE_EVENING
    last = [button(way, with_number(Press.WAY, 0 if evening else 1))]
    return InlineKeyboardMarkup([*rows, *([turns] if turns else []), last])


def _followed(follow: Follow, label: str, page: int) -> list[InlineKeyboardButton]:
    out = with_numbers(Press.RELEASE, follow.id, page)
    if follow.scope is Scope.MATTER and follow.code is not None:
        card = button(shorten(label, CHOICE_LENGTH), on_finding(Press.CARD, follow.notice_id, follow.code))
        return [card, button(public.UNFOLLOW, out)]
    return [button(shorten(f"{public.UNFOLLOW} {label}", CHOICE_LENGTH), out)]
