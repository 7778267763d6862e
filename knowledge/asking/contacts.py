"""Whose phone or address is asked for: 王宁律师的电话, 路灯坏了打啥电话."""

import re

from knowledge.model import Finding
from knowledge.text import normalise

_WHAT = r"电话|手机号?|号码|联系方式|微信|邮箱|网址|地址"
# 没人接电话 asks for none.
_ASKS = re.compile(
    rf"(?<![接回挂])(?P<what>{_WHAT})(?:号码?)?(?:是?(?:多少|啥|什么|几号?)|呢|给我|发我|有吗|有没有)*[的了呢啊呀?]*$"
    rf"|(?:打|拨)(?:哪个|啥|什么|多少)(?P<dialled>电话|号码?)"
)
_NUMBER = re.compile(r"\d{7,}|\d{3,4}-\d{7,}|@")


def asked_in_vain(question: str, finding: Finding) -> str | None:
    """What of the kind a question asks for, where the finding has nothing of the kind."""
    asks = _ASKS.search(normalise(question))
    if asks is None:
        return None
    what = asks["what"] or asks["dialled"]
    text = f"{finding.problem}\n{finding.rectification}"
    return None if what in text or _NUMBER.search(text) else what
