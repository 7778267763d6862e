"""Makes knowledge/data/pinyin.txt and readings.txt from pypinyin: python -m tests.bench.make_pinyin

pinyin.txt: one line a toneless syllable, then the characters whose commonest reading it is: those of
GB2312, which are all that simplified text is written in. readings.txt: the words of at most four characters,
in use according to jieba's dictionary, that are read otherwise. pypinyin itself would cost the bot 50 MB.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

from knowledge.language.tokens import tokenizer

_DATA = Path(__file__).parents[2] / "knowledge" / "data"
_IN_USE = 20  # occurrences in jieba's corpus
# Words of the genre that pypinyin does not know and that hold a word it does.
_MORE_READINGS = {"三重一大": "san zhong yi da"}


def _gb2312() -> list[str]:
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [text for code in codes if (text := code.decode("gb2312", errors="ignore"))]


def _syllables() -> dict[str, str]:
    table = {}
    for character in _gb2312():
        syllable = lazy_pinyin(character, style=Style.NORMAL)[0].replace("ü", "v")
        if syllable.isascii() and syllable.isalpha():
            table[character] = syllable
    return table


def _toneless(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _readings(table: Mapping[str, str]) -> dict[str, str]:
    found = dict(_MORE_READINGS)
    for word, reading in phrases_dict.items():
        known = 2 <= len(word) <= 4 and all(character in table for character in word)
        if known and tokenizer().occurrences(word) >= _IN_USE:
            syllables = [_toneless(syllable) for (syllable, *_) in reading]
            if syllables != [table[character] for character in word]:
                found.setdefault(word, " ".join(syllables))
    return found


def main() -> None:
    table = _syllables()
    characters: dict[str, list[str]] = defaultdict(list)
    for character, syllable in table.items():
        characters[syllable].append(character)
    lines = (f"{syllable} {''.join(of_it)}\n" for syllable, of_it in sorted(characters.items()))
    (_DATA / "pinyin.txt").write_text("".join(lines), encoding="utf-8")
    lines = (f"{word} {reading}\n" for word, reading in sorted(_readings(table).items()))
    (_DATA / "readings.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
