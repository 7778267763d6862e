"""What staff write behind /progress: which finding they mean, and what they say of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.asking.answers import answer
from knowledge.asking.manner import gives_up, read_manner
from knowledge.asking.reply import Answer, Choices
from knowledge.codes import after_year, find_codes, leading_code, run_together, without_codes
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.language.questions import asks
from knowledge.model import Finding
from knowledge.text import normalise

_LONGEST_NAME = 8  # characters; what is longer before a space is said of the finding, too
_ANY_NAME = 4  # so short a word names it, though the notice has other words
_CATEGORY = re.compile(r"(\d{1,2}\.\d{1,2})(?![\d.%万亿元个户])[\s:：,，]*")
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
    if category := _CATEGORY.match(argument):
        said = argument[category.end() :].strip()
        return Posting(None, (*_of_category(category[1], index, home),), said)
    words, _, rest = argument.partition(" ")
    rest = rest.strip()
    if rest and len(words) <= _LONGEST_NAME and (meant := _meant(words, index, home)):
        return Posting(None, (*meant,), rest)
    meant = _meant(argument, index, home)
    return Posting(None, (*meant,), "" if _is_name(argument, meant.values()) else argument)


def _of_category(category: str, index: Index, home: frozenset[int]) -> Iterator[Key]:
    """The findings of a category, in the newest notice that has each."""
    for code, having in index.notices.having.items():
        at_home = [one for one in having if one in home] or having
        if code.startswith(f"{category}."):
            yield at_home[0], code


# Words that mean 进展, or stand beside it on the keyboard, and no other command.
_COMMAND = re.compile(
    r"\s*(?:(?:再?(?:发|写|报|补))?(?:一?[个条下])?(?P<posts>进[展度站程]|近展)|更新|汇报|上报)(?P<gap>[\s:：,，]*)"
)
_AGAIN = re.compile(r"(?:的|最新)*进[展度][\s:：,，]+(?=\S)")
_RUN_TOGETHER = re.compile(r"(?P<code>[1-9]{3})(?!\d|\s*[.%万亿元年月日个条户人])[\s:：,，]*")
_ASKS_HOW_IT_STANDS = re.compile(r"(?:情况|进展)\W*$")
_OF_A_PHOTO = re.compile(r"[\s的是这那几张个些关于发给照片图问题条]*")
_LAST_WORD = re.compile(r"(?<=\S)[\s,，、(（]+([^\s,，、(（]+?)[)）。!！]*\s*$")
# That something was done, or is being done: 修好了, 装了监控, 全部修好, 还在谈, 夜查3次; or two clauses.
_STATES = re.compile(
    r"已|完[成毕](?:\W*$|了)|[^\W\d_a-z为除]了(?![解不])|\w\w好(?=\W|$)|[还仍正]在|\w\w[,，;；。]\s*\w\w"
    r"|(?:\d|[一二两三四五六七八九十百])[多余]?(?:次|户|处|家|台|座|场|遍|轮|公里|米|亩|吨|份)|还没|尚未"
)
_LEAST_SAID = 5  # characters; fewer behind a name may be a part of it


def read_slip(text: str, index: Index) -> str | None:
    """What /progress would get, where staff write it in other words: 进度 1.2.6 修好了, 进展 126 修好了,
    进展 喷漆 新增4个喷漆房, 1.2.6 进展 修好了, 1.2.6修好了, 修好了 1.2.6, 2020年通报 1.2.6 修好了; None for a
    question and where nothing is said."""
    begun = _COMMAND.match(text)
    year, rest = after_year(text[begun.end() :] if begun else text)
    if asks(rest) or _ASKS_HOW_IT_STANDS.search(rest):
        return None
    if (named := _coded(rest, begun is not None)) is None:
        is_apart = begun is not None and begun["posts"] and begun["gap"]
        return rest if is_apart and _says_of_something(rest, index) else None
    code, said = named
    again = _AGAIN.match(said)
    said = said[again.end() :] if again else said
    is_post = begun or again or _STATES.search(said)
    whole = f"{year} {code} {said}" if year else f"{code} {said}"
    return whole if is_post and said and code in index.notices.having else None


def states(text: str) -> bool:
    """Whether it says that something was or is being done, and asks nothing."""
    return _STATES.search(text) is not None and may_be_said(text)


def may_be_said(text: str) -> bool:
    """Whether a text may be said of a finding, or name one: it asks nothing, and takes nothing back."""
    is_question = asks(text) or _ASKS_HOW_IT_STANDS.search(text) is not None
    return not (is_question or gives_up(text) or read_manner(normalise(text)))


def names_alone(text: str) -> str | None:
    """The code of a text that does nothing but say what a photo is of: 是1.2.6的, 1.2.6的照片."""
    codes = find_codes(text)
    return codes[0] if len(codes) == 1 and _OF_A_PHOTO.fullmatch(without_codes(text)) else None


def _coded(rest: str, is_begun: bool) -> tuple[str, str] | None:
    """The code and what is said; behind what was done the code may stand, too, or 126 before it."""
    if named := leading_code(rest):
        return named
    if (together := _RUN_TOGETHER.match(rest)) and (is_begun or _STATES.search(rest[together.end() :])):
        return run_together(together["code"]) or "", rest[together.end() :]
    if last := _LAST_WORD.search(rest):
        code, more = leading_code(last[1]) or ("", "")
        return (code, rest[: last.start()]) if code and not more else None
    return None


def _says_of_something(rest: str, index: Index) -> bool:
    """Of a name; of a category, 1.2; or of a code behind another word, which may be a town's."""
    first, _, more = rest.partition(" ")
    of_category = _CATEGORY.match(rest)
    if of_category or leading_code(more):
        return (of_category is not None and bool(rest[of_category.end() :])) or not leading_code(first)
    return _says_of_a_name(rest, index)


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
