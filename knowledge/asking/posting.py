"""What staff write behind /progress: which finding they mean, and what they say of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Choices
from knowledge.codes import leading_code, run_together
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.language.questions import asks
from knowledge.model import Finding
from knowledge.text import normalise

_LONGEST_NAME = 8  # characters; what is longer before a space is said of the finding, too
_ANY_NAME = 4  # so short a word names it, though the notice has other words
_AND = re.compile(r"^(?:以及|还有|[和与及跟同到至/])\s*")
_SAYS_MORE = re.compile(r"[已了完好正将成毕拆修装清改建到]|落实|达标|通过|发放|启动|开[工始]")


@dataclass(frozen=True, slots=True)
class Posting:
    """``meant`` are the findings that may be meant, the likeliest first; ``code`` is one that was written
    out, whichever notices have it, and ``also`` another one of a finding that there is, right behind it."""

    code: str | None
    meant: tuple[Key, ...]
    text: str
    also: str | None = None


def read_posting(argument: str, index: Index, home: frozenset[int] = frozenset()) -> Posting:
    """The finding is named by its code, as in "1.2.6 泵站已修好", or by words up to the first space, as in
    "喷漆中心 泵站已修好"; without a space, or with a sentence before it, the words are both, but for a mere
    name, as 喷漆, of which nothing is said."""
    code, text = leading_code(argument) or (None, "")
    if code is not None:
        also, _ = leading_code(_AND.sub("", text)) or (None, "")
        return Posting(code, (), text, also if also != code and also in index.notices.having else None)
    words, _, rest = argument.partition(" ")
    rest = rest.strip()
    if rest and len(words) <= _LONGEST_NAME and (meant := _meant(words, index, home)):
        return Posting(None, (*meant,), rest)
    meant = _meant(argument, index, home)
    return Posting(None, (*meant,), "" if _is_name(argument, meant.values()) else argument)


# Words that mean 进展, or stand beside it on the keyboard, and no other command.
_COMMAND = re.compile(
    r"\s*(?:(?:再?(?:发|写|报|补))?(?:一?[个条下])?(?P<posts>进[展度站程]|近展)|更新|汇报|上报)(?P<gap>[\s:：,，]*)"
)
_AGAIN = re.compile(r"(?:的|最新)*进[展度][\s:：,，]+(?=\S)")
_RUN_TOGETHER = re.compile(r"(?P<code>[1-9]{3})(?!\d|\s*[.%万亿元年月日个条户人])[\s:：,，]*")
_ASKS_HOW_IT_STANDS = re.compile(r"(?:情况|进展)\W*$")
# That something was done.
_STATES = re.compile(r"已|完[成毕](?:\W*$|了)|\w了\W*$|\w\w好\W*$")
_LEAST_SAID = 5  # characters; fewer behind a name may be a part of it
MAY_POST = re.compile(rf"{_COMMAND.pattern}\S|\s*第?[\d一二三四五六七八九十]")
"""All that read_slip takes for a post begins so."""


def read_slip(text: str, index: Index) -> str | None:
    """What /progress would get, where staff write it in other words: 进度 1.2.6 修好了, 进展 126 修好了,
    进展 喷漆 新增4个喷漆房, 1.2.6 进展 修好了, 1.2.6修好了; None for a question and where nothing is said."""
    begun = _COMMAND.match(text)
    rest = text[begun.end() :] if begun else text
    if asks(rest) or _ASKS_HOW_IT_STANDS.search(rest):
        return None
    if (named := _coded(rest, begun is not None)) is None:
        is_apart = begun is not None and begun["posts"] and begun["gap"]
        return rest if is_apart and _says_of_a_name(rest, index) else None
    code, said = named
    again = _AGAIN.match(said)
    said = said[again.end() :] if again else said
    is_post = begun or again or _STATES.search(said)
    return f"{code} {said}" if is_post and said and code in index.notices.having else None


def _coded(rest: str, may_run_together: bool) -> tuple[str, str] | None:
    if may_run_together and (together := _RUN_TOGETHER.match(rest)):
        return run_together(together["code"]) or "", rest[together.end() :]
    return leading_code(rest)


def _says_of_a_name(rest: str, index: Index) -> bool:
    """Whether something is said of what words before a space name, or was done to what all of them name."""
    name, _, said = rest.partition(" ")
    if _STATES.search(rest) is None and len(said.strip()) < _LEAST_SAID:
        return False
    is_name = not name[:1].isdecimal() and (not said or len(name) <= _LONGEST_NAME)
    return is_name and bool(_meant(name, index, frozenset()))


def _meant(words: str, index: Index, home: frozenset[int]) -> dict[Key, Finding]:
    reply = answer(words, index, home=home)
    if isinstance(reply, Answer):
        return {(reply.notice_id, reply.finding.code): reply.finding}
    if not isinstance(reply, Choices):
        return {}
    return {(notice_id, one.code): one for one, notice_id in reply.placed(0)}


def _is_name(words: str, meant: Iterable[Finding]) -> bool:
    """Whether the words do nothing but name a finding: short, the notice's own, and nothing of what was
    done."""
    name = normalise(words).removesuffix("问题")
    if len(name) > _LONGEST_NAME or _SAYS_MORE.search(name):
        return False
    texts = [normalise(f"{one.problem}\n{one.rectification}") for one in meant]
    return bool(texts) and (len(name) <= _ANY_NAME or any(name in text for text in texts))
