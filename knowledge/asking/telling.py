"""The passages of a finding that say what a question asks of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asking.aspects import (
    MAY_BE_UNSTATED,
    Aspect,
    asks_outright,
    aspect_of,
    counted_so,
    counts,
    says,
)
from knowledge.asking.choosing import ranked
from knowledge.asking.focus import focus
from knowledge.asking.presence import FOUND, in_passages, presence
from knowledge.asking.query import Query, Unit, make_query
from knowledge.asking.stating import states
from knowledge.index.entries import Entry, Part, Passage, names_who_answers
from knowledge.index.index import Index
from knowledge.text import normalise

_MOST_BESIDE = 2
# From this probability on the next passage is shown too, and from that on the likeliest comes first.
_MAYBE, _SURELY = 0.15, 0.6
# Who speaks of 那几家 does not ask how many.
_THOSE = re.compile(r"[那这]几[个家户位名]?(?!年|天|个?月)")
# How much of a common word a passage holds that speaks of it: the word, or another for it.
_SAID = 0.8
# Who asks when it is done is not told by the day on which somebody found out.
_WHEN_DONE = re.compile(
    r"[改修弄办搞整建干做完退换清补通用]|好|完|成|落实|解决|到位|期限|时限|限期|截止|能|才|开工|动工|多久|咱"
)
_ABOUT_THE_PAST = re.compile(r"哪年的|什么时候的|啥时候的|何时的|几月的|发现|发生|查出|反馈")
_REASON = re.compile(r"因(?!此|素|地)|由于|导致|致使|原因|受.{2,8}影响|尚未|还没|还差|未批|难以")
# In nats, as Tokenizer.rarity: an uncommon word.
_NAMES_SOMETHING = 10.5
_ENDS_ASKING = re.compile(r"(?:多少钱?|几[天年号点]|几个月|多久|谁|什么时候|啥时候?)[的了呢啊呀?]*$")
_IS_NOT_DONE = re.compile(r"没|未|还|不")


@dataclass(frozen=True, slots=True)
class Told:
    """The passage that answers, those beside it that say the same kind of thing, and the aspect that the
    finding says nothing of, if it was asked for; ``whole`` where all of the finding is."""

    passage: Passage
    beside: tuple[Passage, ...] = ()
    unstated: Aspect | None = None
    whole: bool = False


def tell(normal: str, entry: Entry, index: Index, is_named: bool = False) -> Told:
    """What a finding has to say to a question about it; ``is_named`` where that has words of its own for what
    it asks about, as 泵站呢."""
    normal = _THOSE.sub("那些", normal)
    aspect, query = aspect_of(normal), make_query(normal, index)
    if aspect in MAY_BE_UNSTATED and (told := _stated(aspect, query, entry)):
        return told
    if is_named:
        return _likeliest(query, entry)
    if aspect in MAY_BE_UNSTATED:
        unstated = None if _is_later(aspect, normal, entry) else aspect
        return Told(_standing(entry, index), unstated=unstated)
    if aspect is Aspect.WHY:
        return _why(normal, entry)
    if aspect is Aspect.HOW:
        return _how(entry)
    if aspect is Aspect.WHOLE:
        return Told(_standing(entry, index), whole=True)
    return _likeliest(query, entry) if _is_told_of(query, entry) else Told(_standing(entry, index))


def asks_of_stranger(normal: str, own: Sequence[Unit], entry: Entry) -> bool:
    """Whether a question ends by asking who, when or how much of what it names, and the finding holds no
    character of that: 门票多少. A word that it holds a part of may be another for what is there."""
    words = [unit for unit in own if len(unit.word) > 1]
    if sum(unit.weight for unit in words) < _NAMES_SOMETHING or _ENDS_ASKING.search(normal) is None:
        return False
    text = entry.forms.normal
    return all(presence(unit, entry) < FOUND and not {*unit.word} & {*text} for unit in words)


def tell_unstated(normal: str, entry: Entry, index: Index) -> Told | None:
    """Where it stands, and that it does not say who, when or how much, for who asks that of what it has no
    word of; None for any other question."""
    aspect = aspect_of(normal)
    if aspect not in MAY_BE_UNSTATED or _is_later(aspect, normal, entry):
        return None
    return Told(_standing(entry, index), unstated=aspect)


def measure(entry: Entry, at: int) -> Told:
    """What one of the numbered measures says, as much of it as a focus holds."""
    whole = entry.finding.measures[at]
    return Told(next((one for one in entry.passages if one.text in whole), entry.passages[0]))


def told_besides(normal: str, entry: Entry, passage: Passage) -> tuple[tuple[Passage, ...], Aspect | None]:
    """Where a passage that answers does not say who, when or how much, though the question asks for it: the
    passages that do; and that nothing does."""
    aspect = aspect_of(normal) if asks_outright(normal) else None
    if aspect not in MAY_BE_UNSTATED or says(aspect, normal).search(passage.forms.normal):
        return (), None
    there = _saying(aspect, normal, entry)
    return tuple(there[:_MOST_BESIDE]), None if there or _is_later(aspect, normal, entry) else aspect


def _is_later(aspect: Aspect, normal: str, entry: Entry) -> bool:
    """Whether an update since the notice says it."""
    stated = says(aspect, normal)
    return any(stated.search(normalise(text)) for text in entry.facts.later)


def _standing(entry: Entry, index: Index) -> Passage:
    """What says how far it is, else the reply's first sentence."""
    return focus(make_query("", index), entry)


def _is_told_of(query: Query, entry: Entry) -> bool:
    """Whether a passage tells of what a question names that has common words only: 真的退了吗."""
    return any(there >= _SAID for row in in_passages(query, entry) for there in row)


def _likeliest(query: Query, entry: Entry) -> Told:
    """The passage that answers best, and the next where it may be that as well; none states who, when or how
    much."""
    (passage, _), *others = ranked(query, entry)
    may_be = [one for one, chance in others if chance >= _MAYBE]
    aspect = aspect_of(query.text)
    is_open = aspect in MAY_BE_UNSTATED and not _is_later(aspect, query.text, entry)
    return Told(passage, tuple(may_be[:_MOST_BESIDE]), aspect if is_open else None)


def _how(entry: Entry) -> Told:
    reply = [one for one in entry.passages if one.part is Part.RECTIFICATION]
    return Told(reply[0], tuple(reply[1 : 1 + _MOST_BESIDE])) if reply else Told(entry.passages[0])


def _stated(aspect: Aspect, query: Query, entry: Entry) -> Told | None:
    """The passages that say it, the one that answers best first; None where none does. One that answers much
    better in other words goes with them."""
    looked = _looked_through(aspect, query.text, entry)
    order = ranked(query, entry)
    there = [one for one, _ in order if one in looked and states(query.text, one)]
    if not there:
        return None
    likeliest, chance = order[0]
    if likeliest not in there and chance >= _SURELY:
        there = [likeliest, *there]
    return Told(there[0], tuple(there[1 : 1 + _MOST_BESIDE]))


def _why(normal: str, entry: Entry) -> Told:
    """Why it is not done stands in the reply, why it came about in the problem."""
    causes = [one for one in entry.passages if _REASON.search(one.forms.normal)]
    first = Part.RECTIFICATION if _IS_NOT_DONE.search(normal) else Part.PROBLEM
    causes.sort(key=lambda one: one.part is not first)
    problem = [one for one in entry.passages if one.part is Part.PROBLEM]
    best, *others = causes or problem or entry.passages[:1]
    return Told(best, tuple(others[:_MOST_BESIDE]))


def is_said(aspect: Aspect | None, normal: str, entry: Entry) -> bool:
    """Whether the finding says what is asked of it."""
    return aspect is not None and any(states(normal, one) for one in _looked_through(aspect, normal, entry))


def counts_so(normal: str, entry: Entry) -> int:
    """How much of what a question counts follows a number in the finding: 2 for 个村 in 25个村."""
    counted = counted_so(normal)
    return max((counts(one.forms.normal, counted) for one in entry.passages), default=0) if counted else 0


def _saying(aspect: Aspect, normal: str, entry: Entry) -> list[Passage]:
    stated = says(aspect, normal)
    return [one for one in _looked_through(aspect, normal, entry) if stated.search(one.forms.normal)]


def _looked_through(aspect: Aspect, normal: str, entry: Entry) -> list[Passage]:
    """The passages that may say it: who does something and when it is done, the reply tells, or the line
    that names who answers for it."""
    is_of_reply = aspect is Aspect.WHO or (
        aspect is Aspect.WHEN and _WHEN_DONE.search(normal) and not _ABOUT_THE_PAST.search(normal)
    )
    return [
        one
        for one in entry.passages
        if one.part is Part.RECTIFICATION or not is_of_reply or names_who_answers(one.text)
    ]
