"""Wishes about following, as people put them: 关注敬老院, 再关注1.2.6, 我关注了啥, 都取消了吧."""

import re

from knowledge.language.questions import asks
from knowledge.text import normalise

# 请关注 is asked of the government, and another clause tells it something.
_FOLLOW = re.compile(
    r"(?:请?[帮给]我|我|俺|再|也|还|想|要|继续)*关注(?:一下|下|上)?"
    r"(?P<what>[^,，。;；!！?？]{2,14}?)(?:[这那](?:个|件|条)?(?:事|问题)?|的?(?:进展|这?个?问题))?(?:吧|了|呗)?[。.!！]*"
)
_NOT_FOLLOW = re.compile(r"^(?:的|了|着|过|不|度|点|群众)")
_WHICH = re.compile(
    r"(?:我|俺)?(?:都|现在|一共|总共|已经)*关注(?:了|的|着|过)*(?:都)?(?:有|是)?(?:啥|什么|哪些|哪几个|几个|多少)"
    r"(?:个|条)?(?:问题|事)?[吗呢啊呀了?？]*|(?:看看?|查看?)?(?:我的关注|我关注的|关注列表|关注了的)"
)
_ALL_OFF = re.compile(
    r"(?:把|给我|帮我|我|俺)*(?:关注的?)?(?:都|全部?|所有的?|统统)(?:给我|帮我)?(?:取消|取关)(?:关注)?[了掉]*[吧呗]?"
    r"|(?:我|俺)?(?:要|想|想要)?(?:取关|(?:不|别)(?:再|想再?)?关注)[了吧呗]*|取消(?:全部|所有)的?关注[了吧]*|(?:都|全部?|一个都|啥都)(?:不|别)(?:再)?关注了[吧]?"
)


def to_follow(text: str) -> str | None:
    """What somebody wishes to follow, in their words; None for any other text."""
    normal = normalise(text)
    wish = _FOLLOW.fullmatch(normal)
    if wish is None or _NOT_FOLLOW.search(wish["what"]) or asks(normal):
        return None
    return wish["what"]


def asks_which(text: str) -> bool:
    """Whether somebody asks what they follow."""
    return _WHICH.fullmatch(normalise(text)) is not None


def gives_up_all(text: str) -> bool:
    """Whether somebody wishes to follow nothing any more."""
    return _ALL_OFF.fullmatch(normalise(text)) is not None
