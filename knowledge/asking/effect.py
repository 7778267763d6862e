"""What teaching the bot a name would change: the questions that people asked, answered with and without."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.asking.answers import answer
from knowledge.asking.reply import Reply, keys_of
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.model import Alias, ReplyKind


@dataclass(frozen=True, slots=True)
class Effect:
    """Questions that the finding would answer from now on, and questions that are answered otherwise now."""

    gained: tuple[str, ...]
    changed: tuple[str, ...]


def effect_of(alias: Alias, index: Index, questions: Iterable[str], notice_id: int | None = None) -> Effect:
    """The effect on questions that were asked, as people of the notice's town ask them; a millisecond or two
    each."""
    about = notice_id or index.notices.newest()
    taught = index.with_alias((about, alias.code), alias.text)
    home = index.notices.beside(about)
    gained, changed = list[str](), list[str]()
    for question in questions:
        before, after = answer(question, index, home=home), answer(question, taught, home=home)
        if _outcome(before) == _outcome(after):
            continue
        is_gain = before.kind is ReplyKind.NOT_FOUND and after.codes[:1] == (alias.code,)
        (gained if is_gain else changed).append(question)
    return Effect(tuple(gained), tuple(changed))


def _outcome(reply: Reply) -> tuple[ReplyKind, tuple[Key, ...]]:
    """What makes an answer another one for who asked: its kind, and the finding, or those to choose from."""
    return reply.kind, keys_of(reply)
