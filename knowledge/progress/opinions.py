"""What citizens report: a ticket and its states, which words belong together, who answers, what grades do."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from rapidfuzz import fuzz

from knowledge.codes import find_codes
from knowledge.language.questions import asks
from knowledge.model import Person, Role
from knowledge.progress.guard import MASK, mask
from knowledge.progress.permissions import Action, may
from knowledge.text import normalise

MAX_OPINION = 2000
MAX_REPLY = 1000
TICKETS_A_DAY = 5
MAX_WORDS = 20  # messages of a ticket
# So long the same words of the same person are the same matter.
SAME_WITHIN = timedelta(days=7)
# So soon a message in a row goes on with the one before it.
FOLLOWS_WITHIN = timedelta(minutes=3)


class Standing(StrEnum):
    """Where a ticket stands; HELD is none yet: its words belong to another channel, and their author has not
    said yet that they are an opinion all the same."""

    HELD = "held"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    RATED = "rated"


OPEN = frozenset({Standing.RECEIVED, Standing.FORWARDED})
"""Where a ticket waits for an answer."""


class Grade(IntEnum):
    """好差评: the five grades, the best first."""

    VERY_GOOD = 5
    GOOD = 4
    FAIR = 3
    BAD = 2
    VERY_BAD = 1

    @property
    def is_bad(self) -> bool:
        return self <= Grade.BAD


@dataclass(frozen=True, slots=True)
class Place:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class OpinionReply:
    """What a unit answered, and the grade it got."""

    id: int
    unit: str
    text: str
    replied_at: datetime
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A ticket, without a word of who wrote it. ``unit`` handles it, the supervisors where it is None;
    ``code`` is the finding it is about, if any, and ``notice_id`` the notice that has it; ``changed_at`` is
    when its author added to it last, or it was answered; one without ``town_id`` is the county's."""

    id: int
    number: str
    standing: Standing
    unit: str | None
    code: str | None
    texts: tuple[str, ...]
    place: Place | None
    files: int
    received_at: datetime
    changed_at: datetime
    replies: tuple[OpinionReply, ...] = ()
    was_reopened: bool = False
    notice_id: int = 0
    town_id: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def may_handle(person: Person, unit: str | None) -> bool:
    """A supervisor every opinion, staff those that their unit handles."""
    if not may(person.role, Action.ANSWER_OPINIONS):
        return False
    return person.role is Role.SUPERVISOR or person.unit == unit


def after_grade(grade: Grade, was_reopened: bool) -> Standing:
    """A bad grade opens the ticket again, once."""
    return Standing.RECEIVED if grade.is_bad and not was_reopened else Standing.RATED


_FILLERS = re.compile(r"[^\w]|[了啊呀吧的地得呢嘛呗哦噢]|_")
# What tells 南街 from 北街 and house 3 from house 5.
_TELLING = re.compile(r"\d+|[零一二三四五六七八九十百]+|[东西南北前后左右上下]")
_ALIKE = 95.0


def is_same(text: str, other: str) -> bool:
    """Whether these are nearly the same words; numbers and directions are quite the same then."""
    one, two = (_FILLERS.sub("", normalise(each)) for each in (text, other))
    if not one or not two:
        return False
    return _TELLING.findall(one) == _TELLING.findall(two) and fuzz.ratio(one, two) >= _ALIKE


_NOT_THIS = re.compile(r"\s*(?:都|全)?(?:不是|不对|错了)")
_LEAST_MORE = 3  # characters; 返回 and 三 are none
_OF_A_NOTICE = re.compile(r"整改|进展|情况|联系方式|电话")
_THANKS = re.compile(
    r"[\W]*(?:谢谢|多谢|感谢|好的?|行|嗯|哦|收到|知道了|明白了?|辛苦了?|您好|你好|ok|没了)+[\W您你啦了]*",
    re.I,
)


TICKET = re.compile(r"(?<!\d)\d{6}-\d{2,4}(?!\d)")
"""A ticket's number, as people copy it."""
BY_NUMBER = re.compile(rf"^\D{{0,8}}{TICKET.pattern}\D{{0,8}}$")
"""A text that names a ticket, and next to nothing else."""


def thanks(text: str) -> bool:
    """Whether it says no more than that it was heard."""
    return _THANKS.fullmatch(text) is not None


# 收到 alone is thanks.
_SENDS = re.compile(
    r"(?:(?:发送|提交|发出去?|确认(?:提交|发送)?|写完|说完|发完|(?:发送|提交|发)(?:成功)?)了?(?:吗|没有?)?"
    r"|收到了?(?:吗|没有?))[吧。!！?？]*"
)


def sends_again(text: str) -> bool:
    """Whether it says no more than that what was written is to be sent, or asks whether it was."""
    return _SENDS.fullmatch(normalise(text)) is not None


_AGREES = re.compile(r"(?:好|行|是|对|要|可以|中|嗯+|同意|ok|就是|提交|发送|反映)(?:的|吧|了|啊|呀)*[。!！]*")


def agrees(text: str) -> bool:
    """Whether it says no more than yes to what was offered."""
    return _AGREES.fullmatch(normalise(text)) is not None


_DECLINES = re.compile(
    r"(?:(?:(?:不是|不|别|先别|先不)(?:用|要|必|必要|需要|提交?|交|发|发送|反映|想提|想交|想发)?"
    r"|没有?(?:必要|需要|想[提交发])?)(?:了|的|吧)?[\W_]*)?"
    r"(?:我?(?:就是|只是|就|只)?(?:是)?(?:问问|问一下|问一问|随便问问|说说|说说而已|随口说说|唠唠)(?:而已|的|吧)?[\W_]*)?"
)


def declines(text: str) -> bool:
    """Whether somebody does not wish to send what they told: 不用, 别提交, 不是，我就问问. 没提交 tells what
    is so, and 没提交？ asks that."""
    normal = normalise(text)
    return bool(normal) and not normal.endswith("?") and _DECLINES.fullmatch(normal) is not None


def goes_on(text: str) -> bool:
    """Whether a message in a row goes on with what was reported, and does not ask something, or thank."""
    is_to_be_answered = asks(text) or _OF_A_NOTICE.search(text) or find_codes(text) or TICKET.search(text)
    is_for_the_bot = thanks(text) or _NOT_THIS.match(text) or len(text.strip()) < _LEAST_MORE
    return not (is_to_be_answered or is_for_the_bot)


# 我投诉谁 and 我建议修路 are no tickets yet; but 我意见处理了没 is of one.
_OF_A_TICKET = "了|过|受理|答复|回复|到哪|有(?:结果|消息|下文|[回答])|的(?:事|问题|情况|结果)"
_NOT_YET = (
    rf"(?!(?:[提报说发写]个?)?(?:建议(?!{_OF_A_TICKET})|(?:意见|投诉|诉求)(?!处理|解决|办到|{_OF_A_TICKET})))"
)
_OWN = (
    rf"(?:我|俺|咱)们?{_NOT_YET}"
    r"(?:上次|上回|昨天|前天|刚才|刚刚|前几天|之前|早上|上午|下午)*(?:提|投诉|报|说|发|写)?(?:过|了|上去)?的?"
    r"(?:那|这)?(?:个|条|件|些)?(?:意见|建议|投诉|工单|诉求|反映的(?:问题|事情?|情况))"
    r"(?!电话|热线|渠道|方式|信?箱|是(?!不是|否)|的(?!结果|处理|进展|情况|事|问题))"
)
_HOW_FAR = r"(?=.{0,14}$).*(?:处理|办|解决|回|答复|受理|收到|[看管理]|结果|进展|下文|动静|消息|步|样|呢)"
_ASKS_AFTER = re.compile(
    rf"(?:请问|那|看看?|查一?下?|我?想?问一?下?)*{_OWN}{_HOW_FAR}"
    rf"|有(?:没有)?人(?:看|理|管|处理|回复?)(?:了|过)?(?:吗|没)?{_OWN}(?:了?[吗没])?[?？]*$"
)


def asks_after(text: str) -> bool:
    """Whether somebody asks how far their own opinions are: 我的意见处理了吗."""
    normal = normalise(text)
    return asks(normal) and _ASKS_AFTER.match(normal) is not None


_OF_A_WISH = (
    r"(?:我们?|俺们?|本人|你们?|您|想|要|请|帮忙?|麻烦"
    r"|怎么|怎样|如何|能不能|可不可以|可以|能|还是|先|就|都|把|将|给"
    r"|算了|了|掉|吧|吗|行|的"
    r"|这|那|一|个|件|条|次|问题|事|话|之前|前面|上面|编号|提|说|发|写)"
)
_TAKES_BACK = r"(?:撤回|撤销|撤掉|撤|收回|取消|作废|删除|删掉|删|不想提|不提|不算|不用办|别办)"
_WHAT_IS_TAKEN = rf"(?:意见|投诉|诉求|工单|反映|刚才|刚刚|这条|那条|{TICKET.pattern})"
_LONGEST_WISH = 40
_WISH = re.compile(
    rf"(?>{_OF_A_WISH}|{_WHAT_IS_TAKEN})*+{_TAKES_BACK}(?>{_OF_A_WISH}|{_WHAT_IS_TAKEN})*+[!！?？]*"
)
_ALONE = re.compile(r"(?:算了)?我?(?:(?:想|要|想要)?(?:撤回|撤销|收回)(?:了|吧)?|不想?提了?)[!！]*")


def takes_back(text: str, is_after_one: bool = False) -> bool:
    """Whether a clause asks for nothing but that an opinion be taken back: 撤回意见, 刚才那条不算;
    where there is one, 撤回 and 不提了 alone do, too."""
    if len(text) > _LONGEST_WISH:
        return False
    clauses = re.split(r"[，,。.；;]", "".join(text.split()))
    if is_after_one and _ALONE.fullmatch(clauses[0]):
        return True
    return any(re.search(_WHAT_IS_TAKEN, one) and _WISH.fullmatch(one) for one in clauses)


_NAMES_ONESELF = re.compile(
    r"(?P<before>(?:我叫|本人叫|名叫|姓名|联系人)[:：是]?\s*)[\u4e00-\u9fff]{2,4}?(?=[^\u4e00-\u9fff]|$|[，是住想要在家])"
)
_ACCOUNT = re.compile(r"(?<!\w)@\w{3,}")


def masked(text: str) -> str:
    """A citizen's words as staff see them: without numbers that lead to a person, without their name."""
    named = _NAMES_ONESELF.sub(lambda match: f"{match['before']}某某", text)
    return mask(_ACCOUNT.sub(MASK, named))
