"""question + index → Answer | Choices | Overview | NotFound."""

from dataclasses import replace

from knowledge import codes
from knowledge.asking.aspects import Aspect, asks_of_a_matter
from knowledge.asking.followups import (
    Reference,
    by_place,
    goes_on,
    in_force,
    matter_of,
    own_units,
    reference,
    staying,
)
from knowledge.asking.manner import OF_WHAT_WAS_SAID, Manner, read_manner
from knowledge.asking.ofbot import of_bot
from knowledge.asking.persons import is_of_person, tell_of_person
from knowledge.asking.places import another_place
from knowledge.asking.pointing import is_same_again, points_alone
from knowledge.asking.query import make_query
from knowledge.asking.ranking import fitted, matches_of
from knowledge.asking.reply import Answer, Choices, Miss, NotFound, Overview, Reply, keys_of
from knowledge.asking.routing import routes, year_of_none
from knowledge.asking.searching import MEANT, answer_with, choices_of, first_that_answers, likely, of_route
from knowledge.asking.signs import asks_elsewhere
from knowledge.asking.telling import Told, measure, tell, tell_unstated
from knowledge.asking.titles import titled
from knowledge.asking.turning import names_others, turned, turned_to
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.language.numbers import numbers
from knowledge.model import ReplyKind, Talk
from knowledge.text import normalise

MAX_QUESTION = 300

_NOWHERE = frozenset[int]()


def answer(question: str, index: Index, talk: Talk | None = None, home: frozenset[int] = _NOWHERE) -> Reply:
    """The reply to one question, which may lean on what was shown before, where that is given, and goes first
    to the notices of ``home`` where it names nobody; never raises for what a person may type."""
    newest = index.notices.newest(home or None)
    if len(question) > MAX_QUESTION:
        return NotFound(Miss.TOO_LONG, notice_id=newest)
    normal = _naming_its_notice(normalise(question))
    if not normal:
        return NotFound(Miss.EMPTY, notice_id=newest)
    asked = of_bot(normal)
    if asked and not any(map(index.holds, numbers(normal))):  # a notice may tell of 12345 itself
        return Overview(asked, notice_id=newest)
    return _among(normal, index, in_force(talk, index), home)


def _among(normal: str, index: Index, talk: Talk | None, home: frozenset[int]) -> Reply:
    """The reply after what was shown, if anything was; the same choices are not offered again and again."""
    cards = talk if talk and talk.shown else None  # on a list a question leans by a place alone
    is_listed = talk is not None and by_place(normal, index, talk) is not None
    if cards is None and not is_listed and points_alone(normal, index.language.tokenizer):
        return NotFound(Miss.NOTHING_SHOWN, notice_id=index.notices.newest(home or None))
    reply = _after(normal, index, talk, cards, home)
    if cards and isinstance(reply, Choices) and is_same_again(normal, cards, keys_of(reply)):
        return NotFound(Miss.STILL_UNCLEAR, notice_id=reply.notice_ids[0])
    return reply


def _after(normal: str, index: Index, talk: Talk | None, cards: Talk | None, home: frozenset[int]) -> Reply:
    """The reply after a list, or ``cards``."""
    if cards and len(cards.shown) == 1 and (manner := read_manner(normal)) in OF_WHAT_WAS_SAID:
        return _again(manner, index, cards, home)
    if cards and (there := turned_to(normal, index)):
        return _turned(normal, index, cards, there)
    is_of_others = talk is not None and names_others(normal, index, talk)
    if talk and not is_of_others and (reply := _pointed(normal, index, talk, home)):
        return reply
    return _of_own_words(normal, index, cards, home, is_of_others)


def _naming_its_notice(normal: str) -> str:
    """2019年通报1.2.6 of 2019 1.2.6, as commands have it."""
    year, rest = codes.after_year(normal)
    return normal if year is None else f"{year}年通报{rest}"


def _pointed(normal: str, index: Index, talk: Talk, home: frozenset[int]) -> Reply | None:
    """The reply to a question that just points at what was shown."""
    if chosen := by_place(normal, index, talk):
        return _referred(chosen, index, home)
    if talk.shown and (pointed := reference(normal, index, talk)):
        return _told_elsewhere(normal, index, home, _referred(pointed, index, home))
    return None


def _again(manner: Manner | None, index: Index, talk: Talk, home: frozenset[int]) -> Reply:
    """The same finding for who did not understand it, or does not believe it."""
    reply = _referred(Reference(talk.shown, ""), index, home)
    return replace(reply, again=manner) if isinstance(reply, Answer) else reply


def _told_elsewhere(normal: str, index: Index, home: frozenset[int], reply: Reply) -> Reply:
    """The reply, but where what was shown does not say how many, and another finding does for certain, that
    one: 几个人受处分. Who is in charge many say, and when."""
    if not isinstance(reply, Answer) or reply.unstated is not Aspect.HOW_MUCH:
        return reply
    if not own_units(normal, index):  # 花多少钱整的 is of nothing but what was shown
        return reply
    found = _found(normal, index, None, home)
    return found if isinstance(found, Answer) and found.unstated is None else reply


def _of_own_words(
    normal: str, index: Index, talk: Talk | None, home: frozenset[int], is_of_others: bool
) -> Reply:
    """The reply to a question that does not just point at what was shown, and may be of others than that."""
    if other := year_of_none(normal, index, home):
        year, years = other
        newest = index.notices.newest(home or None)
        return NotFound(Miss.OTHER_YEAR, notice_id=newest, year=year, years=(*years,))
    near = talk if not _is_abroad(talk, home) else None
    reply = _found(normal, index, near, home)
    if codes.find_codes(normal):  # what is named by its number is meant by nothing else
        return reply
    if talk and not is_of_others:
        there = reply if near else _found(normal, index, talk)
        if stays := staying(normal, index, talk, there.kind, keys_of(there)):
            if not isinstance(there, Answer) and (named := titled(normal, index, talk.shown)):
                stays = Reference((named,), normal, is_named=True)
            return _told_elsewhere(normal, index, home, _referred(stays, index, home))
    if isinstance(reply, NotFound | Choices) and (talk or asks_of_a_matter(normal)):
        reply = _by_matter(normal, index, near, home) or reply
    if not isinstance(reply, NotFound):
        return reply
    if talk:
        reply = replace(reply, goes_on=goes_on(normal, index, talk))
    return _of_another_place(reply, normal, index, home)


def _of_another_place(reply: NotFound, normal: str, index: Index, home: frozenset[int]) -> NotFound:
    """That a place has no notice here is said, where there are several towns; none of them is asked for it
    but the chat's own."""
    if reply.miss is not Miss.NO_MATCH or not index.notices.are_of_several:
        return reply
    if (place := another_place(normal, index)) is None:
        return reply
    return replace(reply, place=place, notice_id=index.notices.newest(home) if home else 0)


def _turned(normal: str, index: Index, talk: Talk, there: frozenset[int]) -> Reply:
    """The reply to who asks of another town what was talked of; that it has no such thing is said."""
    same = turned(normal, index, talk, there)
    if same is None:
        return NotFound(Miss.NOT_THERE, notice_id=index.notices.newest(there))
    return _referred(same, index, there)


def _is_abroad(talk: Talk | None, home: frozenset[int]) -> bool:
    """Whether what was shown is of another town than the chat: a new topic is looked for at home."""
    return talk is not None and bool(home) and not home & {notice_id for notice_id, _ in talk.shown}


def _found(normal: str, index: Index, talk: Talk | None, home: frozenset[int] = _NOWHERE) -> Reply:
    """What the question's own words find."""
    near = index.notices.of_issuer(talk.shown[0][0]) if talk else frozenset[int]()
    reply = first_that_answers(of_route(route, index) for route in routes(normal, index, near, home))
    if talk is None or not isinstance(reply, Choices) or codes.find_codes(normal):
        return reply
    return _clearest(normal, index, frozenset(reply.notice_ids)) or reply


def _clearest(normal: str, index: Index, scope: frozenset[int]) -> Answer | None:
    """The one finding that is much likelier meant than others: who talks of a notice asks about it mostly."""
    query, matches = make_query(normal, index), matches_of(normal, index, scope)
    if len(likely(matches, MEANT)) != 1 or matches[0].probability < fitted().offer_from:
        return None
    return answer_with(matches[0].entry, query, (matches[0].entry.finding.code,))


def found_first(normal: str, index: Index, talk: Talk | None) -> tuple[ReplyKind, tuple[Key, ...]]:
    """What kind of reply a question's own words get, and its findings, whatever was shown before."""
    reply = _found(normal, index, talk)
    return reply.kind, keys_of(reply)


def _by_matter(normal: str, index: Index, talk: Talk | None, home: frozenset[int]) -> Answer | None:
    """The answer to a question whose matter is clear, though what it asks of that is not found."""
    matter = matter_of(normal, index)
    found = _found(matter, index, talk, home) if matter else None
    if not isinstance(found, Answer):
        return None
    entry = index.entry(found.notice_id, found.finding.code)
    if entry is None or asks_elsewhere(normal, entry.forms.normal):
        return None
    return answer_with(entry, make_query(normal, index), found.codes)


def _told(to: Reference, entry: Entry, index: Index) -> Told:
    """What the finding has to say to it."""
    if to.measure is not None:
        return measure(entry, to.measure)
    if is_of_person(to.text, entry, index):
        return tell_of_person(to.text, entry, index)
    if to.is_strange and (told := tell_unstated(to.text, entry, index)):
        return told
    return tell(to.text, entry, index, to.is_named)


def _referred(to: Reference, index: Index, home: frozenset[int]) -> Reply:
    """The reply to a question about what was shown."""
    entries = [entry for one in to.shown if (entry := index.entry(*one))]
    if len(entries) > 1:
        return choices_of(entries)
    if not entries:
        return NotFound(Miss.NONE_MEANT, notice_id=index.notices.newest(home or None))
    entry = entries[0]
    told = _told(to, entry, index)
    return Answer(
        entry.finding, told.passage.text, told.passage.part, (entry.finding.code,), entry.notice_id,
        told.beside, told.unstated, told.whole,
    )  # fmt: skip
