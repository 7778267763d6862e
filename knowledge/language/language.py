"""What is known of the language: how words are cut and how rare they are, and what means the same."""

import hashlib
from dataclasses import dataclass
from functools import cache

from knowledge.data import data_file
from knowledge.language.thesaurus import Thesaurus
from knowledge.language.tokens import Tokenizer, tokenizer
from knowledge.text import normalise


@dataclass(frozen=True, slots=True)
class Language:
    """The tokenizer, which knows the words, and the thesaurus, which knows what they mean. ``fingerprint``
    is another one where any word is."""

    tokenizer: Tokenizer
    thesaurus: Thesaurus
    fingerprint: str


def language(more_words: str = "") -> Language:
    """The language as it ships, with more lines of an operator's thesaurus; it takes a second to make."""
    return _made(more_words)


@cache
def _made(more_words: str) -> Language:
    tables = [data_file("thesaurus.tsv"), "\n".join(map(_normal_row, more_words.splitlines()))]
    words = [*tables, *map(data_file, ("userdict.txt", "stopwords.txt", "pinyin.txt", "readings.txt"))]
    fingerprint = hashlib.sha256("\0".join(words).encode()).hexdigest()
    return Language(tokenizer(), Thesaurus(tables, tokenizer().cut), fingerprint)


def _normal_row(line: str) -> str:
    return "\t".join(" ".join(map(normalise, cell.split(" "))) for cell in line.split("\t"))
