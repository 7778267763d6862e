"""What must not be shown of a person: numbers that lead to them, their name beside an offence."""

import re
from collections.abc import Iterator
from enum import StrEnum

from knowledge.text import EMAIL

# Phones, identity cards, bank cards: seven digits or more, as people space them, but not an amount.
_NUMBER = re.compile(r"(?<![\d.])\+?\d(?:[ \-]?\d){6,20}[Xx]?(?![\d.])(?!\s*(?:元|万|亿|块|年|平))")
# GB 11643: eighteen digits, the last may be X. Bank cards have sixteen to nineteen (ISO/IEC 7812).
_IDENTITY = re.compile(r"\d{17}[\dXx]")
_FEWEST_ON_A_CARD = 16
MASK = "［号码已隐去］"

_OFFENCE = re.compile(
    r"违纪|违法|违规|贪污|受贿|行贿|挪用|侵占|虚报|冒领|处分|警告|记过|开除|免职|撤职|立案|拘留|判处|判刑|诫勉"
    r"|谈话|检查|举报|上访|信访|醉驾|酒驾|赌博"
)
# The hundred surnames that most people have, and what stands before or behind a name.
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛段郝顾龚邵覃武钱戴严莫孔向常]"
)
_OFFICE = (
    "党员|干部|书记|主任|会计|出纳|村民|居民|组长|镇长|局长|科长|所长|"
    "站长|院长|校长|职工|教师|医生|负责人|当事人"
)
_BEHIND = r"同志|等\d*[人名]|给予|受到|因|涉嫌|违|被|(?:，|、)?[男女](?:，|、)"
# What is done to somebody: 给予张三、李四党内警告处分, 对张建国给予党内警告处分.
_PENALTY = (
    r"(?:党内|党纪|政务|政纪|行政)(?:严重)?(?:警告|记|降|撤|开除|处)|严重警告|警告|记大?过|诫勉|留党|开除|撤[职销]"
    r"|免[职去]|降[级职]|通报批评|批评教育|处分|立案|组织处理"
)
_DOING = (
    r"给予|予以|作出|立案|移送|诫勉|开除|撤职|免职"
    r"|进行(?:了)?(?:诫勉|约谈|谈话|提醒|批评|立案|审查|处[分理]|问责)"
)
_OTHERS = r"(?:[、和与及][\u4e00-\u9fff]{2,3}?){0,9}(?:同志|等\d*[人名]|"
# Neither what begins like a surname (严重警告, 杜绝了, 对于) nor places and offices (王庄, 金山镇).
_NO_NAME, _PLACE = "(?!严[重肃格厉]|杜绝|于|任何|方[案面]|程[序度])", "村庄镇乡屯组局所站办校院厂店区县市委部"
_PERSON = rf"{_NO_NAME}{_SURNAME}[\u4e00-\u9fff]{{1,2}}?(?<![{_PLACE}])"
_NAME = re.compile(
    rf"(?:{_OFFICE})(?P<after>{_SURNAME}[\u4e00-\u9fff]{{1,2}}?)"
    rf"(?={_BEHIND}|{_PENALTY}|{_DOING}|{_OFFENCE.pattern}|[，、。；（(]|$)"
    rf"|(?P<before>(?<![\u4e00-\u9fff]){_PERSON})(?={_BEHIND})"
    rf"|(?:给予|予以)(?P<given>{_PERSON})(?={_OTHERS}{_PENALTY}))"
    rf"|[对将把](?P<toward>{_PERSON})(?={_OTHERS}{_DOING}))"
    rf"|(?<=[、和与及])(?P<beside>{_PERSON})(?={_OTHERS}{_PENALTY}|{_DOING}))"
)
_SENTENCE = re.compile(r"[^。！？；\n]+")
_NAMELESS = "某"


class Caution(StrEnum):
    """What in a text leads to a person."""

    PHONE = "phone"
    IDENTITY = "identity"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    NAME = "name"


def cautions(text: str) -> frozenset[Caution]:
    """What to think of before the text is published."""
    found = {_kind_of(match[0]) for match in _NUMBER.finditer(text)}
    if EMAIL.search(text):
        found.add(Caution.EMAIL)
    if any(_names(text)):
        found.add(Caution.NAME)
    return frozenset(found)


def mask(text: str) -> str:
    """The text without phone, identity, bank and e-mail numbers."""
    return _NUMBER.sub(MASK, EMAIL.sub(MASK, text))


def mask_all(text: str) -> str:
    """The text without these numbers, and with 王某 for a name that stands beside an offence."""
    for start, end in reversed([*_names(text)]):
        text = f"{text[: start + 1]}{_NAMELESS}{text[end:]}"
    return mask(text)


def _kind_of(number: str) -> Caution:
    digits = re.sub(r"[ \-+]", "", number)
    if _IDENTITY.fullmatch(digits):
        return Caution.IDENTITY
    return Caution.BANK_CARD if len(digits) >= _FEWEST_ON_A_CARD else Caution.PHONE


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand, from the first on, in sentences that speak of an offence; 王某 is no name."""
    for sentence in _SENTENCE.finditer(text):
        if not _OFFENCE.search(sentence[0]):
            continue
        end = 0
        for match in _NAME.finditer(sentence[0]):
            group = match.lastgroup or ""
            if group == "beside" and match.start() != end + 1:  # another name stands before it
                continue
            end = match.end(group)
            if _NAMELESS not in match[group]:
                yield sentence.start() + match.start(group), sentence.start() + end
