"""What stands below an answer to somebody who works here, and may not have meant a question."""

import re

from handlers.views.html import escape
from handlers.views.texts import commands, staff
from handlers.views.texts import office as texts
from handlers.views.view import View
from knowledge.asking.posting import may_be_said, states
from knowledge.asking.reply import Answer, NotFound, Overview, Reply
from knowledge.codes import leading_code
from knowledge.language.questions import asks
from knowledge.model import Ownership, Role
from knowledge.text import normalise, shorten

_REGRETS = re.compile(r"[发写点弄选]错了?|删[掉了]")
_REGRETS_LAST = re.compile(r"(?:刚才|刚刚|刚发|[那这上一]条(?![路河街沟渠线])).*(?:错|不对|撤|删|不要)")
# 谁负责, 归谁; but not 谁举报的, and not 我是谁.
_WHOSE = re.compile(
    r"(?:归|由|该|找|属|派)(?:给|于)?谁|(?<!我)是谁\W*$|谁(?:来|在|去|该|应该|具体|主要)?"
    r"(?:负责|[管办抓盯修弄做干]|整改|牵头|承办|落实|跟进|的\W*$)"
    r"|(?<!我是)(?<!我们是)哪个(?:单位|部门)|责任(?:单位|人|领导)|时限|期限|到期|逾期|截止"
)
_SHORT, _LONGEST = 12, 40
_LEAST_SAID = 5
_NAMED = 5


def asks_whose(text: str) -> bool:
    """Whether somebody asks who does the work, or until when."""
    return _WHOSE.search(text) is not None


def with_owner(view: View, owned: Ownership) -> View:
    """With what the office's own record has of that, which the notice has not."""
    unit, owner, due_on = owned.unit or staff.NOBODYS, owned.owner or texts.NO_OWNER, owned.due_on
    line = texts.IN_THE_RECORD.format(unit=unit, owner=owner, due=due_on or staff.DUE_NONE)
    return View((*view.blocks, escape(line)), view.keyboard, view.listed)


def nudged(view: View, text: str, reply: Reply, role: Role) -> View:
    """With a line on what they may have meant; the view alone, where it answers what was asked."""
    line = _line(text, reply, role)
    return View((*view.blocks, escape(line)), view.keyboard, view.listed) if line else view


def _says_of_a_code(text: str, reply: Reply) -> bool:
    """Whether more than a name follows a code, and asks nothing: 1.2.6 请示领导后再定."""
    _, said = leading_code(text) or ("", "")
    if len(said) < _LEAST_SAID or not isinstance(reply, Answer) or not may_be_said(said):
        return False
    return normalise(said) not in normalise(f"{reply.finding.problem}\n{reply.finding.rectification}")


def _line(text: str, reply: Reply, role: Role) -> str | None:
    if isinstance(reply, Overview) or (isinstance(reply, NotFound) and reply.manner is not None):
        return None
    posts = role in commands.PROGRESS.shown_to
    regrets = len(text) <= _SHORT and _REGRETS.search(text)
    regrets_last = len(text) <= _LONGEST and not asks(text) and _REGRETS_LAST.search(text)
    if posts and (regrets or regrets_last):
        return texts.TO_UNDO
    if posts and (states(text) or _says_of_a_code(text, reply)):
        code = reply.finding.code if isinstance(reply, Answer) else texts.NOT_PUBLISHED_CODE
        begun, said = leading_code(text) or ("", "")
        return texts.NOT_PUBLISHED.format(code=code, text=shorten(said if begun == code else text, _LONGEST))
    if not isinstance(reply, NotFound):
        return None
    own = [one for one in commands.for_role(role) if one.shown_to != commands.ALL]
    nearest = sorted(own, key=lambda one: len(one.shown_to))[:_NAMED]
    return texts.YOUR_WORK.format(phrases="、".join(one.phrase for one in nearest if one.phrase))
