"""What stands below an answer to somebody who works here, and may not have meant a question."""

import re

from handlers.views.html import escape
from handlers.views.texts import commands
from handlers.views.texts import office as texts
from handlers.views.view import View
from knowledge.asking.posting import states
from knowledge.asking.reply import Answer, NotFound, Overview, Reply
from knowledge.model import Role
from knowledge.text import shorten

_REGRETS = re.compile(r"[发写点弄选]错了?|删[掉了]")
_SHORT, _LONGEST = 12, 40


def nudged(view: View, text: str, reply: Reply, role: Role) -> View:
    """With a line on what they may have meant; the view alone, where it answers what was asked."""
    line = _line(text, reply, role)
    return View((*view.blocks, escape(line)), view.keyboard, view.listed) if line else view


def _line(text: str, reply: Reply, role: Role) -> str | None:
    if isinstance(reply, Overview) or (isinstance(reply, NotFound) and reply.manner is not None):
        return None
    posts = role in commands.PROGRESS.shown_to
    if posts and len(text) <= _SHORT and _REGRETS.search(text):
        return texts.TO_UNDO
    if posts and states(text):
        code = reply.finding.code if isinstance(reply, Answer) else texts.NOT_PUBLISHED_CODE
        return texts.NOT_PUBLISHED.format(code=code, text=shorten(text, _LONGEST))
    if not isinstance(reply, NotFound):
        return None
    own = [one for one in commands.for_role(role) if one.shown_to != commands.ALL]
    return texts.YOUR_WORK.format(phrases="、".join(one.phrase for one in own if one.phrase))
