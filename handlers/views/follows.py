"""Following: how to, what one follows, and what followers are told."""

from collections.abc import Mapping, Sequence

from handlers.views import card_keys
from handlers.views.html import bold, escape, quote
from handlers.views.naming import spoken
from handlers.views.paging import page_line, page_of
from handlers.views.pieces import headline
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.model import (
    Finding,
    Follow,
    Following,
    News,
    NewsKind,
    NoticeName,
    Scope,
)
from knowledge.record import Record
from knowledge.text import shorten

_A_PAGE = 8
_NEWS_SHOWN, _WORDS_OF_NEWS = 10, 150


def how_to(record: Record) -> View:
    """What following is, with buttons for everything and for each category."""
    findings = record.notice.findings
    first: dict[tuple[str | None, str], str] = {}
    for finding in findings:
        if finding.category_name:
            first.setdefault((finding.section, finding.category_name), finding.code)
    count = texts.FOLLOW_EVERYTHING.format(count=len(findings))
    everything = texts.EVERYTHING if record.is_one_of_several else count
    categories = [(code, name) for (_, name), code in first.items()]
    text = escape(texts.HOW_TO_FOLLOW.format(code=findings[0].code))
    return View((text,), card_keys.to_follow(everything, record.notice_id, categories))


def followed(finding: Finding, said: str, notice_id: int, private: bool) -> View:
    """The receipt for who asked by words; the way out is offered where nobody else sees it."""
    keyboard = card_keys.followed(notice_id, finding.code) if private else None
    return View((headline(finding), escape(said)), keyboard)


def mine(following: Following, page: int, names: Mapping[int, NoticeName]) -> View:
    """One page of what a person follows, and the way they are told; beyond the end is the last page.
    ``names`` are those of the notices that have it, where there are several towns."""
    follows = following.follows
    here, page, pages = page_of(follows, _A_PAGE, page)
    shown = [(one, _label(one, names.get(one.notice_id))) for one in here]
    way = texts.TOLD_IN_THE_EVENING if following.evening else texts.TOLD_AT_ONCE
    head = texts.MY_FOLLOWS.format(count=len(follows)) if follows else texts.MY_NO_FOLLOWS
    lines = "\n".join([head, *(label for _, label in shown)])
    blocks = (escape(lines), *page_line(page, pages), way)
    return View(blocks, card_keys.mine(shown, page, pages, following.evening))


def news(told: Sequence[News]) -> View:
    """What a follower is told: one thing whole, or the day's news, each in its first words."""
    if len(told) == 1:
        return _one(told[0])
    shown = told[:_NEWS_SHOWN]
    left_out = [texts.NEWS_LEFT_OUT.format(count=len(told) - len(shown))] if len(told) > len(shown) else []
    blocks = [texts.NEWS_OF_THE_DAY.format(count=len(told)), *map(_in_short, shown), *left_out]
    places = {(one.notice_id, one.code): one.notice or NoticeName(one.notice_id, "") for one in told}
    ordered = sorted(places, key=lambda place: (-place[0], [*map(int, place[1].split("."))]))
    return View(tuple(blocks), card_keys.news([(places[place], place[1]) for place in ordered]))


def _one(one: News) -> View:
    return View(
        (_title(one), _said(one, texts.HEADLINE_OF_NEWS, one.text)),
        card_keys.followed(one.notice_id, one.code),
    )


def _in_short(one: News) -> str:
    return f"{_title(one)}\n{_said(one, texts.LINE_OF_NEWS, shorten(one.text, _WORDS_OF_NEWS))}"


def _title(one: News) -> str:
    return bold(f"{spoken(one.code, one.notice)} {one.title}")


def _said(one: News, forms: dict[NewsKind, str], text: str) -> str:
    """An update's words stand apart as quoted; a reason is within the sentence."""
    line = escape(forms[one.kind].format(on=one.on, unit=one.unit, text=text))
    return f"{line}\n{quote(text)}" if one.kind in (NewsKind.UPDATE, NewsKind.CORRECTION) else line


def _label(follow: Follow, name: NoticeName | None) -> str:
    if follow.scope is Scope.EVERYTHING:
        return texts.EVERYTHING
    if follow.code is None:
        return texts.MY_GONE.format(title=follow.title)
    if follow.scope is Scope.CATEGORY:
        return texts.MY_CATEGORY.format(name=spoken(follow.title, name))
    return f"{spoken(follow.code, name)} {follow.title}"
