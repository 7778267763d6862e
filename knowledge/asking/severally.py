"""Several questions in one message: 喷漆中心建好没？还有敬老院谁管."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.asking.answers import MAX_QUESTION, answer
from knowledge.asking.aspects import MAY_BE_UNSTATED, aspect_of
from knowledge.asking.followups import matter_of
from knowledge.asking.reply import Answer, Overview, Reply, keys_of
from knowledge.asking.talking import after, may_lean
from knowledge.codes import find_codes
from knowledge.index.index import Index
from knowledge.language.questions import asks
from knowledge.model import Intent, Talk
from knowledge.text import normalise

_MOST = 3
_ALSO = r"(?:还有|另外|顺便|再问|再就是|以及|对了)"
_BETWEEN = re.compile(rf"(?<=[?？!！。;；,，、\n])(?=.)|(?<=[一-鿿])\s+(?=[一-鿿])|(?<=.)(?={_ALSO})", re.S)
_CONNECTIVE = re.compile(rf"^(?:[\s,，、和跟]|{_ALSO}(?:问|一下|就是|个)*)+")
_PUT = re.compile(r"[?？]\s*$|[一-鿿]不[\s。.!！]*$")
_WORD = re.compile(r"谁|哪|什么|啥|多少|几|何|多久|多咱")
_MARKS = " \n,，、.。;；!！?？"
# 他说不知道什么时候修 tells what somebody said.
_TOLD = re.compile(
    r"(?:[他她]们?|人家|干部|书记|主任|[村镇乡]长|[村镇乡]里).{0,4}(?:[说讲]|答复|回复)(?!.*[?？])"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the message, in its author's words, and what it gets."""

    text: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Several:
    """The reply that is shown, and what was asked beside it that it does not answer."""

    reply: Reply
    others: tuple[Asked, ...]

    def of_the_finding(self, text: str) -> str:
        """The message without what it asks of anything but the finding shown."""
        for one in self.others:
            if keys_of(one.reply) != keys_of(self.reply):
                text = text.replace(one.text, "")
        return text


def parts(text: str) -> list[str]:
    """The questions of a message, none of one that is too long; what asks nothing goes with the question
    after it, or with the last."""
    if len(text) > MAX_QUESTION:
        return []
    found: list[str] = []
    rest = ""
    for piece in _BETWEEN.split(text):
        rest += piece if not rest or rest[-1] in _MARKS else f" {piece}"
        if rest.count("“") == rest.count("”") and _is_asked(piece):
            found.append(rest)
            rest = ""
    if rest and found:
        found[-1] += rest
    return [part for one in found if (part := _CONNECTIVE.sub("", one).strip(_MARKS))]


def _is_asked(text: str) -> bool:
    bare = text.strip(_MARKS)
    if not bare or _TOLD.search(text):
        return False
    return _PUT.search(text) is not None or asks(bare) or aspect_of(normalise(bare)) in MAY_BE_UNSTATED


def answer_severally(question: str, index: Index, talk: Talk | None, home: frozenset[int]) -> Several | None:
    """The answer to the first that has one, with what the same finding says to the others, those before it,
    too; None for a message that asks one thing, or of which no more than one is understood by itself."""
    asked = [] if find_codes(question) else parts(question)
    if not 1 < len(asked) <= _MOST:
        return None
    told = [*_each(asked, index, talk, home)]
    first = next((one for one in told if isinstance(one.reply, Answer) or _is_of_the_notice(one.reply)), None)
    if first is None or not isinstance(first.reply, Answer):
        return None
    at = told.index(first)
    before = _each([one.text for one in told[:at]], index, after(first.reply, None), home)
    others = [one for one in (*before, *told[at + 1 :]) if _counts(one, first, index)]
    return _together(first, first.reply, others, index) if others else None


def _each(asked: Sequence[str], index: Index, talk: Talk | None, home: frozenset[int]) -> Iterator[Asked]:
    """Each as if it were asked by itself, after the ones before it."""
    for text in asked:
        reply = answer(text, index, None, home)
        if talk is not None and may_lean(text, reply, index):
            reply = answer(text, index, talk, home)
        talk = after(reply, talk) or talk
        yield Asked(text, reply)


def _counts(one: Asked, first: Asked, index: Index) -> bool:
    """Whether it is a question of its own: it names a matter, or the finding shown has something to say, and
    be it that it does not say who or when; 没人管是吧 does not ask who."""
    if isinstance(one.reply, Answer) and keys_of(one.reply) == keys_of(first.reply):
        return one.reply.unstated is None or _WORD.search(one.text) is not None
    return _is_of_the_notice(one.reply) or matter_of(normalise(one.text), index) is not None


def _is_of_the_notice(reply: Reply) -> bool:
    return isinstance(reply, Overview) and reply.manner is None and reply.intent is not Intent.HELP


def _together(first: Asked, reply: Answer, others: Sequence[Asked], index: Index) -> Several:
    same = [one for one in others if keys_of(one.reply) == keys_of(reply)]
    said = {one.reply.focus for one in same if isinstance(one.reply, Answer) and one.reply.unstated is None}
    entry = index.entry(reply.notice_id, reply.finding.code)
    shown = {reply.focus, *(one.text for one in reply.beside)}
    added = [one for one in (entry.passages if entry else ()) if one.text in said - shown]
    unsaid = [one for one in (first, *same) if _is_unstated(one.reply)]
    elsewhere = [one for one in others if one not in same]
    told = replace(reply, beside=(*reply.beside, *added), unstated=None)
    return Several(told, (*unsaid, *elsewhere))


def _is_unstated(reply: Reply) -> bool:
    return isinstance(reply, Answer) and reply.unstated is not None
