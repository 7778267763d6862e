"""What is asked of a text is what a list of all that it holds would say."""

import re
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.index.forms import Text
from knowledge.language.language import language
from knowledge.language.sounds import Sound, sounds
from knowledge.language.tokens import pairs
from knowledge.text import normalise

# 会计, 重新 and 行长 are read otherwise than their characters alone; 污水 and wushui sound alike.
TEXTS = st.text("会计重新行长污水天，。 3.5%awushuikj", max_size=40).map(normalise)


def text_of(normal: str) -> Text:
    return Text(normal, language())


@given(TEXTS, TEXTS)
def test_a_text_holds_the_pairs_that_it_is_made_of(one: str, other: str) -> None:
    asked, counted = {*pairs(one), *pairs(other)}, Counter(pairs(one))
    text = text_of(one)
    assert {pair: text.times(pair) for pair in text.held_of(asked)} == counted


@given(TEXTS, TEXTS)
def test_a_text_sounds_as_its_pairs_of_syllables(one: str, other: str) -> None:
    asked = {*sounds(one), *sounds(other)}
    assert {*text_of(one).sounds_like(asked)} == {*sounds(one)}


def is_in_a_word(text: str, at: int) -> bool:
    """A passage ends there only where no clause of it ends in time: what was one word is two, then."""
    return re.fullmatch("[a-z]{2}", text[max(at - 1, 0) : at + 1]) is not None


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_part_sounds_as_the_whole_does_there(whole: str, start: int, end: int) -> None:
    assume(not is_in_a_word(whole, start) and not is_in_a_word(whole, end))
    part = whole[start:end]
    of_part, of_whole = Sound.of(part), Sound.of(whole).part(part, start)
    assert (of_part.each, of_part.typed) == (of_whole.each, of_whole.typed)


@given(st.lists(st.sampled_from(["污水", "喷漆", "会计", "养老院", "泵站", "，", "低保户"]), max_size=8))
def test_a_part_belongs_to_the_groups_that_stand_in_it(words: list[str]) -> None:
    whole = text_of("".join(words))
    part = Text(whole.normal[: len(whole.normal) // 2], language(), whole=whole)
    said = [int(group) for group in whole.groups.split()]
    assert part.groups_of(said) == text_of(part.normal).groups_of(said)
