"""What somebody tells of a trouble of their own, or wishes to be passed on, rather than asks the notice."""

import re

from knowledge.language.questions import asks
from knowledge.text import normalise

_LEAST = 6  # characters; fewer are a topic: 没人管
_HERE = re.compile(r"[我俺咱]|门口|门前|楼[上下道]|村[里口头]|小区|[这那]边|邻居|隔壁|昨[天晚]|今[天早]|刚才")
_TROUBLE = re.compile(
    r"没人(?:管|修|理|来|清|扫|接)|没有?(?:灯|水|电|路|人管)|(?<!不)(?:[坏堵漏塌裂断烂丢停淹臭脏吵摔撞呛])"
    r"|太(?:多|脏|吵|黑|臭|乱|慢|差|坑)|老是|一直|天天|三天两头|不(?:亮|通|走|给|发|管|修|让|退|来)|锁着|关着|欠[我俺咱]"
)
_PASS_ON = re.compile(
    r"(?:[帮替]我|帮忙|麻烦你?您?)[^,，。]{0,8}?(?:[跟和向给对](?![我俺咱]们?.?说)[^,，。]{1,6})(?:说|反映|转告|转达|带个话)"
)
# 我们镇管网堵塞问题整改情况, 我想了解路灯坏了的事
_WOULD_KNOW = re.compile(
    r"(?:想|要|请|帮[我忙]).{0,2}(?:了解|知道|看|查)|(?:整改|情况|进展|进度|结果)[\W_]*$"
)


def tells_of_trouble(text: str) -> bool:
    """Whether it does: 我们村的路灯坏了没人管, 帮我跟书记说一声."""
    normal = normalise(text)
    if _PASS_ON.search(normal):
        return True
    is_told = len(normal) >= _LEAST and not asks(normal) and not _WOULD_KNOW.search(normal)
    return is_told and bool(_HERE.search(normal)) and bool(_TROUBLE.search(normal))
