"""Whether a text is put as a question."""

import re

_ENDS = re.compile(r"(?:[?？]|[吗呢么]|没有?|[是对行好了]不|(?P<v>[一-鿿])[不没](?P=v))[\s。.!！~啊呀啦哦]*$")
_ASKS = re.compile(
    r"怎么|怎样|咋|什么|啥|多少|谁|哪|为何|为啥|何时|几时|如何|是否|能否|可否|多久|多长时间"
    r"|(?<![有好十])几(?:[个天次家户月号点年条位件]|分钟)|(?P<v>[一-鿿])[不没](?P=v)"
)


def ends_asking(text: str) -> bool:
    """Whether it ends as a question does: 修好了没, 能办不能办."""
    return _ENDS.search(text) is not None


def asks(text: str) -> bool:
    """Whether it ends so, or holds a word that asks."""
    return ends_asking(text) or _ASKS.search(text) is not None
