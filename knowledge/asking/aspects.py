"""What a question asks of a matter – who, when, how much, why, how far – and the passages that say it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.asking.entries import Entry, Part, Passage
from knowledge.asking.focus import focus
from knowledge.asking.index import Index
from knowledge.asking.presence import presence_in
from knowledge.asking.query import Query, make_query
from knowledge.data import data_file
from knowledge.text import normalise


class Aspect(StrEnum):
    """The more telling of two in one question comes first here."""

    HOW_MUCH = "how_much"
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    WHOLE = "whole"
    HOW = "how"
    STANDING = "standing"


_Pattern = re.Pattern[str]
MAY_BE_UNSTATED = (Aspect.WHO, Aspect.WHEN, Aspect.HOW_MUCH)
_MOST_BESIDE = 2
# How much of a common word a passage holds that speaks of it: the word, or another for it.
_SAID = 0.8
# Who asks when it is done is not told by the day on which somebody found out.
_WHEN_DONE = re.compile(
    r"[改修弄办搞整建干做完退换清补通用]|好|完|成|落实|解决|到位|期限|时限|限期|截止|能|才|开工|动工|多久|咱"
)
_ABOUT_THE_PAST = re.compile(r"哪年的|什么时候的|啥时候的|何时的|几月的|发现|发生|查出|反馈")
_BEHIND_HOW_MANY = re.compile(r"(?:多少|几)([一-鿿]{1,3})")
_HOW_OFTEN = re.compile(r"(?:多久|几天|几个?月|多少天|多长时间).{0,4}[一1][次回趟]|多久.{1,2}一|频率|几次")
_IN_CHARGE = re.compile(
    r"负责|管|牵头|责任|领导|部门|单位|科室|主抓|包保|[抓盯归找]|^(?:那|是|到底|究竟)*谁(?:啊|呀|呢|嘛|来的?)*$"
)
_HOW_LONG = re.compile(r"多久|多长|小时|分钟")
_PUNISHED = re.compile(r"处[分罚理]|约谈|批评|追责|问责|警告|抓|罚|撤|免职|开除|挨|判|坐牢")
_CAUSE = re.compile(r"因(?!此|素|地)|由于|导致|致使|原因|受.{2,8}影响|尚未|还没|还差|未批|难以")
_STILL_OPEN = re.compile(r"没|未|还|不")


@dataclass(frozen=True, slots=True)
class Told:
    """The passage that answers, those beside it that say the same kind of thing, and the aspect that the
    finding says nothing of, if it was asked for; ``whole`` where all of the finding is."""

    passage: Passage
    beside: tuple[Passage, ...] = ()
    unstated: Aspect | None = None
    whole: bool = False


def aspect_of(normal: str) -> Aspect | None:
    """What a normalised question asks for, if it says so."""
    return next((aspect for aspect in Aspect if _asked()[aspect].search(normal)), None)


def asks_of_a_matter(normal: str) -> bool:
    """Whether a question asks who is in charge of something, when it is done, what was spent on it."""
    return _asked()["of_a_matter"].search(normal) is not None


def without_aspects(normal: str) -> str:
    """The question without the phrases that ask for an aspect."""
    for aspect in Aspect:
        normal = _asked()[aspect].sub(" ", normal)
    return normal


def tell(normal: str, entry: Entry, index: Index, is_named: bool = False) -> Told:
    """What a finding has to say to a question about it; ``is_named`` where that has words of its own for what
    it asks about, as 泵站呢."""
    aspect, query = aspect_of(normal), make_query(normal, index)
    if aspect in MAY_BE_UNSTATED and (told := _stated(aspect, normal, query, entry)):
        return told
    if is_named:
        passage = focus(query, entry)
        return Told(passage, *told_besides(normal, entry, passage))
    if aspect in MAY_BE_UNSTATED and not _is_of_a_deed(aspect, normal):
        unstated = None if _is_later(aspect, normal, entry) else aspect
        return Told(_standing(entry, index), unstated=unstated)
    if aspect is Aspect.WHY:
        return _why(normal, entry)
    if aspect is Aspect.HOW:
        return _how(entry)
    if aspect is Aspect.WHOLE:
        return Told(_standing(entry, index), whole=True)
    return Told(_named(query, entry) or _standing(entry, index))


def _is_of_a_deed(aspect: Aspect, normal: str) -> bool:
    """Whether it asks who did something, which any sentence may say, and not who is in charge."""
    return aspect is Aspect.WHO and _IN_CHARGE.search(normal) is None


def measure(entry: Entry, at: int) -> Told:
    """What one of the numbered measures says, as much of it as a focus holds."""
    whole = entry.finding.measures[at]
    return Told(next((one for one in entry.passages if one.text in whole), entry.passages[0]))


def told_besides(normal: str, entry: Entry, passage: Passage) -> tuple[tuple[Passage, ...], Aspect | None]:
    """Where a passage that answers does not say who, when or how much, though the question asks for it: the
    passages that do; and that nothing does."""
    is_asked = asks_of_a_matter(normal) or _asked()["outright"].search(normal)
    aspect = aspect_of(normal) if is_asked else None
    if aspect not in MAY_BE_UNSTATED or _says(aspect, normal).search(passage.forms.normal):
        return (), None
    there = _saying(aspect, normal, entry)
    return tuple(there[:_MOST_BESIDE]), None if there or _is_later(aspect, normal, entry) else aspect


def is_said(aspect: Aspect | None, normal: str, entry: Entry) -> bool:
    """Whether the finding says what is asked of it."""
    return aspect is not None and bool(_saying(aspect, normal, entry))


def counts_so(normal: str, entry: Entry) -> int:
    """How much of what a question counts follows a number in the finding: 2 for 个村 in 25个村."""
    counted = _counted_so(normal)
    return max((_counts(one, counted) for one in entry.passages), default=0) if counted else 0


def _saying(aspect: Aspect, normal: str, entry: Entry) -> list[Passage]:
    says = _says(aspect, normal)
    return [one for one in _looked_through(aspect, normal, entry) if says.search(one.forms.normal)]


def _is_later(aspect: Aspect, normal: str, entry: Entry) -> bool:
    """Whether an update since the notice says it."""
    says = _says(aspect, normal)
    return any(says.search(normalise(text)) for text in entry.facts.later)


def _standing(entry: Entry, index: Index) -> Passage:
    """What says how far it is, else the reply's first sentence."""
    return focus(make_query("", index), entry)


def _named(query: Query, entry: Entry) -> Passage | None:
    """The passage that tells of what a question names that has common words only: 真的退了吗."""
    held = max((presence_in(unit, one.forms) for unit in query.units for one in entry.passages), default=0.0)
    return focus(query, entry) if held >= _SAID else None


def _how(entry: Entry) -> Told:
    reply = [one for one in entry.passages if one.part is Part.RECTIFICATION]
    return Told(reply[0], tuple(reply[1 : 1 + _MOST_BESIDE])) if reply else Told(entry.passages[0])


def _stated(aspect: Aspect, normal: str, query: Query, entry: Entry) -> Told | None:
    """The passages that say it, the one that fits the question best first; None where none does."""
    there = _saying(aspect, normal, entry)
    if not there:
        return None
    counted = _counted_so(normal) if aspect is Aspect.HOW_MUCH else None
    best = max(there, key=lambda one: (counted is not None and _counts(one, counted), *_fits(query, one)))
    others = [one for one in there if one is not best]
    return Told(best, tuple(others[:_MOST_BESIDE]))


def _counted_so(normal: str) -> str | None:
    """What follows 几 and 多少: the measure, and what is counted."""
    match = _BEHIND_HOW_MANY.search(normal)
    return match[1] if match else None


def _counts(passage: Passage, counted: str) -> int:
    """How much of the measure and what is counted follows a number in a passage: 个村 in 25个村."""
    sizes = range(len(counted), 0, -1)
    number = r"[\d两二三四五六七八九十百千万]\s*[余多]?\s*"
    text = passage.forms.normal
    return next((n for n in sizes if re.search(number + re.escape(counted[:n]), text)), 0)


def _fits(query: Query, passage: Passage) -> tuple[float, bool]:
    """What the passage holds of the question's own words; of two, the reply goes first."""
    held = sum(unit.weight * presence_in(unit, passage.forms) for unit in query.units)
    return held, passage.part is Part.RECTIFICATION


def _looked_through(aspect: Aspect, normal: str, entry: Entry) -> list[Passage]:
    """The passages that may say it: when something is done, the reply alone tells."""
    is_of_reply = aspect is Aspect.WHO or (
        aspect is Aspect.WHEN and _WHEN_DONE.search(normal) and not _ABOUT_THE_PAST.search(normal)
    )
    return [one for one in entry.passages if one.part is Part.RECTIFICATION or not is_of_reply]


def _why(normal: str, entry: Entry) -> Told:
    """Why it is not done stands in the reply, why it came about in the problem."""
    causes = [one for one in entry.passages if _CAUSE.search(one.forms.normal)]
    first = Part.RECTIFICATION if _STILL_OPEN.search(normal) else Part.PROBLEM
    causes.sort(key=lambda one: one.part is not first)
    problem = [one for one in entry.passages if one.part is Part.PROBLEM]
    best, *others = causes or problem or entry.passages[:1]
    return Told(best, tuple(others[:_MOST_BESIDE]))


def _says(aspect: Aspect, normal: str) -> _Pattern:
    """How a notice states the aspect, in the way it is asked for."""
    if aspect is Aspect.HOW_MUCH:
        return _stating(next((kind for kind, asks in _counted() if asks.search(normal)), "figures"))
    if aspect is Aspect.WHO:
        if _PUNISHED.search(normal):
            return _stating("punished")
        return _stating("who", "who_did") if _is_of_a_deed(aspect, normal) else _stating("who")
    if _HOW_OFTEN.search(normal):
        return _stating("how_often")
    return _stating("when", "how_long") if _HOW_LONG.search(normal) else _stating("when")


@cache
def _stating(*kinds: str) -> _Pattern:
    statements = dict(_rows("stated.tsv"))
    return re.compile("|".join(statements[kind].pattern for kind in kinds))


@cache
def _asked() -> dict[str, _Pattern]:
    return dict(_rows("aspects.tsv"))


@cache
def _counted() -> list[tuple[str, _Pattern]]:
    """What is counted, by how it is asked for; the first that fits."""
    return _rows("counted.tsv")


def _rows(name: str) -> list[tuple[str, _Pattern]]:
    """A kind and its regular expressions on each line."""
    lines = (line.partition("\t") for line in data_file(name).splitlines() if not line.startswith("#"))
    return [(kind, re.compile("|".join(f"(?:{one})" for one in forms.split()))) for kind, _, forms in lines]
