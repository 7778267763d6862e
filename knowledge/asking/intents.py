"""Questions about the notice as a whole, recognised by how people put them."""

import re

from knowledge.data import data_file
from knowledge.model import Intent

_NOTICE = r"(?:通报|公告|公示|文件|材料|通知|消息)"
_INSPECTION = r"(?:巡察|巡查|巡视|回头看|检查)组?"
_WHEN = r"(?:啥时候?|什么时候|什么时间|何时|哪天|哪几天|哪年|几号|几月|日期|时间|从哪)"
_HOW_LONG = r"(?:多久|多长时间|几个月|多少天|几天)"
_WHICH = r"(?:哪些|哪几|几|多少)"
_WHO = r"(?:谁|哪个单位|哪个部门|哪个机关|哪里|哪儿|哪家)"
_DONE = r"(?:整改|改|解决|落实|办|弄)?(?:完成?|好|到位|成|掉|结)"

# The first pattern that fits decides, so the narrower ones come first. A question that also names a
# matter of its own is none of these: answers.py sees to that.
_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (Intent.HELP, r"^(?:你好|您好|hi|hello|在吗|帮助|help|使用说明|开始)$"),
    (Intent.HELP, r"你(?:能|会|可以)(?:干|做|帮|回答).{0,4}|你是(?:谁|干|做|什么|真人|机器人)|(?:怎么|咋|不会)用|(?:怎么|咋)问|(?:能|可以)问|有(?:啥|什么)功能"),
    (Intent.INSPECTION_PERIOD, rf"{_INSPECTION}(?!.*反馈).{{0,6}}(?:来的|待了|进驻|期间|时段|起止|{_WHEN}|{_HOW_LONG})"),
    (Intent.INSPECTION_PERIOD, rf"{_WHEN}.{{0,3}}(?:来)?{_INSPECTION}(?:的|过|组|$)"),
    (Intent.STATUS_LIST, rf"(?:没有?|未|还没有?)(?:全部|都)?{_DONE}|(?:还|正)在(?:整)?改|整改中|(?:长期坚持|未说明)的?"),
    (Intent.STATUS_LIST, rf"(?:已经?|都|全部?|全都){_DONE}|{_DONE}的(?:有|给|是|问题|$)|{_WHICH}.{{0,6}}{_DONE}"),
    (Intent.STATUS_LIST, r"(?:整改|完成|进展|总体|整体)(?:得|到|的)?(?:情况|进度|进展|率)?(?:到)?(?:怎么样|怎样|咋样|如何|哪一?步|啥样)|^(?:总体|整体|全部|所有)?(?:整改|完成|进展)?(?:情况|进展|进度|完成率|状态|status)$|^进度(?:怎么样|咋样|如何)"),
    (Intent.COUNT, r"(?:多少|几)(?:个|条|项)?大?(?:问题|毛病)|问题.{0,4}(?:多少|几)|问题的?(?:总数|数量|个数)|(?:一共|总共|总计|统共|共).{0,6}(?:多少|几)(?:个|条|项)$"),
    (Intent.HOW_TO_REPORT, r"(?:提|有|的|点|个)?(?:意见|建议|不满)|反映|举报|投诉|怎么监督|不满意"),
    (Intent.CONTACT, r"联系|电话|邮箱|热线|邮件|email|phone|contact|找到你们|有事找谁|找谁"),
    (Intent.ISSUER, rf"{_NOTICE}.{{0,4}}{_WHO}.{{0,3}}(?:发|出|写|公布|印)|{_WHO}(?:发布|公布|印发|发|出|写)的?(?:这.?)?(?:{_NOTICE}|$)|(?:发布|发文|公布|印发)(?:单位|机关|部门)|落款"),
    (Intent.DATE, rf"{_WHEN}.{{0,4}}(?:公布|发布|印发|公开|公示|发的|出的)|(?:公布|发布|印发|发文|落款)的?(?:日期|时间)|{_NOTICE}.{{0,6}}{_WHEN}|^(?:这是)?哪年的?{_NOTICE}?$"),
    (Intent.LIST, r"(?:哪些|什么|啥)问题|问题(?:清单|目录|列表)|^(?:目录|清单|list)|列.{0,4}问题|问题.{0,4}列|(?:所有|全部)问题"),
)  # fmt: skip
_COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in _PATTERNS)
_TRAILING = re.compile(r"[?!。,.~ ]+$|(?<=.)[吗呢啊呀吧嘛哈了]+$")

# Words that belong to talk about a notice, not to any one matter in it.
NOTICE_WORDS = frozenset(data_file("noticewords.txt").split())


def recognise(normal: str) -> tuple[Intent, str] | None:
    """The intent of a normalised question with the part of the text that shows it."""
    text = _TRAILING.sub("", _TRAILING.sub("", normal))
    for intent, pattern in _COMPILED:
        if match := pattern.search(text):
            return intent, match[0]
    return None
