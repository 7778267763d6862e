"""What a paragraph begins with: a number, 问题：, 整改情况：."""

import re
from dataclasses import dataclass
from enum import IntEnum

from knowledge.codes import HAN_NUMERAL, number

_HAN = HAN_NUMERAL


class Kind(IntEnum):
    """Ways to number; where two begin at once, the higher stands above the lower."""

    PART = 1  # 第一部分
    SECTION = 2  # 一、
    CATEGORY = 3  # （一）
    PROBLEM = 4  # 问题1：
    ITEM = 5  # 1.
    HALF_BRACKET = 6  # 1）
    BRACKET = 7  # （1）
    CIRCLE = 8  # ①
    WORD = 9  # 第一，首先，一是: only where what follows is a problem


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph that may be a heading or a problem: ``ordinal`` is None where no number is printed,
    ``text`` what follows."""

    kind: Kind
    ordinal: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Serial:
    """A number alone on its line, and whether it is that of a problem, which comes next."""

    number: int
    is_problem: bool


# 1.3个部门 is the first of a list and counts three offices; 1.3个百分点 is a decimal.
_A_COUNT = r"\d*\s*(?:个(?!百分点|月|小时|亿|工时|学分|基点)|[名家户起项宗处件座条台辆套栋间])"
NO_DECIMAL = rf"(?!\d(?!\d{{3}}年|{_A_COUNT}))"
"""Behind the point of a number: what follows does not make it a decimal, in which there is no space."""
_NUMBERED = tuple(
    (kind, re.compile(rf"{pattern}\s*(?P<text>.+)", re.DOTALL))
    for kind, pattern in (
        (Kind.PART, rf"第(?P<n>{_HAN}|\d{{1,2}})(?:部分|章|篇)[：:、\s]*"),
        (Kind.PART, r"(?P<n>[上中下])篇[：:、\s]"),
        (Kind.SECTION, rf"(?P<n>{_HAN})\s*(?:[、．.]|\s(?=[^。，；]{{2,40}}$))"),
        (Kind.CATEGORY, rf"[（(]\s*(?P<n>{_HAN})\s*[)）]\s*[、，,.．]?"),
        (Kind.CATEGORY, rf"第(?P<n>{_HAN}|\d\d?)(?:大?类|个?方面)[：:、，,\s]"),
        (Kind.PROBLEM, rf"第(?P<n>{_HAN}|\d\d?)(?:[个项]问题[：:，,、]|[项件][：:])"),
        (
            Kind.PROBLEM,
            r"[QqＱｑ问]\s*(?P<n>\d{1,3})\s*[：:.．、](?!.*(?:[？?吗呢]$|什么|如何|怎[么样]|哪|多[久少]))",
        ),
        (Kind.PROBLEM, r"[Nn][Oo]\s*[.．。]?\s*(?P<n>\d{1,3})[：:、.．\s]"),
        # 1 党的建设方面, 1.1 and 1.1.1, as firms number: apart from the text, which a quantity is not.
        (Kind.SECTION, r"(?P<n>\d{1,2})\s+(?=[^。，；：]{2,30}(?:方面|情况|领域)$)"),
        (Kind.CATEGORY, r"\d{1,2}\.(?P<n>\d{1,2})\s+(?![\d万亿%％度米公吨个])"),
        (Kind.ITEM, r"\d{1,2}\.\d{1,2}\.(?P<n>\d{1,2})[\s、](?!\d)"),
        (
            Kind.ITEM,
            rf"(?P<n>\d{{1,3}})\s*(?:\.{NO_DECIMAL}|．(?!\d+\s*[%％万亿])"
            r"|、(?!\s*\d{1,3}\s*[、.．号组期和及与至~—-]))",
        ),
        (Kind.HALF_BRACKET, r"(?P<n>\d{1,3})\s*[)）][、.．]?"),
        (Kind.BRACKET, r"[（(]\s*(?P<n>\d{1,3})\s*[)）][、.．]?"),
        (Kind.CIRCLE, r"(?P<n>[①-⑳])"),
        (Kind.WORD, rf"第(?P<n>{_HAN})[，,：:]"),
        (Kind.WORD, rf"(?P<n>{_HAN})是[：:，,]?(?!.*[。；：:，,;]{_HAN}是)"),
        (Kind.WORD, r"(?P<n>首先|其次|再次|最后)[，,：:]"),
    )
)
_INSPECTED = r"(?:审计|检查|(?:督[查察]|巡[察视])组?)"
_WHO = rf"(?:{_INSPECTED}|上次|本次)?"
_PROBLEM_WORD = (
    rf"(?:{_WHO}(?:反馈|存在|发现|指出|查出|查摆|原)?的?(?:具体|主要|突出)?问题(?:描述|(?:具体)?表现|内容|表述|概述|反馈)?"
    rf"|{_WHO}(?:反馈)?(?:意见)?指出|{_WHO}反馈意见"
    rf"|问题清单(?=\s*[：:])|{_INSPECTED}(?:发现|反馈|意见)|反馈内容|存在不足|整改事项)"
)
NUMERAL = rf"{_HAN}|\d{{1,3}}|[①-⑳]"
_PROBLEM = re.compile(
    rf"(?:[【\[]{_PROBLEM_WORD}(?P<inside>{NUMERAL})?[】\]]\s*[：:]?"
    rf"|(?:{_PROBLEM_WORD}|整改任务(?!\s*[：:]))(?P<n>{NUMERAL})?(?(n)(?:\s*[：:、.．]|\s)|\s*[：:]))"
    r"\s*(?P<text>.*)",
    re.DOTALL,
)
_STATUS_IN_FRONT = re.compile(
    r"[【\[（(](?=[^】\]）)]*(?:完成|销号|办结|整改|推进|坚持))[^【】\[\]（()）]{2,8}[】\]）)]\s*(?=\d|[（(])"
)
# A heading without number: 党的建设方面, 【问题清单】, 整改清单.
_UNNUMBERED = re.compile(
    r"(?!.{0,4}[一另]方面)[^，。；：:、]{2,24}方面|[^，。；：:、]{2,12}清单|[【\[][^【】\[\]]{2,20}[】\]]"
)
_ANSWERS_NUMBER = re.compile(rf"(?:对应|针对|关于)(?={_PROBLEM_WORD}(?:{NUMERAL})\s*[：:])")
_FOUND = re.compile(rf"{_INSPECTED}(?:反馈|意见)?(?:指出|反馈|发现)")
_SERIAL = re.compile(
    rf"(?:序\s*号|编\s*号|(?P<problem>(?:反馈)?问题(?:清单)?|整改(?:任务|事项)))\s*[：:]?\s*(?P<n>{NUMERAL})"
)
_REPLY_WORD = (
    r"(?:目前|当前|具体|主要)?(?:整改|落实|完成|进展|推进|办理|处理|工作|办结|解决|改进|纠正|处置|销号|验收)"
    r"(?:落实|进展|完成|推进|工作|到位|目标|销号|开展|实施){0,2}"
    r"(?:情况|措施|成效|结果|进展|进度|举措|效果|做法|办法|过程|动态|结论)"
    r"(?:[及和与、](?:整改)?(?:成效|效果|措施|结果|(?:进展|完成|落实)情况|进展))?(?:说明|如下)?"
    r"|整改(?:任务|目标)[及和与、](?:整改|落实)?(?:措施|情况)|(?:整改)?(?:回应|答复|回复)|(?:整改|措施)清单(?=\s*[：:])"
    r"|目前进展(?:情况)?|整改落实|取得(?:的)?成效|已?采取的?(?:整改)?措施|整改说明|(?:具体|主要)做法"
    r"|整改后(?:情况|现状)?|(?:[我本][\u4e00-\u9fff]{1,3})?整改|[AaＡａ答]\s*\d{1,3}(?=\s*[：:])"
)
_REPLY = re.compile(
    rf"(?:[【\[](?:{_REPLY_WORD})[】\]]\s*[：:]?|(?:{_REPLY_WORD})\s*(?:[：:]|—{{1,2}}))\s*(?P<text>.*)",
    re.DOTALL,
)
_REPLY_ALONE = re.compile(rf"(?:{_REPLY_WORD})(?<!整改)")
_REPLY_INSIDE = re.compile(rf"(?<=[。；！”])\s*(?=[【\[]?(?:{_REPLY_WORD})[】\]]?\s*[：:])")


def status_in_front(line: str) -> str:
    """【已销号】 ahead of a number, or nothing."""
    match = _STATUS_IN_FRONT.match(line)
    return match[0] if match else ""


def mark_of(line: str) -> Mark | None:
    """The number or the word 问题： that a paragraph begins with; of 一是…二是… in one it is none."""
    line = line[len(status_in_front(line)) :]
    for kind, pattern in _NUMBERED:
        if match := pattern.fullmatch(line):
            return Mark(kind, ordinal(match["n"]), match["text"])
    if match := _PROBLEM.fullmatch(_ANSWERS_NUMBER.sub("", line, count=1)):
        numeral = match["inside"] or match["n"]
        return Mark(Kind.PROBLEM, ordinal(numeral) if numeral else None, match["text"])
    return None


def is_unnumbered_heading(line: str) -> bool:
    """Whether a paragraph looks like a heading without number; what follows must say that it is one."""
    return _UNNUMBERED.fullmatch(line) is not None


def without_problem_label(text: str) -> str:
    """What follows 问题： at the beginning of a text, or the text."""
    match = _PROBLEM.fullmatch(text)
    return match["text"] if match else text


def says_who_found_it(text: str) -> bool:
    """Whether a text begins with 巡察指出： or the like."""
    return _FOUND.match(text) is not None


def reply_in(line: str) -> str | None:
    """What follows 整改情况： at the beginning of a paragraph, be it nothing; None where that is missing."""
    if match := _REPLY.fullmatch(line):
        return match["text"]
    return "" if _REPLY_ALONE.fullmatch(line) else None


def is_reply_name(name: str) -> bool:
    """Whether a column of a register holds replies: 整改措施, 完成情况."""
    return _REPLY_ALONE.fullmatch(name) is not None


def serial_in(line: str) -> Serial | None:
    """Of 序号：7 or 问题七 alone."""
    match = _SERIAL.fullmatch(line)
    return Serial(ordinal(match["n"]) or 0, match["problem"] is not None) if match else None


def split_at_labels(line: str) -> list[str]:
    """A paragraph in pieces, each of which begins with its label where one stands after a sentence."""
    return [piece for piece in _REPLY_INSIDE.split(line) if piece]


def ordinal(numeral: str) -> int | None:
    """None for 上篇, 下篇, 其次: the next."""
    if numeral in ("上", "中", "下", "其次", "再次", "最后"):
        return None
    if numeral == "首先":
        return 1
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return number(numeral)
