"""What stands around the findings: title, issuer, date, contacts, the period of the inspection."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.codes import HAN_NUMERAL, number
from knowledge.text import EMAIL, normalise, shorten

_CLOSING = re.compile(
    r"欢迎.{0,30}(?:监督|反映|意见)|(?:座\s*机|tel|e-?mail|热\s*线)\s*[：:]|.{2,12}电话\s*[：:]?\s*0?\d{3,}"
    r"|如对.{0,20}有(?:什么|不同)?(?:意见|建议|疑问|异议)|请.{0,30}致电|.{0,12}如有(?:不同)?(?:意见|异议)|对(?:以上|上述)整改情况[，,]"
    r"|.{0,40}(?:打|拨打).{0,8}(?:电话|手机)\s*\d|.{0,40}通过.{0,8}(?:渠道|途径|方式).{0,8}(?:反映|反馈|联系)"
    r"|.{0,12}对(?:以上|上述|本次?)整改.{0,12}有(?:不同)?(?:意见|异议)"
    r"|(?:大家|各位|广大).{0,16}(?:意见|建议)[^。]{0,30}(?:电话|反映|联系|说|提)"
    r"|如?对(?:以上|上述|本次?|整改).{0,12}有(?:不同)?(?:意见|异议)|以上.{1,6}(?:件事|个问题)|结\s*语\s"
    r"|.{0,90}另行(?:公示|公开|通报)|.{0,60}(?:欢迎|接受).{0,16}监督.{0,30}电话|"
    r"(?:注|附件?)\s*[：:]|责任编辑|[\[【]?(?:打印|关闭)(?:本?[页窗]|窗口|此页|[\]】\s]|$)|"
    r"(?:联系|监督|举报|咨询)?(?:电\s*话|手\s*机|邮\s*箱)\s*(?:[：:丨|｜]|\d)"
    r"|.{2,10}[：:]\s*(?:[（(]?0\d{2,3}[)）]?\s?[-—–－]?\s?)?\d{7,8}(?:[（(][^（()）]*[)）])?[。]?$"
    r"|主任、各位副主任|各位(?:委员|代表)[，,：:]|(?:报告|汇报)完毕"
    # Below what an account publishes.
    r"|[-—\s]*(?:END|完)[-—\s]*$|(?:来源|编辑|责编|[初复终]?审核?|监制|校对|供稿|撰稿|图文|文字|排版|编审)\s*[丨|｜]"
    r"|.{0,12}(?:扫码|扫描|长按|识别).{0,8}二维码|(?:阅读原文|点赞|在看|分享收藏)|阅读\s*\d"
    r"|联系(?:方式|人|电话)|电子邮(?:箱|件)|(?:邮寄|通[信讯]|来信)地址|邮(?:政)?编(?:码)?\s*[：:]|来信请"
    r"|特此(?:通报|公示|公告|函告|报告|说明)|以上内容公示|公示(?:期|时间)|中共.{2,30}(?:委|委员会|党组|党委|支部)$"
    r"|(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*[年.\-]\s*\w{1,3}\s*[月.\-]\s*\w{1,3}\s*日?$"
)
_AHEAD = re.compile(
    r"[^，。；]{0,12}(?:党(?:[委组]|工委|总支|支部)将(?:继续|进一步|持续|以|坚持)|将以(?:此次|本次|这次))"
    r"|(?:下一步|下一?阶段|下步|今后|接下来)(?:工作中)?[，,].{0,10}"
    r"(?:党(?:[委组]|工委|总支)|支部|团(?:[省市县区]?委)|[我全][局院校镇委办县市区乡村场]|集团|公司|街道|学[校院]|医院)"
)
_LONGEST_TITLE, _HEAD = 80, 10
_TITLE_END = re.compile(r"(?:通报|公示|公告|报告|情况|说明)$")
_OF_THE_MATTER = re.compile(r"关于|整改")
_A_NAME = re.compile(r"[^，。：:；\d]{3,60}")
_BEGUN = re.compile(r"关于[^，。：:；]{3,60}")
_SUBTITLE = re.compile(r"[（(][^（()）]*(?:巡[察视]|反馈|整改)[^（()）]*[)）]")
_SITE_LINE = re.compile(r"当前位置|首页|字体|字号|发布时间|来源[：:]|浏览|访问量|无障碍|关怀版|长者")
# Lines that a site puts below an article; 关闭非法采砂点5处， is what was done.
_BELOW_ARTICLE = re.compile(
    r"[【\[]?(?:(?:上一[篇条]|下一[篇条]|分享到|责任编辑|扫一扫|相关(?:链接|阅读|附件)).{0,60}"
    r"|(?:打印|关闭)[^，。；\d]{0,60})"
)
_INVITES = re.compile(r"(?:意见|建议|反映|监督|联系).*(?:电话|拨打|打)")
_PUBLISHED = re.compile(r"(?:发布|发文|成文|公开|公布)(?:时间|日期)")
# Under a title: a report's —2021年12月28日在…会议上; an account's moment of publication.
_TOLD_ON = re.compile(
    r"[—\-（(\s]*\d{4}年.{3,8}日在.{4,40}会议?上[)）]?|.{0,40}日\s*\d{1,2}[:：]\d{2}.{0,12}"
)
_AREA = r"(?:\(\d{3,4}\)|(?:\+86[- ]?)?\d{3,4}\s?[-—–]{1,2}\s?|0\d{2,3}\s)?"
_GROUPS = r"\d{3,4}[ -]\d{4}|\d{4} \d{3}|1\d{2}[ -]\d{4}[ -]\d{4}|[48]00[ -]\d{3}[ -]\d{4}|\d{5,11}"
_PHONE = re.compile(rf"(?<![\d.\-]){_AREA}\d{{7,8}}(?![\d.])|(?<!\d)1\d{{10}}(?!\d)|(?<!\d)12345(?!\d)")
_LABELLED_PHONE = re.compile(
    r"(?:电\s*话|手\s*机|座\s*机|热\s*线|致电|tel)[^\d]{0,6}"
    rf"(?P<phone>{_AREA}(?:{_GROUPS}))(?![ -]?\d)"
)
_DATE = re.compile(r"(?P<y>\d{4})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*日?")
_HAN_YEAR = "[〇零○o0一二三四五六七八九]{4}年"
_DIGITS = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")
_HAN_DATE = re.compile(rf"(?P<y>{_HAN_YEAR})(?P<m>元|{HAN_NUMERAL})月(?P<d>{HAN_NUMERAL})日")
_TO = "(?:起|开始)?(?:至|到|—|-|~)"
_PERIOD = re.compile(
    rf"(?:\d{{4}}年|今年|当年)\d{{1,2}}月(?:\d{{1,2}}日)?{_TO}(?:\d{{4}}年)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日)"
    rf"|\d{{4}}\.\d{{1,2}}\.\d{{1,2}}{_TO}(?:\d{{4}}\.)?\d{{1,2}}\.\d{{1,2}}"
    rf"|{_HAN_YEAR}{HAN_NUMERAL}月(?:{HAN_NUMERAL}日)?{_TO}(?:{_HAN_YEAR})?{HAN_NUMERAL}月(?:{HAN_NUMERAL}日)?"
)
# A name with the date behind it on one line.
_SIGNED = re.compile(r"[（(]?(?P<name>[^\d，。：:；（()）]{4,40}?)\s+(?P<date>\S.*?日)\s*[)）]?")
# A hotline of everybody's is named where the office has no number of its own.
_HOTLINE = re.compile(r"\d{3,6}")
_INSTEAD_OF_AT = re.compile(r"\s*(?:\[at\]|\(at\)|\s@\s)\s*", re.IGNORECASE)
_HASH_IS_AT = re.compile(r"#.{0,6}@")


@dataclass(frozen=True, slots=True)
class Frame:
    title: str
    issuer: str | None
    issued_on: date | None
    phone: str | None
    email: str | None
    inspection_period: str | None


def begins_closing(line: str) -> bool:
    """Whether a paragraph looks like the end of the notice: an invitation to write, contacts, signature."""
    return _CLOSING.match(line) is not None or len(_apart(line)) > 1


def signs(line: str, after: str) -> bool:
    """Whether a paragraph is a name with nothing but the date below it."""
    return _A_NAME.fullmatch(line) is not None and is_date(after)


def looks_ahead(line: str) -> bool:
    """Whether a paragraph says what the whole office is going to do next: at the end it closes the notice,
    in the middle it belongs to a finding."""
    return _AHEAD.match(line) is not None


def is_below_article(line: str) -> bool:
    """Whether a line is one that a site puts below an article: 上一篇：, 【打印】."""
    return _BELOW_ARTICLE.fullmatch(line) is not None


def is_date(line: str) -> bool:
    """Whether a line is nothing but a date."""
    return _DATE.fullmatch(_in_digits(normalise(line))) is not None


def _in_digits(text: str) -> str:
    """二〇二一年二月十八日 as 2021年2月18日."""
    return _HAN_DATE.sub(_date_in_digits, text)


def _date_in_digits(match: re.Match[str]) -> str:
    month = 1 if match["m"] == "元" else number(match["m"])
    return f"{match['y'].translate(_DIGITS)}{month}月{number(match['d'])}日"


def read_frame(preamble: list[str], closing: list[str], end: list[str]) -> Frame:
    """The frame as printed; None for what is not printed. Contacts are looked for in the closing first, then
    in the last paragraphs of all."""
    closing = [part for line in closing for part in _apart(line)]
    head = [part for line in preamble[:_HEAD] for part in _apart(line)]
    title = _title(preamble)
    invitation = [line for line in preamble if _INVITES.search(line)]
    return Frame(
        title=title,
        issuer=_issuer(closing, title) or _issuer_in_head(head),
        issued_on=_issued_on(closing) or _issued_in_head(head),
        phone=next(filter(None, map(_phone, (closing, end, invitation))), None),
        email=next(filter(None, map(_email, (*closing, *end, *preamble))), None),
        inspection_period=next((match[0] for line in preamble for match in _PERIOD.finditer(line)), None),
    )


def _apart(line: str) -> list[str]:
    """A name and the date behind it, which are printed on one line; any other line as it is."""
    signed = _SIGNED.fullmatch(line.strip())
    return [signed["name"], signed["date"]] if signed and is_date(signed["date"]) else [line]


def _title(preamble: list[str]) -> str:
    """The first line that ends as titles do, of those that name the matter, if one does: above it may stand
    the head of a paper, 某局公告."""
    candidates = [line for line in preamble[:_HEAD] if not _SITE_LINE.search(line)]
    ends = [at for at, line in enumerate(candidates) if _ends_a_title(line)]
    if not ends:
        return shorten(candidates[0], _LONGEST_TITLE) if candidates else ""
    at = next((at for at in ends if _OF_THE_MATTER.search(candidates[at])), ends[0])
    line, after = candidates[at], candidates[at + 1] if at + 1 < len(candidates) else ""
    line += after if _SUBTITLE.fullmatch(after) else ""
    while at > 0 and _is_torn(candidates[at - 1], line):
        at, line = at - 1, candidates[at - 1] + line
    return line


def _ends_a_title(line: str) -> bool:
    return _TITLE_END.search(line) is not None and len(line) <= _LONGEST_TITLE


def _is_torn(above: str, line: str) -> bool:
    """Whether a title goes on: 中共某市委员会 / 关于…的通报."""
    goes_on = line.startswith(("关于", "巡察", "巡视")) or "关于" in above
    is_name = _A_NAME.fullmatch(above) is not None or _BEGUN.fullmatch(above) is not None
    return goes_on and is_name and not _TITLE_END.search(above)


def _issuer(closing: list[str], title: str) -> str | None:
    """The last line of the closing that is a name; else what stands before 关于 in the title."""
    for line in reversed(closing):
        if not is_date(line) and not re.search(r"[，。：:；、@\d]", line) and 4 <= len(line) <= 40:
            return line.split()[0]
    before, about, _ = title.partition("关于")
    return before if about and before else None


def _issuer_in_head(lines: list[str]) -> str | None:
    """The name under the title that has a date behind it."""
    pairs = pairwise(lines)
    return next((one for one, after in pairs if signs(one, after) and not _TITLE_END.search(one)), None)


def _dates(line: str) -> Iterator[date]:
    for match in _DATE.finditer(_in_digits(normalise(line))):
        try:
            yield date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:  # 2021年13月40日 is printed somewhere, but is no date
            continue


def _issued_on(closing: list[str]) -> date | None:
    """The date under the signature, or else under the title: the last line that is nothing but a date."""
    for line in reversed(closing):
        if is_date(line):
            return next(_dates(line), None)
    return None


def _issued_in_head(lines: list[str]) -> date | None:
    """The date under the title, or else the one when the site published it."""
    published = (
        day for line in lines if _PUBLISHED.search(line) or _TOLD_ON.fullmatch(line) for day in _dates(line)
    )
    return _issued_on([line.strip("（）() ") for line in lines]) or next(published, None)


def _phone(lines: list[str]) -> str | None:
    """The first number that is the office's own, what stands behind 电话 before others; else a hotline."""
    closing = [normalise(line) for line in lines]
    ways = ((_LABELLED_PHONE, "phone"), (_PHONE, 0))
    found = [match[group] for way, group in ways for line in closing for match in way.finditer(line)]
    return next((one for one in found if not _HOTLINE.fullmatch(one)), next(iter(found), None))


def _email(line: str) -> str | None:
    """An address, however it is hidden from machines: name[at]host, name#host（请将#换成@）."""
    plain = _INSTEAD_OF_AT.sub("@", unicodedata.normalize("NFKC", line))
    if _HASH_IS_AT.search(plain):
        plain = plain.replace("#", "@", 1)
    found = EMAIL.search(plain)
    return found[0] if found else None
