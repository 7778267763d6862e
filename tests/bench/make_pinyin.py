"""Makes knowledge/data/pinyin.txt from pypinyin: python -m tests.bench.make_pinyin

One line a toneless syllable, then the characters whose commonest reading it is: those of GB2312,
which are all that simplified text is written in. pypinyin itself would cost the bot 50 MB.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin

_TABLE = Path(__file__).parents[2] / "knowledge" / "data" / "pinyin.txt"


def _gb2312() -> list[str]:
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [text for code in codes if (text := code.decode("gb2312", errors="ignore"))]


def main() -> None:
    characters: dict[str, list[str]] = defaultdict(list)
    for character in _gb2312():
        syllable = lazy_pinyin(character, style=Style.NORMAL)[0].replace("ü", "v")
        if syllable.isascii() and syllable.isalpha():
            characters[syllable].append(character)
    lines = (f"{syllable} {''.join(of_it)}\n" for syllable, of_it in sorted(characters.items()))
    _TABLE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
