"""Questions about the notice as a whole, recognised by how people put them."""

import re

from knowledge.model import Intent

_THIS = r"(?:这|这个|这份|这篇|本|该|那个)?"
_NOTICE = r"(?:通报|公告|公示|文件|材料|通知|消息)"
_WHEN = r"(?:啥时候|什么时候|什么时间|何时|哪天|哪年|几号|几月|日期|时间)"

# The first pattern that fits decides, so the narrower ones come first.
_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (Intent.HELP, r"^(?:你好|您好|hi|hello|在吗|帮助|help|怎么用|使用说明)$"),
    (Intent.HELP, r"你(?:能|会|可以)(?:干|做|帮)|你是(?:谁|干|做|什么)|(?:机器人|这个)(?:怎么|咋)用|有(?:啥|什么)功能"),
    (Intent.INSPECTION_PERIOD, r"巡察.{0,6}(?:来的|待了|进驻|期间|时段|起止)|巡察(?:组)?(?:是)?" + _WHEN + r"(?:开始|来|进|结束|巡)"),
    (Intent.INSPECTION_PERIOD, _WHEN + r".{0,4}(?:来)?巡察(?:的|过)|巡察.{0,2}(?:了)?(?:多久|多长时间|几个月|多少天)"),
    (Intent.STATUS_LIST, r"(?:哪些|哪几|有几|还有几|多少|几)(?:个|条|项)?.{0,8}(?:没|未|还在|不到位|完成|整改完|改完|解决|在改|销号)"),
    (Intent.STATUS_LIST, r"^" + _THIS + _NOTICE + r"?(?:的)?(?:总体|整体|全部|所有)?(?:整改|完成|进展)(?:进展|完成|落实)?(?:情况|进度|率)?(?:怎么样|如何|咋样)?$"),
    (Intent.COUNT, r"(?:多少|几)(?:个|条|项)?(?:大)?问题|问题.{0,4}(?:有|是)?(?:多少|几)(?:个|条|项)"),
    (Intent.HOW_TO_REPORT, r"(?:意见|建议|反映|举报|投诉).{0,8}(?:哪|怎么|咋|谁|渠道|方式|往|途径)|(?:哪|怎么|咋|找谁|跟谁|向谁).{0,6}(?:提意见|反映|举报|投诉)"),
    (Intent.CONTACT, r"联系(?:电话|方式|人|你们|镇)|(?:电话|邮箱|号码|email|电子邮件).{0,4}(?:多少|是啥|是什么|几|哪|呢|地址)?$|^(?:电话|邮箱)"),
    (Intent.ISSUER, _NOTICE + r".{0,4}(?:谁|哪个单位|哪儿|哪里|哪个部门).{0,3}(?:发|出|写|公布|印)|(?:发布|发文|公布|印发)(?:单位|机关|部门)|(?:谁|哪个单位|哪个部门)(?:发布|公布|印发|发)的?" + _THIS + _NOTICE),
    (Intent.DATE, _WHEN + r".{0,4}(?:公布|发布|印发|公开|公示|发的|出的)|(?:公布|发布|印发|发文)(?:的)?(?:日期|时间)|" + _NOTICE + r".{0,6}" + _WHEN + r"(?:的|发|出)?"),
    (Intent.LIST, r"(?:所有|全部|一共|都有).{0,4}(?:哪些|什么|啥)?问题.{0,6}(?:列|看|有)?|(?:有|都)(?:哪些|什么|啥)问题|问题(?:清单|目录|列表)|^(?:目录|清单)$|列.{0,4}问题"),
)  # fmt: skip
_COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in _PATTERNS)

# Words that belong to talk about a notice, not to any one matter in it.
NOTICE_WORDS = frozenset(
    [
        "巡察",
        "巡察组",
        "巡察整改",
        "通报",
        "公告",
        "公示",
        "文件",
        "公布",
        "发布",
        "发",
        "列出",
        "列出来",
        "列",
        "所有",
        "全部",
        "统统",
        "意见",
        "建议",
        "反映",
        "联系",
        "电话",
        "联系电话",
        "联系方式",
        "邮箱",
        "整改情况",
        "镇里",
        "镇上",
        "镇",
        "单位",
        "部门",
        "时间",
        "日期",
        "月份",
        "几月份",
        "多久",
        "待",
        "来",
        "说",
        "谁",
        "清单",
        "目录",
        "销号",
        "改完",
        "整改完",
        "号码",
        "总体",
        "整体",
        "进度",
        "完成率",
        "率",
        "落实",
        "提",
        "公开",
        "帮助",
        "用",
        "功能",
        "机器人",
        "email",
    ]
)


def recognise(normal: str) -> tuple[Intent, str] | None:
    """The intent of a normalised question with the part of the text that shows it."""
    text = normal.rstrip("?!。,. ")
    for intent, pattern in _COMPILED:
        if match := pattern.search(text):
            return intent, match[0]
    return None
