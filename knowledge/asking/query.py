"""A question as it is compared: its telling units, each with its weight and all that it may be known by."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from knowledge.index.forms import Text
from knowledge.index.index import Index
from knowledge.language.numbers import Number, numbers
from knowledge.language.sounds import is_initials, sounds, spelt
from knowledge.language.thesaurus import Heard
from knowledge.language.tokens import characters, pairs

_LATIN = re.compile(r"[a-z]+")
# In nats, as tokens.rarity: what a spelt syllable, an initial, an English word, a digit of a number tells.
_SYLLABLE, _INITIAL, _ENGLISH_WORD, _DIGIT = 4.0, 2.5, 10.0, 2.5


_NOTHING = frozenset[str]()
_NO_GROUPS: Mapping[int, float] = {}


class Unit(NamedTuple):
    """A word, a number, or a run of pinyin; ``weight`` is what it tells, in nats. ``groups`` are those of
    the thesaurus that it belongs to, ``hints`` the formal words it points to, each with how sure that is, as
    far as any finding may hold them;
    ``beside`` are the sounds of a lone character with its neighbours: slips of the pen leave such ones."""

    word: str
    weight: float
    groups: Mapping[int, float] = _NO_GROUPS
    hints: tuple[tuple[str, float], ...] = ()
    pairs: frozenset[str] = _NOTHING
    sounds: frozenset[str] = _NOTHING
    beside: frozenset[str] = _NOTHING
    number: Number | None = None
    is_spelt: bool = False
    is_initials: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """``core`` is the question without its stop words; pairs are weighed by how rare the record has them;
    ``weight`` is that of all units, ``pair_weight`` that of all pairs."""

    text: str
    core: str
    units: tuple[Unit, ...]
    words: tuple[str, ...]
    pairs: dict[str, float]
    sounds: tuple[str, ...]
    characters: tuple[str, ...]
    groups: frozenset[int]
    hints: dict[str, float]
    weight: float
    pair_weight: float

    def pairs_in(self, text: Text, of: Iterable[str] | None = None) -> float:
        """Of the pairs by their weight, the share that a text holds; ``of`` are those that it may hold."""
        held = text.held_of(self.pairs if of is None else of)
        return sum(map(self.pairs.__getitem__, held)) / self.pair_weight if held else 0.0


class _Word(NamedTuple):
    """What a word is in whatever question: what it points to, and the groups it is a term of, each less sure
    the more there are, as far as that leads anywhere; and its forms."""

    weight: float
    hints: tuple[tuple[str, float], ...]
    groups: Mapping[int, float]
    pairs: frozenset[str]
    sounds: frozenset[str]


def make_query(normal: str, index: Index) -> Query:
    """The query for a normalised question."""
    return index.of_questions.get((Query, normal), partial(_made, normal, index))


def _made(normal: str, index: Index) -> Query:
    tokenizer = index.language.tokenizer
    heard = list(index.language.thesaurus.chinese(normal))
    tokens = tokenizer.cut(normal)
    known = [index.of_words.get(token, partial(_looked_up, token, index)) for token in tokens]
    units = (*_chinese_units(normal, known, heard, index), *_latin_units(normal, index))
    kept = (token if tokenizer.is_telling(token) else " " for token in tokens)
    core = " ".join("".join(kept).split())
    rarity_of_pairs = index.postings["pairs"].idf(pairs(core))
    groups = {group for one in heard for group in one.groups}
    for unit in units:
        groups.update(unit.groups)
    return Query(
        text=normal,
        core=core,
        units=units,
        words=_once_each(tokenizer.words(normal)),
        pairs=rarity_of_pairs,
        sounds=_once_each(sounds(core)),
        characters=_once_each(characters(core)),
        groups=frozenset(groups),
        hints=_hints(known),
        weight=sum(unit.weight for unit in units),
        pair_weight=sum(rarity_of_pairs.values()),
    )


def _once_each(tokens: Iterable[str]) -> tuple[str, ...]:
    """In their order, which is that of sums: a set's differs from start to start."""
    return tuple(dict.fromkeys(tokens))


def _hints(words: Iterable[_Word]) -> dict[str, float]:
    """The formal words that the words of the question point to."""
    found: dict[str, float] = {}
    for word in words:
        for other, sure in word.hints:
            found[other] = max(found.get(other, 0.0), sure)
    return found


def _looked_up(word: str, index: Index) -> _Word:
    lists_word, lists_group = index.postings["words"].may_list, index.postings["groups"].may_list
    thesaurus = index.language.thesaurus
    groups = thesaurus.of_word(word)
    return _Word(
        weight=index.language.tokenizer.rarity(word),
        hints=tuple(hint for hint in thesaurus.hints(word) if lists_word(hint[0])),
        groups={group: 1 / math.sqrt(len(groups)) for group in groups if lists_group(group)},
        pairs=frozenset(pairs(word)),
        sounds=frozenset(sounds(word)),
    )


def _chinese_units(normal: str, known: Iterable[_Word], heard: list[Heard], index: Index) -> Iterator[Unit]:
    tokenizer = index.language.tokenizer
    found = [*numbers(normal)]
    yield from (_number_unit(number, normal) for number in found)
    at = 0
    for token, its in zip(tokenizer.cut(normal), known, strict=True):
        start, end = at, at + len(token)
        at = end
        if token.isascii() or not tokenizer.is_telling(token):
            continue
        if any(number.start < end and start < number.end for number in found):
            continue
        groups = {**its.groups, **_groups_around(start, end, heard, index)}
        beside = frozenset(sounds(normal[max(start - 1, 0) : end + 1])) if len(token) == 1 else _NOTHING
        yield Unit(token, its.weight, groups, its.hints, its.pairs, its.sounds, beside)


def _groups_around(start: int, end: int, heard: list[Heard], index: Index) -> dict[int, float]:
    """Those groups of longer terms that a word is in, or reaches into, that lead anywhere."""
    lists = index.postings["groups"].may_list
    longer = (
        one for one in heard if one.start < end and start < one.end and one.end - one.start > end - start
    )
    return {group: 1.0 for one in longer for group in one.groups if lists(group)}


def _number_unit(number: Number, normal: str) -> Unit:
    digits = len(f"{number.value:.9g}".replace(".", "").strip("0"))
    return Unit(normal[number.start : number.end], _DIGIT * max(digits, 1), number=number)


def _spelt_unit(syllables: list[str]) -> Unit:
    spelling = " ".join(syllables)
    return Unit(spelling, _SYLLABLE * len(syllables), is_spelt=True, sounds=frozenset(sounds(spelling)))


def _spellings(normal: str) -> Iterator[list[str]]:
    """The words of a text in pinyin, by their syllables; syllables typed one by one are one word."""
    alone: list[str] = []
    for word in _LATIN.findall(normal):
        syllables = spelt(word)
        if len(syllables) == 1:
            alone += syllables
        elif syllables:
            yield syllables
    if len(alone) > 1:
        yield alone


def _latin_units(normal: str, index: Index) -> Iterator[Unit]:
    """Latin words are English where the thesaurus knows most of them, else pinyin or initials."""
    tokenizer = index.language.tokenizer
    words = [word for word in _LATIN.findall(normal) if tokenizer.is_telling(word)]
    if not words:
        return
    english = index.language.thesaurus.english(words)
    known = sum(bool(english[word]) or not spelt(word) for word in words)
    if 2 * known <= len(words):
        yield from map(_spelt_unit, _spellings(normal))
        return
    for word in words:
        abbreviated = is_initials(word) and not english[word]
        weight = _INITIAL * len(word) if abbreviated else _ENGLISH_WORD
        yield Unit(
            word, weight, english[word], pairs=frozenset([word]),
            sounds=frozenset(sounds(word)), is_initials=abbreviated,
        )  # fmt: skip
