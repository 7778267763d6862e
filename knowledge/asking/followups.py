"""What a question refers to of what was shown before: 第二个, 花了多少钱, 那泵站呢."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.asking.aspects import MAY_BE_UNSTATED, Aspect, aspect_of, without_aspects
from knowledge.asking.ellipsis import (
    LONGEST,
    as_heard,
    is_elliptical,
    is_of_the_whole,
    names_actions_only,
    own_words,
    says_deed,
)
from knowledge.asking.manner import Manner, read_manner
from knowledge.asking.ordinals import Ordinal, Place, read_ordinal
from knowledge.asking.persons import is_of_person
from knowledge.asking.places import names_another_place
from knowledge.asking.pointing import means_none
from knowledge.asking.presence import FOUND, presence
from knowledge.asking.query import Unit, make_query
from knowledge.asking.ranking import matches_of
from knowledge.asking.staying import NAMES_A_MATTER, Found, heaviest, is_another, may_stay, stays
from knowledge.asking.telling import asks_of_stranger
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.language.tokens import Tokenizer
from knowledge.model import ReplyKind, Talk

_QUESTION = re.compile(r"[吗么没]|\?$")
_POINTS = re.compile(r"[的这那是]一?[个条件项]")
_YES = re.compile(r"(?:就?是|对|没错|就)的?[这那]?[个条]?[的啊呀吧]*|(?:就是?|是)?[这那][个条][呢吧]?")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question refers to: one finding, several of which one must be chosen first, or none of those
    shown; ``text`` is the question as it is understood. ``measure`` is the number of the measure that is
    meant, from 0; ``is_named`` says that the question has words of its own for what it asks about,
    ``is_strange`` that what is shown holds no part of them."""

    shown: tuple[Key, ...]
    text: str
    measure: int | None = None
    is_named: bool = False
    is_strange: bool = False


def leans(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether a normalised question, by its words alone, may lean on what was shown before."""
    if len(normal) > LONGEST:
        return False
    if read_ordinal(normal) or _POINTS.search(normal) or _is_answer(normal):
        return True
    if is_elliptical(normal, tokenizer) or names_actions_only(normal, tokenizer):
        return True
    return aspect_of(normal) in MAY_BE_UNSTATED or is_elliptical(as_heard(normal, tokenizer), tokenizer)


def _is_answer(normal: str) -> bool:
    """Whether it says yes or no to what was shown."""
    return _YES.fullmatch(normal) is not None or means_none(normal)


def by_place(normal: str, index: Index, talk: Talk) -> Reference | None:
    """Which of those shown, or of the list that one was picked from, is meant by its place: 第二个."""
    ordinal = None if len(normal) > LONGEST or _is_manner(normal) else read_ordinal(normal)
    if ordinal is None or own_words(ordinal.rest, index.language.tokenizer) or is_of_the_whole(ordinal.rest):
        return None
    listed = talk.shown if len(talk.shown) > 1 else talk.among
    if not listed:
        return _beside(ordinal, index, talk.shown[0])
    at = ordinal.among(len(listed), listed.index(talk.shown[0]) if len(talk.shown) == 1 else None)
    return Reference((listed[at],), ordinal.rest) if at is not None else None


def reference(normal: str, index: Index, talk: Talk) -> Reference | None:
    """What the question points at, where it points, by no place, and names nothing; else None."""
    if len(normal) > LONGEST or _is_manner(normal):
        return None
    if means_none(normal):
        return Reference((), normal)
    if len(talk.shown) == 1 and _YES.fullmatch(normal):
        return Reference(talk.shown, normal)
    return Reference(talk.shown, normal) if goes_without_saying(normal, index, talk.shown) else None


def staying(
    normal: str, index: Index, talk: Talk, kind: ReplyKind, found: tuple[Key, ...]
) -> Reference | None:
    """What a question refers to of what was shown, given what its own search found; None where that decides:
    it is sure, or what was shown does not hold the question's words."""
    if len(normal) > LONGEST or _is_manner(normal):
        return None
    entries = _entries(index, talk.shown)
    if heard := _by_sound(normal, index, kind):
        is_strange = len(entries) == 1 and asks_of_stranger(heard, own_units(heard, index), entries[0])
        return Reference(talk.shown, heard, is_strange=is_strange)
    if len(entries) == 1 and is_of_person(normal, entries[0], index):
        return Reference(talk.shown, normal)
    if names_another_place(normal, index) or (kind is ReplyKind.OVERVIEW and is_of_the_whole(normal)):
        return None
    return _by_words(normal, index, talk, weighed(normal, index, kind, found))


def goes_on(normal: str, index: Index, talk: Talk) -> bool:
    """Whether a question that got no answer may have been about what was shown."""
    if len(normal) > LONGEST or names_another_place(normal, index):
        return False
    own, found = own_units(normal, index), weighed(normal, index, ReplyKind.NOT_FOUND, ())
    return any(may_stay(normal, one, own, found) for one in _entries(index, talk.shown))


def weighed(normal: str, index: Index, kind: ReplyKind, found: Iterable[Key]) -> Found:
    """What a question's own search found, with how likely each is."""
    matches = matches_of(normal, index)
    chances = {one.entry.key: one.probability for one in matches}
    return Found(kind, _entries(index, found), chances)


def goes_without_saying(normal: str, index: Index, shown: Iterable[Key]) -> bool:
    """Whether a question names no matter, and those shown hold the common words of what was done."""
    return is_elliptical(normal, index.language.tokenizer) and not _is_of_others(normal, index, shown)


def matter_of(normal: str, index: Index) -> str | None:
    """The words of a question that name a matter, without what is asked of it, in one; None where it names
    none, or another place."""
    tokenizer = index.language.tokenizer
    words = own_words(normal, tokenizer)
    own = "".join(words)
    is_matter = own != normal and sum(map(tokenizer.rarity, words)) >= NAMES_A_MATTER
    if not is_matter or names_another_place(normal, index) or names_actions_only(normal, tokenizer):
        return None
    if is_of_the_whole(normal):
        return None
    return own


def in_force(talk: Talk | None, index: Index) -> Talk | None:
    """What was shown and is there still; None where that is nothing."""
    if talk is None:
        return None
    shown, among = (
        tuple(one for one in many if index.entry(*one) is not None) for many in (talk.shown, talk.among)
    )
    return Talk(shown, among) if shown or among else None


def _is_manner(normal: str) -> bool:
    """Whether it is no question: 好了 is none, 好了吗 is one of what was shown."""
    manner = read_manner(normal)
    return manner is not None and not (manner is Manner.PARTING and _QUESTION.search(normal))


def _beside(ordinal: Ordinal, index: Index, shown: Key) -> Reference | None:
    """After one card: 第二个 is the second measure of it (第二条 is an item of the notice), 上面那个 the card
    itself, 下一个 the notice's next finding."""
    entry = index.entry(*shown)
    if entry is None or (ordinal.is_item and ordinal.place is Place.NTH):
        return None
    measures = len(entry.finding.measures)
    if ordinal.place in (Place.NTH, Place.LAST) and measures:
        at = ordinal.among(measures, None)
        return Reference((shown,), ordinal.rest, at) if at is not None else None
    if ordinal.place is Place.ABOVE:
        return Reference((shown,), ordinal.rest)
    neighbours = dict(
        zip((Place.BEFORE, Place.AFTER), index.notices.source(shown[0]).neighbours(shown[1]), strict=True)
    )
    code = neighbours.get(ordinal.place)
    return Reference(((shown[0], code),), ordinal.rest) if code else None


def _by_sound(normal: str, index: Index, kind: ReplyKind) -> str | None:
    """The question that asks for something and names nothing, as it was meant; what is typed in pinyin is no
    slip where the search is sure, nor is what asks for an overview."""
    heard = as_heard(normal, index.language.tokenizer)
    asked = aspect_of(heard) if is_elliptical(heard, index.language.tokenizer) else None
    if asked is None or (kind is ReplyKind.ANSWER and normal.isascii()):
        return None
    return None if kind is ReplyKind.OVERVIEW and asked is not Aspect.STANDING else heard


def _by_words(normal: str, index: Index, talk: Talk, found: Found) -> Reference | None:
    """Those shown that the question likely goes on about: the one that holds most of its words, where it has
    any."""
    own = own_units(normal, index)
    is_sure = found.kind is ReplyKind.ANSWER and len(talk.shown) == 1
    about = [
        one
        for one in _entries(index, talk.shown)
        if (is_sure and one in found.entries)
        or (stays(normal, one, own, found) and not is_another(one, own, found))
    ]
    if not about:
        return None
    if len(about) == 1:
        is_strange = asks_of_stranger(normal, own, about[0])
        return Reference((about[0].key,), normal, is_named=bool(own), is_strange=is_strange)
    if found.kind is ReplyKind.ANSWER and _POINTS.search(normal) is None:  # that is one of them, or a new one
        return None
    most = heaviest(about, own)
    return Reference(tuple(one.key for one in most), normal, is_named=len(most) == 1)


def _is_of_others(normal: str, index: Index, shown: Iterable[Key]) -> bool:
    """Whether nothing shown holds any of the common words that say what was done: 罚款交了没."""
    units = _of_deeds(normal, index)
    entries = [index.entry(*one) for one in shown]
    held = (presence(unit, entry) >= FOUND for unit in units for entry in entries if entry)
    return bool(units) and not any(held)


def _of_deeds(normal: str, index: Index) -> list[Unit]:
    """The common words of a question that say what was done, and do not just ask or point."""
    units = make_query(without_aspects(normal), index).units
    return [unit for unit in units if unit.is_spelt or says_deed(unit.word)]


def _entries(index: Index, keys: Iterable[Key]) -> list[Entry]:
    """Those that are there still."""
    return [entry for key in keys if (entry := index.entry(*key))]


def own_units(normal: str, index: Index) -> list[Unit]:
    """What the question names beyond what any question about a matter may hold."""
    own = {*own_words(normal, index.language.tokenizer)}
    query = make_query(without_aspects(normal), index)
    if is_elliptical(normal, index.language.tokenizer):
        return _of_deeds(normal, index)
    return [unit for unit in query.units if unit.word in own or unit.number or unit.is_spelt]
