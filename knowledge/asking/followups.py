"""Questions that lean on what was shown before: 第二个, 花了多少钱, 那泵站呢."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge.asking.aspects import Aspect, aspect_of, without_aspects
from knowledge.asking.index import Entry, Index
from knowledge.asking.manner import Manner, read_manner
from knowledge.asking.places import names_another_place
from knowledge.asking.presence import presence
from knowledge.asking.query import Unit, make_query
from knowledge.asking.signs import asks_elsewhere
from knowledge.asking.sounds import spelt, spoken
from knowledge.asking.tokens import Tokenizer, tokenizer, words_of_any_question
from knowledge.codes import HAN_NUMERAL, number
from knowledge.data import data_file
from knowledge.model import ReplyKind, Talk

Shown = tuple[int, str]

_DECIDED = (ReplyKind.ANSWER, ReplyKind.OVERVIEW)
# So many characters of a question, and syllables of a word.
_LONGEST, _LONGEST_HEARD = 30, 4
_PARTICLES = frozenset("的了呢吗吧啊没不是有那这谁钱花")
_DIGIT = re.compile(r"\d")
_FLAT = re.compile(r"(?<=^[zcs])h|(?<=n)g$")
_FOUND = 0.5
# About the notice as a whole, its issuer, the bot, the day: never about one matter of it.
_OF_THE_WHOLE = re.compile(
    r"哪些(?!措施|办法|举措|工作|动作|做法|进展|变化|成效|效果|人|部门|单位)|哪几(?:个|条|项)|(?:多少|几)(?:个|条|项)?问题|问题.{0,4}(?:几|多少|数)|多少[条项]|所有|全部(?!内容)|整体|总体|通报|公告|文件|目录|清单|名单"
    r"|发[布部]|列(?:个|一|张)?表|发的|发文|(?<!钱谁)出的(?!钱)|电话|号码|联系|邮箱|邮件|举报|投诉|反映|信访|提意见|提建议|建议|巡察|巡视|检查组"
    r"|帮助|能[查问干]|怎么用|怎么问|你们?(?:是|叫|会|懂|几岁|多大)|你能(?![说讲告查给详具仔帮])"
    r"|几点|星期|周几|礼拜|今天(?:是)?几|今儿(?:是)?几|[一二两三四五六七八九十]加|\d\s*[+*/x]"
)
# What shows that a text of common words is a question about something known, and no topic: 维修资金 is one.
_ASKS = re.compile(r"[那这它呢吗么没了嘛不吧啊呀?]|[怎咋啥哪谁]")
_QUESTION = re.compile(r"[吗么没]|\?$")
_NONE_MEANT = re.compile(
    r"(?:都|全|哪个都|一个都|通通|统统|压根)*不(?:是|对)(?:这|那)?(?:个|些|条|几个|几条)?[的啊呀吧了]*"
)
_N = rf"(?:\d{{1,2}}|{HAN_NUMERAL}|两)"
_COUNTER = r"(?:个(?:问题)?|条(?:问题)?|项|件(?:事)?|号|种|点)"
_ORDINAL = re.compile(
    rf"第\s*(?P<nth>{_N})\s*{_COUNTER}?|(?P<bare>^\s*(?:选|看|要|点|就)?\s*(?:{_N})\s*(?:号|呢|吧)?\s*$)"
    rf"|(?P<last>(?:最后|最末|末了|最下面|最底下|倒数第一)(?:面)?(?:的|那|一|那一)*{_COUNTER})"
    rf"|(?P<first>(?:头|首|打头|最上面|最上边|最前面)(?:的|那|一|那一)*{_COUNTER})"
    rf"|(?P<before>(?:前|上)(?:面|边|头)?(?:的|那|一|那一)*{_COUNTER})"
    rf"|(?P<after>(?:后|下)(?:面|边|头)?(?:的|那|一|那一)*{_COUNTER})"
    rf"|(?P<middle>(?:中间|当中|正中)(?:的|那|一|那一)*{_COUNTER})"
    rf"|(?P<other>(?:另|另外|其他|其它|剩下)(?:的|那|一|那一)*{_COUNTER})"
)
_ABOVE = re.compile("上[面边头]")
_DIGITS_OF_BARE = re.compile(_N)
_POINTS = re.compile(r"(?:的|这|那|是)(?:一)?(?:个|条|件|项)")
_YES = re.compile(
    r"(?:是|对|就是|是的|对的|没错|就)(?:这|那)?(?:个|条)?(?:的|啊|呀|吧)*|(?:就|是|就是)?[这那](?:个|条)(?:呢|吧)?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question refers to: one finding, several of which one must be chosen first, or none of those
    shown; ``text`` is the question as it is understood. ``measure`` is the number of the measure that is
    meant, from 0; ``is_named`` says that the question has words of its own for what it asks about."""

    shown: tuple[Shown, ...]
    text: str
    measure: int | None = None
    is_named: bool = False


def leans(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether a normalised question, by its words alone, may lean on what was shown before."""
    if len(normal) > _LONGEST:
        return False
    if any(one.search(normal) for one in (_ORDINAL, _POINTS)) or _NONE_MEANT.fullmatch(normal):
        return True
    heard = (normal, _as_heard(normal, tokenizer))
    is_vague = any(is_elliptical(one, tokenizer) for one in heard) or _names_actions_only(normal, tokenizer)
    return is_vague or _YES.fullmatch(normal) is not None


def is_of_the_whole(normal: str) -> bool:
    """Whether a normalised question is about the notice as a whole, or about the bot."""
    return _OF_THE_WHOLE.search(normal) is not None


def is_elliptical(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether a question names no matter of its own."""
    if len(normal) > _LONGEST or _DIGIT.search(normal) or _OF_THE_WHOLE.search(normal):
        return False
    asks = aspect_of(normal) is not None or _ASKS.search(normal) is not None
    return asks and not _own_words(normal, tokenizer)


def reference(normal: str, index: Index, talk: Talk) -> Reference | None:
    """What the question points at, where it points and names nothing; else None."""
    if len(normal) > _LONGEST or _is_manner(normal):
        return None
    if _NONE_MEANT.fullmatch(normal):
        return Reference((), normal)
    if pointed := _by_ordinal(normal, index, talk):
        return pointed
    if len(talk.shown) == 1 and _YES.fullmatch(normal):
        return Reference(talk.shown, normal)
    if not is_elliptical(normal, index.language.tokenizer) or _is_of_others(normal, index, talk.shown):
        return None
    return Reference(talk.shown, normal)


def staying(
    normal: str, index: Index, talk: Talk, kind: ReplyKind, found: tuple[Shown, ...]
) -> Reference | None:
    """What a question with words of its own refers to of what was shown, given what its own search found;
    None where that decides: it is sure, or what was shown does not hold the words. Slips of the pen are heard
    where the search is not sure."""
    if len(normal) > _LONGEST or _is_manner(normal):
        return None
    if is_elliptical(normal, index.language.tokenizer):  # of others, which its own search may have found
        return None if kind is ReplyKind.ANSWER else Reference(talk.shown, normal)
    heard = _as_heard(normal, index.language.tokenizer)
    asked = aspect_of(heard) if is_elliptical(heard, index.language.tokenizer) else None
    decided = (kind is ReplyKind.OVERVIEW and asked is not Aspect.STANDING) or (
        kind is ReplyKind.ANSWER and normal.isascii()
    )
    if asked is not None and not decided:
        return Reference(talk.shown, heard)
    if names_another_place(normal, index) or _is_elsewhere(normal, index, talk.shown):
        return None
    own = _own_units(normal, index)
    if not own or (kind is ReplyKind.OVERVIEW and _OF_THE_WHOLE.search(normal)):
        return None
    holding = tuple(one for one in talk.shown if _holds(entry_of(index, *one), own))
    if _names_actions_only(normal, index.language.tokenizer) and (holding or kind not in _DECIDED):
        return Reference(talk.shown, normal)
    if kind is ReplyKind.ANSWER:
        picks = len(talk.shown) > 1 and _POINTS.search(normal) and len(holding) == 1
        return Reference(holding, normal, is_named=True) if picks else None
    if len(holding) == 1 or (len(holding) > 1 and kind is ReplyKind.NOT_FOUND):
        return Reference(holding, normal, is_named=True)
    among = tuple(one for one in holding if one in found)
    return Reference(among, normal, is_named=True) if len(among) == 1 else None


def matter_of(normal: str, index: Index) -> str | None:
    """The words of a question that name a matter, without what is asked of it, in one; None where it names
    none, or asks in the way of something no notice tells."""
    own = "".join(_own_words(normal, index.language.tokenizer))
    if not own or own == normal or names_another_place(normal, index):
        return None
    return None if _names_actions_only(normal, index.language.tokenizer) else own


def _names_actions_only(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether its own words say what was done and not to what: 谁答应的."""
    asks = aspect_of(normal) is not None or _ASKS.search(normal) is not None
    own = _own_words(normal, tokenizer)
    return asks and not _OF_THE_WHOLE.search(normal) and all(word in _actions() for word in own)


def _is_manner(normal: str) -> bool:
    """Whether it is no question: 好了 is none, 好了吗 is one of what was shown."""
    manner = read_manner(normal)
    return manner is not None and not (manner is Manner.PARTING and _QUESTION.search(normal))


def _by_ordinal(normal: str, index: Index, talk: Talk) -> Reference | None:
    match = _ORDINAL.search(normal)
    if match is None:
        return None
    rest = normal[: match.start()] + " " + normal[match.end() :]
    if not match["bare"] and (_own_words(rest, index.language.tokenizer) or _OF_THE_WHOLE.search(rest)):
        return None
    listed = talk.shown if len(talk.shown) > 1 else talk.among
    if len(listed) < 2:
        return _within(match, index, talk.shown[0], rest)
    at = _place(match, len(listed), _at(talk, listed))
    return Reference((listed[at],), rest) if at is not None and 0 <= at < len(listed) else None


def _at(talk: Talk, listed: tuple[Shown, ...]) -> int | None:
    """Which of the list is shown now, if one was picked from it."""
    return listed.index(talk.shown[0]) if len(talk.shown) == 1 else None


def _place(match: re.Match[str], size: int, now: int | None) -> int | None:
    """The place in a list of that size that an ordinal means; ``now`` is where one is."""
    if match["nth"]:
        return _number(match["nth"]) - 1
    if match["bare"]:
        return _number(_DIGITS_OF_BARE.findall(match["bare"])[0]) - 1
    if match["other"]:
        return 1 - now if now is not None and size == 2 else None
    if match["middle"]:
        return size // 2 if size % 2 else None
    if match["first"] or match["before"]:
        return now - 1 if match["before"] and now is not None else 0
    return now + 1 if match["after"] and now is not None else size - 1


def _number(numeral: str) -> int:
    return 2 if numeral == "两" else number(numeral)


def _within(match: re.Match[str], index: Index, shown: Shown, rest: str) -> Reference | None:
    """After one card: 第二个 is the second measure of it (第二条 is an item of the notice), 上面那个 the card
    itself, 下一个 the notice's next finding."""
    entry = entry_of(index, *shown)
    if entry is None:
        return None
    if match["nth"] or match["last"]:
        measures = len(entry.finding.measures)
        at = _number(match["nth"]) - 1 if match["nth"] else measures - 1
        is_item = match[0].endswith(("条", "问题"))
        return None if is_item or not 0 <= at < measures else Reference((shown,), rest, at)
    if not (match["before"] or match["after"]):
        return None
    if _ABOVE.match(match[0]):
        return Reference((shown,), rest)
    before, after = index.record.neighbours(entry.finding.code)
    code = before if match["before"] else after
    return Reference(((shown[0], code),), rest) if code else None


def _is_of_others(normal: str, index: Index, shown: Iterable[Shown]) -> bool:
    """Whether nothing shown holds any of the common words that say what was done: 罚款交了没."""
    units = make_query(without_aspects(normal), index).units
    entries = [entry_of(index, *one) for one in shown]
    held = (presence(unit, entry) >= _FOUND for unit in units for entry in entries if entry)
    return bool(units) and not any(held)


def _is_elsewhere(normal: str, index: Index, shown: Iterable[Shown]) -> bool:
    """Whether it asks in the way of something that none of them tells."""
    entries = (entry_of(index, *one) for one in shown)
    return all(entry is None or asks_elsewhere(normal, entry.forms.normal) for entry in entries)


def _holds(entry: Entry | None, own: Iterable[Unit]) -> bool:
    return entry is not None and all(presence(unit, entry) >= _FOUND for unit in own)


def _own_units(normal: str, index: Index) -> list[Unit]:
    """What the question names beyond what any question about a matter may hold."""
    own = set(_own_words(normal, index.language.tokenizer))
    query = make_query(without_aspects(normal), index)
    return [unit for unit in query.units if unit.word in own or unit.number or unit.is_spelt]


def _own_words(normal: str, tokenizer: Tokenizer) -> list[str]:
    """Its words that not any question about a matter may hold."""
    rest = tokenizer.cut(without_aspects(normal))
    return [word for word in rest if tokenizer.is_telling(word) and not _is_common(word)]


def _is_common(word: str) -> bool:
    return word in words_of_any_question() or word in _ellipsis_words()


@cache
def _ellipsis_words() -> frozenset[str]:
    return frozenset(data_file("ellipsis.txt").split())


@cache
def _actions() -> frozenset[str]:
    return frozenset(data_file("actions.txt").split())


@cache
def _common_by_sound() -> dict[tuple[str, ...], str]:
    """The common words by how they sound; of several that sound the same, the commonest."""
    words = {*words_of_any_question(), *_ellipsis_words(), *data_file("stopwords.txt").split()}
    by_likelihood = sorted(words, key=lambda word: (word in _PARTICLES, tokenizer().occurrences(word)))
    return {_blurred(spoken(word)): word for word in by_likelihood if not word.isascii()}


def _blurred(syllables: Iterable[str]) -> tuple[str, ...]:
    """As many say them: z for zh, n for ng."""
    return tuple(_FLAT.sub("", syllable) for syllable in syllables)


def _as_heard(normal: str, tokenizer: Tokenizer) -> str:
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
    """The common word that these pieces sound like."""
    is_typed = all(piece.isascii() for piece, _ in pieces)
    common = _common_by_sound().get(_blurred(sound for _, sound in pieces))
    is_sure = len(pieces) > 1 or (is_typed and common in _PARTICLES)
    return common if is_sure else None


def in_force(talk: Talk | None, index: Index) -> Talk | None:
    """What was shown and is there still; None where that is nothing."""
    if talk is None:
        return None
    shown, among = (
        tuple(one for one in many if entry_of(index, *one) is not None) for many in (talk.shown, talk.among)
    )
    return Talk(shown, among) if shown else None


def entry_of(index: Index, notice_id: int, code: str) -> Entry | None:
    """A finding that was shown; None where its notice is in force no more."""
    return index.entry(code) if notice_id == index.record.notice_id else None
