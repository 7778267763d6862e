"""What is offered to somebody who types after the bot's name: each a card that they may send."""

from zoneinfo import ZoneInfo

from telegram import InlineQueryResultArticle, InputTextMessageContent

from handlers.views import card_keys, cards, contents
from handlers.views.html import plain
from handlers.views.naming import code_in
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.reply import Answer
from knowledge.record import Record
from knowledge.text import one_line, shorten

MOST = 10
# Characters: two lines on a phone.
_LINE = 80


def card(answer: Answer, record: Record, zone: ZoneInfo, link: str) -> InlineQueryResultArticle:
    """The short card of a finding; ``link`` leads to all of it."""
    finding = answer.finding
    status = texts.STATUS[record.present_status(finding).status]
    return _article(
        f"{record.notice_id}-{finding.code}",
        f"{code_in(record, finding.code)} {finding.title}",
        texts.INLINE_LINE.format(status=status, focus=one_line(answer.focus)),
        cards.short(answer, record, zone, link),
        link,
    )


def standing(record: Record, link: str) -> InlineQueryResultArticle:
    """Where the findings of a notice stand."""
    view = contents.status_list(record)
    title = f"{texts.INLINE_STANDING}：{record.notice.title}"
    return _article(f"{record.notice_id}-standing", title, _first_lines(view), view, link)


def told(view: View, record: Record, link: str) -> InlineQueryResultArticle:
    """What is said of a notice as a whole, under its own first line."""
    title, _, rest = plain(view.messages[0]).partition("\n")
    return _article(f"{record.notice_id}-overview", title.rstrip("："), rest, view, link)


def nothing(view: View, record: Record, link: str) -> InlineQueryResultArticle:
    """That there is no answer, and whom to ask."""
    told_besides = "\n".join(map(plain, view.blocks[1:]))
    return _article(f"{record.notice_id}-nothing", texts.INLINE_NOTHING, told_besides, view, link)


def _first_lines(view: View) -> str:
    return plain(view.messages[0]).partition("\n")[2]


def _article(key: str, title: str, line: str, view: View, link: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        key,
        shorten(title, _LINE),
        InputTextMessageContent(view.messages[0]),
        description=shorten(one_line(line), _LINE),
        reply_markup=card_keys.to_all(link),
    )
