"""Whether a passage says what a question asks for: who, when, how much."""

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.asking.aspects import MAY_BE_UNSTATED, Aspect, aspect_of, is_of_a_deed, says
from knowledge.index.entries import Passage

CLOCK, HOURS = re.compile(r"几点"), re.compile(r"\d{1,2}\s*(?:时|点(?!\d)|:\d\d)")
_DAY, _WEEKDAYS = re.compile(r"哪[天日]|周几|星期|礼拜"), re.compile(r"周[一二三四五六日末]|工作日")
SPAN = re.compile(r"几[年天]|几个?(?:月|小时)|多久|多少[年天]|多长时间")
SPANS = re.compile(
    r"(?<!\d)[\d两二三四五六七八九十半]{1,2}(?:个)?(?:年|天|月|小时|分钟|学期|工作日|日内)(?!\d)"
)
_REGULAR = re.compile(r"多久|频率|几次|周几|星期|每|一[次回趟]|几点")
_EACH = re.compile(r"每个?(?:学期|季度?|年|半年|两年|月(?!\d)|周(?![一二三四五六日]))")
# What has lasted since a year tells no day, nor does a title.
_SINCE = re.compile(r"(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?以来|《[^》]*》")
_ACTOR = re.compile(
    r"公司|施工[方队]|[商承]\w{0,3}方|个体户|商户|经办人|当事人|合作社|[一-鿿]某|纪委|党委|政府(?!专项)|村委"
    r"|支部|法院|工作组|专班|中心"
    r"|[局所站院办](?:[已对将会与把在]|组织|负责|牵头)"
)
_CLAUSE = re.compile(r"[^,，。;；]+")
# What else tells it, where it is asked for so.
_FURTHER = ((CLOCK, HOURS), (SPAN, SPANS), (_DAY, _WEEKDAYS))


@lru_cache(maxsize=64)  # asked of each passage when a finding is weighed, and when its passage is chosen
def states(normal: str, passage: Passage) -> bool:
    """Whether a passage says who, when or how much, if that is what a normalised question asks."""
    statements, is_of_a_day = _wanted(normal)
    text = passage.forms.normal
    if is_of_a_day:
        text = _SINCE.sub(" ", _EACH.sub(" ", text))
    return any(statement.search(text) for statement in statements)


def clauses_that_state(normal: str, passage: Passage) -> Iterator[str]:
    """The clauses of a passage that say it: 工期两年 of 工期两年，投入15万元 where it is asked how long."""
    if states(normal, passage):
        statements, _ = _wanted(normal)
        for clause in _CLAUSE.findall(passage.forms.normal):
            if any(statement.search(clause) for statement in statements):
                yield clause


@lru_cache(maxsize=16)  # asked of each passage
def _wanted(normal: str) -> tuple[tuple[re.Pattern[str], ...], bool]:
    """How a passage would state what is asked, and whether that is a day, once for all."""
    aspect = aspect_of(normal)
    if aspect not in MAY_BE_UNSTATED:
        return (), False
    further = [said for asked, said in _FURTHER if asked.search(normal)]
    if is_of_a_deed(aspect, normal):
        further.append(_ACTOR)
    return (says(aspect, normal), *further), aspect is Aspect.WHEN and not _REGULAR.search(normal)
