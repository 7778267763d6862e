"""Which command somebody who works here means by other words: 1.2.6 指派给环保办, 导出台账, 怎么加人."""

import re
from datetime import date
from functools import cache

from handlers.screens import code_alone
from handlers.views.texts import admin, commands, office, staff
from handlers.views.texts.commands import Command
from knowledge.codes import leading_code, year_alone
from knowledge.language.questions import asks
from knowledge.model import Role
from knowledge.progress.charges import names_office, read_charge
from knowledge.progress.dates import read_deadline
from knowledge.text import normalise

_AFTER = re.compile(r"[\s。.!！?？吧呢啊了]+$")
_MATTERS = (
    "进展|销号|指派|移交|时限|台账|日报|审核|邀请|撤销|撤回|更正|草稿|转办|照片|发布|答复|隐去|导入|导出"
)
_HOW = "怎么|怎样|咋|如何"
_ASKS_HOW = re.compile(
    rf"(?:{_HOW}).{{0,3}}(?:{_MATTERS}).{{0,3}}|.{{0,2}}(?:{_MATTERS}).{{0,2}}(?:{_HOW}).{{1,2}}"
)

_ROLES = [name for role, name in admin.ROLE.items() if role is not Role.CITIZEN]
# 邀请工作人员参加培训 lets nobody in.
_INVITES = re.compile(
    rf"邀请\s*(?:一?[个名位])?({'|'.join(_ROLES)})[\s:：,，]*((?!参加|出席|列席|前来|来|去|到场|观摩|座谈).*)"
)
# Where the button is; behind what was done it is a part of that.
_PROPOSES = re.compile(
    r"(?:申请)?(?:对账)?销号[\s:：]*(?P<of>\S+)|(?P<this>\S+?)[\s的]*(?:申请)?(?:对账)?销号"
)
_REVOKES = re.compile(rf"{admin.REVOKE}\s*(?P<whose>\S.*?)(?:的?(?:角色|身份|权限))?[。.!！]?")
# What begins so, and names neither, may be a question: 台账 不规范, 台账2021年整改了吗.
_REGISTER = re.compile(
    rf"{commands.REGISTER.phrase}\s*(?:(?P<year>\d{{4}}\S*)|\s(?P<town>\S+(?:镇|乡|街道|县|区|市)))"
)
_VERDICT = "通过|不通过|退回|驳回|不行|重新整改|销号|可以销号|同意|不同意|同意销号"
# 退回 1.2.6，照片看不清, and the code first; but 退回1.2.6的资金 and 通过招标 were done.
_DECIDES = re.compile(rf"(?:{_VERDICT}|审核|核实)[\s:：]*([^\s,，。;；]+)(?:[\s,，。;；].*)?")
_DECIDED = re.compile(rf"(?:{_VERDICT})[吧了]?[。.!！]*(?:[\s,，;；:：].*)?")
# 1.2.6 指派给环保办, 1.2.6的期限改到5月1日; but 移交给派出所处理了 was done, 交给第三方运营, too, and
# 责任单位是不是环保办 asks.
_GIVES = re.compile(
    r"(?:的?(?:指派|移交|转|交)给|的?责任单位(?:改为|改成|定为|[是为:：])|(?=[由让]\S+(?:负责|牵头)[\s。.!！]*$))\s*"
    r"(.*[^\s了。.!！])[\s。.!！]*"
)
_ASSIGNS = "指派给"
_SETS = re.compile(r"的?(?:整改)?(?:时限|期限|改到|改为|定到|定为|延期到|延到|[\s:：])+(.+)")


def command_meant(text: str, role: Role, today: date) -> tuple[Command, str] | None:
    """The command that the role may give, with what follows it; None for what is none. What follows 人员 is a
    name, where it is one: 撤销张三 is meant so, and 撤销处分 is not."""
    return _ordered(text, role, today) or _meant(text, role)


def _ordered(text: str, role: Role, today: date) -> tuple[Command, str] | None:
    """A supervisor's order that begins with the code; or what is decided of it, which has its buttons."""
    if role not in commands.ASSIGN.shown_to:
        return None
    if (decides := _DECIDES.fullmatch(text)) and (code := code_alone(_AFTER.sub("", decides[1]))):
        return commands.PENDING, code
    code, order = leading_code(text.removeprefix("把")) or ("", "")
    if not code:
        return None
    if _DECIDED.fullmatch(order):
        return commands.PENDING, code
    if (given := _GIVES.fullmatch(order)) and _is_order(order, given[1]):
        return commands.ASSIGN, f"{code} {given[1]}"
    sets = _SETS.fullmatch(order)
    return (commands.DUE, f"{code} {sets[1]}") if sets and read_deadline(sets[1], today) else None


def _is_order(order: str, named: str) -> bool:
    """Whether a finding is to be given to whom is named; where those are several, the command refuses it."""
    if named in staff.WORDS_FOR_NO_UNIT:
        return True
    is_for_several = order.startswith(_ASSIGNS) and read_charge(named) is None
    return not asks(order) and (names_office(named) or is_for_several)


def _meant(text: str, role: Role) -> tuple[Command, str] | None:
    """The command, with what follows it; how something is done, help says."""
    if (which := _register_of(text)) and role in commands.REGISTER.shown_to:
        return commands.REGISTER, which
    if (wish := _INVITES.fullmatch(text)) and role in commands.INVITE.shown_to:
        return commands.INVITE, f"{wish[1]} {wish[2]}"
    wish = _PROPOSES.fullmatch(text) if role in commands.MINE.shown_to else None
    if wish and (code := code_alone(wish["of"] or wish["this"])):
        return commands.MINE, code
    if (wish := _REVOKES.fullmatch(text)) and role in commands.PEOPLE.shown_to:
        return commands.PEOPLE, wish["whose"]
    said = _AFTER.sub("", normalise(text))
    found = (one for one in _said().get(said, ()) if role in one[0].shown_to)
    return next(found, (commands.HELP, "") if _ASKS_HOW.fullmatch(said) else None)


def _register_of(text: str) -> str | None:
    """The year, or the town, whose register is asked for."""
    match = _REGISTER.fullmatch(text)
    if match is None or (match["year"] and year_alone(match["year"]) is None):
        return None
    return match["year"] or match["town"]


@cache
def _said() -> dict[str, list[tuple[Command, str]]]:
    found: dict[str, list[tuple[Command, str]]] = {}
    for command, argument, words in office.OTHER_WORDS:
        for word in words.split():
            found.setdefault(_AFTER.sub("", word), []).append((command, argument))
    return found
