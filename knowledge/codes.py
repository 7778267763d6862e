"""Codes of findings in every spelling: 1.2.6 ⇄ 一（二）6 ⇄ 1-2-6, and codes found in free text."""

import re
from collections.abc import Iterable

from knowledge.text import normalise

_DIGITS = "零一二三四五六七八九"
_HAN = "[一二三四五六七八九十]{1,3}"
_N = rf"(?:\d{{1,3}}|{_HAN})"

_DOTTED = re.compile(r"(?<![\d.\-])\d{1,2}(?:[.。·\-]\d{1,3}){2,4}(?!\d|[.\-。]\d|%|万|亿|元)")
_PRINTED = re.compile(
    rf"(?P<section>{_HAN})[、,.]?\s*\((?P<category>{_N})\)\s*(?:第?(?P<item>{_N})(?:[条项个]|(?![\d年月日人次个村万亿元%.])))?"
)
_SPOKEN = re.compile(
    rf"第(?P<section>{_N})(?:大?部分|章|大?块)[的,]?\s*第(?P<category>{_N})(?:大条|大?类|大?项|节|方面|条|个方面)"
    rf"(?:[的,]?\s*第(?P<item>{_N})(?:个|条|项|小)?(?:问题|条|项)?)?"
)
_BARE_ITEM = re.compile(rf"第(?P<item>{_N})(?:条|项|个问题|个)(?!.*第{_N})")
_LEADING = re.compile(
    r"\s*(?:\d{1,2}(?:[.．。·\-－]\d{1,3}){2,4}"
    rf"|{_HAN}[、,，.]?\s*[（(](?:\d{{1,3}}|{_HAN})[)）]\s*\d{{0,3}}(?![年月日\d])|第{_N}.{{1,4}}第{_N}.{{1,4}}第{_N}[条项个])"
)
_WHOLE_PREFIX = re.compile(r"\d{1,2}[.。\-]\d{1,3}")


def number(numeral: str) -> int:
    """12 for "12" and for "十二"; numerals below one hundred, as ordinals of a notice are."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS.index(numeral) if numeral in _DIGITS else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def numeral(value: int) -> str:
    """十二 for 12."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def printed(code: str) -> str:
    """一（二）6 for 1.2.6, as the notice prints it; deeper levels follow in brackets: 一（二）6（3）."""
    section, category, item, *deeper = code.split(".")
    return f"{numeral(int(section))}（{numeral(int(category))}）{item}" + "".join(f"（{n}）" for n in deeper)


def link(code: str) -> str:
    """1-2-6 for 1.2.6: the only spelling a Telegram deep link can carry."""
    return code.replace(".", "-")


def _join(*numerals: str | None) -> str:
    return ".".join(str(number(part)) for part in numerals if part)


def find_codes(text: str) -> list[str]:
    """Codes or beginnings of codes (1.2) named in the text, in dotted form, each once, in order.

    A beginning in digits counts only when it is the whole text: "13.8" in a sentence is an amount.
    """
    plain = normalise(text).replace("(", "(").replace(")", ")")
    found = [re.sub(r"[。·\-]", ".", match[0]) for match in _DOTTED.finditer(plain)]
    for pattern in (_PRINTED, _SPOKEN):
        found += [_join(*match.group("section", "category", "item")) for match in pattern.finditer(plain)]
    if not found and _WHOLE_PREFIX.fullmatch(plain):
        found = [re.sub(r"[。\-]", ".", plain)]
    return list(dict.fromkeys(found))


def leading_code(text: str) -> tuple[str, str] | None:
    """("1.2.6", "文字") for "一（二）6 文字": the code a text begins with, and the rest just as typed."""
    match = _LEADING.match(text)
    named = find_codes(match[0]) if match else []
    return (named[0], text[match.end() :].strip()) if match and named else None


def without_codes(text: str) -> str:
    """The normalised text with every spelling of a code taken out."""
    plain = normalise(text)
    for pattern in (_DOTTED, _PRINTED, _SPOKEN, _BARE_ITEM):
        plain = pattern.sub(" ", plain)
    return plain.strip(" 、,.")


def bare_item(text: str) -> str | None:
    """ "6" for 第6条 or 第六个问题 with no section before it; None otherwise."""
    plain = normalise(text)
    match = _BARE_ITEM.search(plain)
    return _join(match["item"]) if match and not find_codes(plain) else None


def matching(named: str, known: Iterable[str]) -> list[str]:
    """The known codes that a code or the beginning of one stands for: itself, else all it begins."""
    codes = list(known)
    if named in codes:
        return [named]
    return [code for code in codes if code.startswith(named + ".")]
