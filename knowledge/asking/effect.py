"""What teaching the bot a name would change: the questions that people asked, answered with and without."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.asking.answers import answer
from knowledge.asking.reply import Reply
from knowledge.index.index import Index
from knowledge.model import Alias, ReplyKind


@dataclass(frozen=True, slots=True)
class Effect:
    """Questions that the finding would answer from now on, and questions that are answered otherwise now."""

    gained: tuple[str, ...]
    changed: tuple[str, ...]


def effect_of(alias: Alias, index: Index, questions: Iterable[str], notice_id: int | None = None) -> Effect:
    """The effect on questions that were asked; a millisecond or two each."""
    taught = index.with_alias((notice_id or index.notices.newest(), alias.code), alias.text)
    gained, changed = list[str](), list[str]()
    for question in questions:
        before, after = answer(question, index), answer(question, taught)
        if _outcome(before) == _outcome(after):
            continue
        is_gain = before.kind is ReplyKind.NOT_FOUND and after.codes[:1] == (alias.code,)
        (gained if is_gain else changed).append(question)
    return Effect(tuple(gained), tuple(changed))


def _outcome(reply: Reply) -> tuple[ReplyKind, tuple[str, ...]]:
    """What makes an answer another one for who asked: its kind, and the finding, or those to choose from."""
    return reply.kind, reply.codes[:1] if reply.kind is ReplyKind.ANSWER else reply.codes
