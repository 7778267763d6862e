"""Questions that name no matter of their own: 花了多少钱, 谁答应的, shui fuze."""

import re
from collections.abc import Iterable
from functools import cache

from knowledge.asking.aspects import aspect_of, without_aspects
from knowledge.data import data_file
from knowledge.language.sounds import spelt, spoken
from knowledge.language.tokens import Tokenizer, tokenizer, words_of_any_question

LONGEST = 30
"""So many characters at most has a question that leans on what was shown."""
_LONGEST_HEARD = 4
_PARTICLES = frozenset("的了呢吗吧啊没不是有那这谁钱花")
_FLAT = re.compile(r"(?<=^[zcs])h|(?<=n)g$")
# What shows that a text of common words is a question about something known, and no topic: 维修资金 is one.
_ASKS = re.compile(
    r"[那这它呢吗么没了嘛不吧啊呀?怎咋啥哪谁]|再说|重[说新复]|[说讲].{0,2}点|点[说讲]|白话|什么意思"
)


def is_elliptical(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether a normalised question names no matter of its own."""
    is_number = any(character.isdecimal() for character in normal)
    return not is_number and _may_lean(normal) and not own_words(normal, tokenizer)


def names_actions_only(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether its own words say what was done, and not to what: 谁答应的."""
    return _may_lean(normal) and all(word in _words("actions.txt") for word in own_words(normal, tokenizer))


def says_deed(word: str) -> bool:
    """Whether a common word says what was done."""
    return word in words_of_any_question() or word in _words("actions.txt")


def _may_lean(normal: str) -> bool:
    if len(normal) > LONGEST or is_of_the_whole(normal):
        return False
    return asks(normal)


def asks(normal: str) -> bool:
    """Whether a normalised text is a question, and no topic alone."""
    return aspect_of(normal) is not None or _ASKS.search(normal) is not None


def is_of_the_whole(normal: str) -> bool:
    """Whether a normalised question is about the notice as a whole, or about the bot."""
    return _wholes().search(normal) is not None


def words_of_the_whole(normal: str) -> list[str]:
    """The words of a normalised question that are about the notice as a whole, or about the bot."""
    return [match[0] for match in _wholes().finditer(normal)]


def own_words(normal: str, tokenizer: Tokenizer) -> list[str]:
    """Its words that not any question about a matter may hold."""
    rest = tokenizer.cut(without_aspects(normal))
    return [word for word in rest if tokenizer.is_telling(word) and not _is_common(word)]


def as_heard(normal: str, tokenizer: Tokenizer) -> str:
    """The question with slips of the pen put right, and pinyin in characters, where that makes common words.
    What is a word as it stands is left alone; slips leave lone characters."""
    pieces = [piece for word in tokenizer.cut(normal) if word != " " for piece in _pieces(word)]
    heard, at = "", 0
    while at < len(pieces):
        sizes = range(min(_LONGEST_HEARD, len(pieces) - at), 0, -1)
        found = ((size, _heard(pieces[at : at + size])) for size in sizes)
        size, word = next((one for one in found if one[1]), (1, pieces[at][0]))
        heard, at = heard + (word or ""), at + size
    return heard


def _pieces(word: str) -> list[tuple[str, str]]:
    """A lone character, or the syllables typed in Latin letters, each with its sound; a word has none."""
    if word.isascii():
        return [(syllable, syllable) for syllable in spelt(word)] or [(word, "")]
    return [(word, spoken(word)[0] if len(word) == 1 else "")]


def _heard(pieces: list[tuple[str, str]]) -> str | None:
    """The common word that these pieces sound like; one syllable alone sounds like many."""
    is_typed = all(piece.isascii() for piece, _ in pieces)
    common = _common_by_sound().get(_blurred(sound for _, sound in pieces))
    is_sure = len(pieces) > 1 or (is_typed and common in _PARTICLES)
    return common if is_sure else None


@cache
def _common_by_sound() -> dict[tuple[str, ...], str]:
    """The common words by how they sound; of several that sound the same, the commonest."""
    words = words_of_any_question() | _words("ellipsis.txt") | _words("stopwords.txt")
    by_likelihood = sorted(words, key=lambda word: (word in _PARTICLES, tokenizer().occurrences(word), word))
    return {_blurred(spoken(word)): word for word in by_likelihood if not word.isascii()}


def _blurred(syllables: Iterable[str]) -> tuple[str, ...]:
    """As many say them: z for zh, n for ng."""
    return tuple(_FLAT.sub("", syllable) for syllable in syllables)


def _is_common(word: str) -> bool:
    return word in words_of_any_question() or word in _words("ellipsis.txt")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data_file(name).split())


@cache
def _wholes() -> re.Pattern[str]:
    lines = data_file("wholes.txt").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
