"""How a question is put: as people ask what became of a matter, or as they ask for what no notice tells (a
procedure, a fee, opening hours, somebody's name), whatever the matter is.

A logistic score over the words of a question in their order, where rare ones, of which the matter is, are one
mark. Fitted by ``python -m tests.bench.fit`` from the labelled questions of many notices.
"""

import math
import re
from collections.abc import Mapping
from itertools import pairwise

from knowledge.language.tokens import Tokenizer

# In nats of tokens.rarity: words that jieba has seen fewer than fifty times.
_OF_THE_MATTER = 14.0
_MATTER, _LATIN, _NUMBER = "□", "@", "#"
_BEGINNING, _END = "^", "$"
_DIGIT, _HAS_WORD = re.compile(r"\d"), re.compile(r"\w")
# In the table of weights: what the score begins with.
BASE = ""


def forms(normal: str, tokenizer: Tokenizer) -> set[str]:
    """What the phrasing of a normalised question is made of: words, two and three in a row."""
    said = [_BEGINNING]
    for word in tokenizer.cut(normal):
        if _HAS_WORD.search(word) and ((form := _form(word, tokenizer)) == word or form != said[-1]):
            said.append(form)
    said.append(_END)
    two = map(" ".join, pairwise(said))
    three = map(" ".join, zip(said, said[1:], said[2:], strict=False))
    return {*said, *two, *three}


def _form(word: str, tokenizer: Tokenizer) -> str:
    if word.isascii() and tokenizer.is_telling(word):
        return _NUMBER if _DIGIT.search(word) else _LATIN
    return word if word.isascii() or tokenizer.rarity(word) < _OF_THE_MATTER else _MATTER


def phrasing(normal: str, tokenizer: Tokenizer, weights: Mapping[str, float]) -> float:
    """The score: above 0 for what is put as questions are that a notice answers; the log of the odds, to the
    thousandth, whatever the order of the sum."""
    its = (weights.get(form, 0.0) for form in forms(normal, tokenizer))
    return round(math.fsum((weights[BASE], *its)), 3)
