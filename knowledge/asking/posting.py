"""What staff write behind /progress: which finding they mean, and what they say of it."""

from dataclasses import dataclass

from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Choices
from knowledge.codes import leading_code
from knowledge.index.index import Index
from knowledge.index.sources import Key

_LONGEST_NAME = 8  # characters; what is longer before a space is said of the finding, too


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
    "喷漆中心 泵站已修好"; without a space, or with a sentence before it, the words are both."""
    code, text = leading_code(argument) or (None, "")
    if code is not None:
        also, _ = leading_code(text) or (None, "")
        return Posting(code, (), text, also if also != code and also in index.notices.having else None)
    words, _, rest = argument.partition(" ")
    rest = rest.strip()
    if rest and len(words) <= _LONGEST_NAME and (meant := _meant(words, index, home)):
        return Posting(None, meant, rest)
    return Posting(None, _meant(argument, index, home), argument)


def _meant(words: str, index: Index, home: frozenset[int]) -> tuple[Key, ...]:
    reply = answer(words, index, home=home)
    if isinstance(reply, Answer):
        return ((reply.notice_id, reply.finding.code),)
    return (*zip(reply.notice_ids, reply.codes, strict=True),) if isinstance(reply, Choices) else ()
