"""Words by which a paragraph is known to name a problem."""

import re

from knowledge.reading.drafted import split
from knowledge.reading.marks import Kind, says_who_found_it
from knowledge.reading.tree import Node

FAULT = re.compile(
    r"的问题[。：:]?$|不[够力严实到足高强深细紧规完及多少硬牢准明清稳妥畅平健充合精]|缺[乏失少位]|欠缺|单一"
    r"|少[。：:]?$|薄弱|滞后|迟缓|缓慢|弱化|淡薄|松散|粗放|走样"
    r"|违规|反弹|流失|闲置|拖欠|欠缴|漏洞|隐患|居高不下|屡禁不止|久拖不决|形同虚设|走过场|优亲厚友"
    r"|重.{1,6}轻|造假|不(?:公开|透明|符|一致|合规)|[率量平准]偏?低"
)
_PROBLEM_IN_IT = re.compile(rf"问题|的整改|形式|没有|未[能按经]|[差乱慢难]|{FAULT.pattern}")
# 履行责任方面存在的问题 says where there are any, not which.
_WHERE = re.compile(r"(?:方面|领域|中)(?:所?存在)?的?(?:主要|突出)?问题(?:[（(][^（()）]*[)）])?[。：:]?$")
_TELLS_HOW_FAR = re.compile(
    r"(?:[该此本]?(?:项|个)?问题)?(?:已经?|正在|部分|尚?未|基本|全部|持续)(?:全部)?(?:完成)?整改(?:完成|到位)?[。，；,;（(]"
)
_OF_A_STATUS = re.compile(
    r"(?:完成|到位|正在|尚未|长期|持续).{0,8}(?:问题|事项|任务)(?:[（(][^（()）]*[)）])?$"
)


def is_a_fault(heading: str) -> bool:
    """Whether a heading is itself the problem, whatever is counted below it."""
    return FAULT.search(heading) is not None and _WHERE.search(heading) is None


def names_a_problem(node: Node) -> bool:
    """Whether a paragraph names a problem first and then says more, of itself or in those under it."""
    first, rest = split(node.text)
    is_named = node.kind is Kind.PROBLEM or says_who_found_it(first) or _PROBLEM_IN_IT.search(first)
    above = node.parent.text if node.parent and node.parent.kind <= Kind.SECTION else ""
    is_named = is_named or _TELLS_HOW_FAR.match(rest) or _OF_A_STATUS.search(above)
    return bool(is_named) and bool(rest or node.own or node.children)
