"""Which passage of a finding answers a question about it best: a softmax over what speaks for each.

Fitted by ``python -m tests.bench.fit_followups`` to labelled follow-ups and kept in
knowledge/data/followups.json.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz

from knowledge.asking.aspects import (
    MAY_BE_UNSTATED,
    Aspect,
    aspect_of,
    counted_so,
    counts,
    is_of_a_deed,
    says,
)
from knowledge.asking.presence import presence_in
from knowledge.asking.query import Query
from knowledge.asking.ranking import softmax
from knowledge.data import data_file
from knowledge.index.entries import Entry, Part, Passage

_STILL_OPEN = re.compile(r"[没未还不剩差]|另")
_OPEN = re.compile(r"尚未|仍|暂|未|正在|剩余|其余|另有|还有|待|拟|计划|将")
_CAUSE = re.compile(r"因(?!此|素|地)|由于|导致|致使|原因|受.{2,8}影响|难以")
_DONE = re.compile(r"已|完成|全部|完毕")
_CLOCK, _HOURS = re.compile(r"几点"), re.compile(r"\d{1,2}\s*(?:时|点(?!\d)|:\d\d)")
_DAY, _WEEKDAYS = re.compile(r"哪[天日]|周几|星期|礼拜"), re.compile(r"周[一二三四五六日末]|工作日")
_SPAN = re.compile(r"几[年天]|几个?(?:月|小时)|多久|多少[年天]|多长时间")
_SPANS = re.compile(
    r"(?<!\d)[\d两二三四五六七八九十半]{1,2}(?:个)?(?:年|天|月|小时|分钟|学期|工作日|日内)(?!\d)"
)
_REGULAR = re.compile(r"多久|频率|几次|周几|星期|每|一[次回趟]|几点")
_EACH = re.compile(r"每个?(?:学期|季度?|年|半年|两年|月(?!\d)|周(?![一二三四五六日]))")
# What has lasted since a year tells no day, nor does a title.
_SINCE = re.compile(r"(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?以来|《[^》]*》")
_ACTOR = re.compile(
    r"公司|施工[方队]|[商承]\w{0,3}方|个体户|商户|经办人|当事人|合作社|[一-鿿]某|纪委|党委|政府(?!专项)|村委|支部|法院|工作组|专班|中心"
    r"|[局所站院办](?:[已对将会与把在]|组织|负责|牵头)"
)
# What else tells it, where it is asked for so.
_FURTHER = ((_CLOCK, _HOURS), (_SPAN, _SPANS), (_DAY, _WEEKDAYS))
_PUNISHED = re.compile(r"处[分罚理]|受|罚|撤|抓|判|下场|怎么样|咋样|怎样")
_PUNISHING = re.compile(
    r"处分|警告|诫勉|约谈|批评|检查|检讨|免职|免去|撤|开除|辞退|停职|立案|调离|判|拘留|解除|移送|刑事"
)
_PERSON = re.compile(r"谁|姓|名|书记|主任|局长|院长|校长|站长|会计|干部|人呢")
_NAMED = re.compile(r"[一-鿿]某|书记|主任|局长|院长|校长|站长|会计")
_MONEY, _AMOUNTS = re.compile(r"钱|元|款|资金"), re.compile(r"\d\s*(?:余)?[万亿]?元")


# In nats, as a unit's weight; and from which presence on a passage clearly holds a unit.
_MOST_HELD, _CLEARLY = 30.0, 0.5


@cache
def _weights() -> Mapping[str, float]:
    table: Mapping[str, Mapping[str, float]] = json.loads(data_file("followups.json"))
    return table["passage"]


def ranked(query: Query, entry: Entry) -> list[tuple[Passage, float]]:
    """The passages, likeliest first, each with the probability that it answers best."""
    scores = [
        sum(_weights().get(name, 0.0) * value for name, value in its.items())
        for its in features(query, entry)
    ]
    pairs = zip(entry.passages, softmax(scores), strict=True)
    return sorted(pairs, key=lambda pair: -pair[1])


def states(normal: str, passage: Passage) -> bool:
    """Whether a passage says who, when or how much, if that is what a normalised question asks."""
    aspect, text = aspect_of(normal), passage.forms.normal
    if aspect not in MAY_BE_UNSTATED:
        return False
    further = [
        said for asked, said in ((_CLOCK, _HOURS), (_SPAN, _SPANS), (_DAY, _WEEKDAYS)) if asked.search(normal)
    ]
    if aspect is Aspect.WHEN and not _REGULAR.search(normal):
        text = _SINCE.sub(" ", _EACH.sub(" ", text))
    if is_of_a_deed(aspect, normal):
        further.append(_ACTOR)
    return any(said.search(text) for said in (says(aspect, normal), *further))


def features(query: Query, entry: Entry) -> list[dict[str, float]]:
    """What speaks for each passage."""
    quoted = entry.finding.status_quote
    there = [[presence_in(unit, one.forms) for one in entry.passages] for unit in query.units]
    size = len(entry.passages)
    held, own = _weighed(query, there, size), _weighed(query, [*map(_apart, there)], size)
    most = max(held, default=0.0)
    first_reply = next((one for one in entry.passages if one.part is Part.RECTIFICATION), None)
    return [
        {
            "held": min(its, _MOST_HELD) / 10,
            "own": min(alone, _MOST_HELD) / 10,
            "holds_most": float(0 < its == most),
            "pairs": query.pairs_in(one.forms),
            "alike": fuzz.partial_ratio(query.core, one.forms.normal) / 100 if query.core else 0.0,
            "reply": float(one.part is Part.RECTIFICATION),
            "first_reply": float(one is first_reply),
            "status": float(bool(quoted) and (one.text in (quoted or "") or (quoted or "") in one.text)),
            **_of_kind(query.text, one),
        }
        for one, its, alone in zip(entry.passages, held, own, strict=True)
    ]


def _of_kind(normal: str, passage: Passage) -> dict[str, float]:
    """Whether the passage says what the question asks for, in kind."""
    text, aspect = passage.forms.normal, aspect_of(normal)
    counted = counted_so(normal)

    def both(asked: re.Pattern[str], said: re.Pattern[str]) -> float:
        return float(asked.search(normal) is not None and said.search(text) is not None)

    return {
        "states": float(states(normal, passage)),
        "counts": float(counts(text, counted)) if counted else 0.0,
        "figures": float(aspect is Aspect.HOW_MUCH and bool(passage.forms.numbers)),
        "cause": float(aspect is Aspect.WHY and _CAUSE.search(text) is not None),
        "open": both(_STILL_OPEN, _OPEN),
        "standing": float(
            aspect is Aspect.STANDING and (_DONE.search(text) or _OPEN.search(text)) is not None
        ),
        "clock": both(_CLOCK, _HOURS),
        "span": both(_SPAN, _SPANS),
        "punished": both(_PUNISHED, _PUNISHING),
        "person": both(_PERSON, _NAMED),
        "money": both(_MONEY, _AMOUNTS),
        "of_reply": float(aspect is not Aspect.WHY and passage.part is Part.RECTIFICATION),
    }


def _weighed(query: Query, there: Sequence[Sequence[float]], passages: int) -> list[float]:
    """What each passage holds of the question's units, by their weight."""
    rows = [*zip(query.units, there, strict=True)]
    return [sum(unit.weight * row[at] for unit, row in rows) for at in range(passages)]


def _apart(row: Sequence[float]) -> list[float]:
    """What several passages hold counts for each of them by so much less."""
    sharing = sum(presence >= _CLEARLY for presence in row) or 1
    return [presence / sharing for presence in row]
