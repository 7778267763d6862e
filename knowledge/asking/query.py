"""A question as it is compared: its telling units, each with its weight and all that it may be known by."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from knowledge.index.forms import Text
from knowledge.index.index import Index
from knowledge.language.numbers import Number, numbers
from knowledge.language.sounds import is_initials, sounds, spelt
from knowledge.language.thesaurus import Heard
from knowledge.language.tokens import characters, pairs

_LATIN = re.compile(r"[a-z]+")
# In nats, as tokens.rarity: what a spelt syllable, an initial, an English word, a digit of a number tells.
_SYLLABLE, _INITIAL, _ENGLISH_WORD, _DIGIT = 4.0, 2.5, 10.0, 2.5


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a number, or a run of pinyin; ``weight`` is what it tells, in nats. ``groups`` are those of
    the thesaurus that it belongs to, ``hints`` the formal words it points to, each with how sure that is, as
    far as any finding may hold them;
    ``beside`` are the sounds of a lone character with its neighbours: slips of the pen leave such ones."""

    word: str
    weight: float
    groups: dict[int, float] = field(default_factory=dict)
    hints: tuple[tuple[str, float], ...] = ()
    pairs: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
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
    words: frozenset[str]
    pairs: dict[str, float]
    sounds: frozenset[str]
    characters: frozenset[str]
    groups: frozenset[int]
    hints: dict[str, float]
    weight: float
    pair_weight: float

    def pairs_in(self, text: Text, of: Iterable[str] | None = None) -> float:
        """Of the pairs by their weight, the share that a text holds; ``of`` are those that it may hold."""
        held = text.held_of(self.pairs if of is None else of)
        return sum(map(self.pairs.__getitem__, held)) / self.pair_weight if held else 0.0


def make_query(normal: str, index: Index) -> Query:
    """The query for a normalised question."""
    return index.kept((Query, normal), partial(_made, normal, index))


def _made(normal: str, index: Index) -> Query:
    tokenizer = index.language.tokenizer
    heard = list(index.language.thesaurus.chinese(normal))
    units = (*_chinese_units(normal, heard, index), *_latin_units(normal, index))
    kept = (token if tokenizer.is_telling(token) else " " for token in tokenizer.cut(normal))
    core = " ".join("".join(kept).split())
    rarity_of_pairs = index.postings["pairs"].idf(pairs(core))
    groups = {group for one in heard for group in one.groups}
    for unit in units:
        groups.update(unit.groups)
    return Query(
        text=normal,
        core=core,
        units=units,
        words=frozenset(tokenizer.words(normal)),
        pairs=rarity_of_pairs,
        sounds=frozenset(sounds(core)),
        characters=frozenset(characters(core)),
        groups=frozenset(groups),
        hints=_hints(tokenizer.cut(normal), index),
        weight=sum(unit.weight for unit in units),
        pair_weight=sum(rarity_of_pairs.values()),
    )


def _hints(words: Iterable[str], index: Index) -> dict[str, float]:
    """The formal words that the words of the question point to."""
    found: dict[str, float] = {}
    for word in words:
        for other, sure in _hints_of(word, index):
            found[other] = max(found.get(other, 0.0), sure)
    return found


def _hints_of(word: str, index: Index) -> tuple[tuple[str, float], ...]:
    """Those of a word that lead anywhere."""
    lists = index.postings["words"].may_list
    return tuple(hint for hint in index.language.thesaurus.hints(word) if lists(hint[0]))


def _chinese_units(normal: str, heard: list[Heard], index: Index) -> Iterator[Unit]:
    tokenizer = index.language.tokenizer
    found = {number.start: number for number in numbers(normal)}
    yield from (_number_unit(number, normal) for number in found.values())
    at = 0
    for token in tokenizer.cut(normal):
        start, end = at, at + len(token)
        at = end
        is_number = any(number.start < end and start < number.end for number in found.values())
        if is_number or token.isascii() or not tokenizer.is_telling(token):
            continue
        groups = _groups(token, start, heard, index)
        beside = frozenset(sounds(normal[max(start - 1, 0) : end + 1])) if len(token) == 1 else frozenset()
        yield Unit(token, tokenizer.rarity(token), groups, _hints_of(token, index), *_forms(token), beside)


def _groups(word: str, start: int, heard: list[Heard], index: Index) -> dict[int, float]:
    """The groups of a word, each less sure the more there are, and those of longer terms that it is in; those
    that lead anywhere."""
    its_own = index.language.thesaurus.of_word(word)
    groups = dict.fromkeys(its_own, 1 / math.sqrt(len(its_own) or 1))
    end = start + len(word)
    for one in heard:
        if one.start < end and start < one.end and one.end - one.start > len(word):
            groups |= dict.fromkeys(one.groups, 1.0)
    lists = index.postings["groups"].may_list
    return {group: sure for group, sure in groups.items() if lists(group)}


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Pairs and sounds; people use few words."""
    return frozenset(pairs(word)), frozenset(sounds(word))


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
