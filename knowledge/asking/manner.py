"""What is said to the bot and is no question: a greeting, thanks, a curse, that one does not understand what
it said or does not believe it, keys hit at random."""

import re
from enum import StrEnum
from functools import cache
from itertools import chain

from knowledge.data import data_file


class Manner(StrEnum):
    """The sharper of two in one utterance comes first here."""

    ANGER = "anger"
    DOUBT = "doubt"
    PLAINER = "plainer"
    THANKS = "thanks"
    GREETING = "greeting"
    JOKE = "joke"
    PARTING = "parting"
    NONSENSE = "nonsense"


OF_WHAT_WAS_SAID = frozenset({Manner.DOUBT, Manner.PLAINER})
"""What is said of an answer: 就这？, 没看懂."""
_LONGEST = 30
_NO_WORD = re.compile(r"[\W_]+")
_APPROVAL = re.compile(r"[👍👌🙏🌹💐❤👏]")
_ONE_CHARACTER = re.compile(r"(\D)\1{2,}")
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS_IN_A_RUN = 3
_FEWEST_KEYS = 4


_GIVES_UP = re.compile(
    r"(?:(?:/?cancel|(?:我?[要想]|怎么|咋|如何)?(?:取消|退出)|算了|撤销|撤回|不(?:提|要|用|发|写|说|退|改|补充|答复)了|别(?:提|发)了)"
    r"[\s，,。.！!吧]*)+",
    re.I,
)

# A program has no view: 你觉得他们改得好吗.
_ASKS_FOR_VIEW = re.compile(
    r"(?:那|所以)?你(?:自己)?(?:觉得|认为|怎么看|咋看)(?:他们|它|这个?|这事|这样|镇里|政府|上面|整改|改|做|办)*"
    r"(?:得|的|了)?(?:好|真|行|够|到位|满意|咋样|怎么样|公平|合理)?(?:不好|不行|不够)?(?:吗|呢|不|吧)?"
)


def gives_up(text: str) -> bool:
    """Whether somebody takes back what they had begun to say, and says nothing else."""
    return _GIVES_UP.fullmatch(text.strip()) is not None


def read_manner(normal: str) -> Manner | None:
    """What a normalised text is where it is no question; None for one that holds anything else: a greeting
    before a question, or a curse that names a matter, leave it a question."""
    words = _NO_WORD.sub("", normal)
    if not words:
        return Manner.THANKS if _APPROVAL.search(normal) else Manner.NONSENSE
    if len(words) > _LONGEST:
        return None
    if _ASKS_FOR_VIEW.fullmatch(words):
        return Manner.DOUBT
    if _made_of_manners().fullmatch(words):
        said = {_table()[one] for one in _one_manner().findall(words)}
        if found := next((manner for manner in Manner if manner in said), None):
            return found
    hit_at_random = _ONE_CHARACTER.fullmatch(words) or _is_mashed(words)
    return Manner.NONSENSE if hit_at_random else None


@cache
def _table() -> dict[str, str]:
    """Each saying with its kind; one that has several has the first."""
    found: dict[str, str] = {}
    for line in data_file("manners.tsv").splitlines():
        kind, tab, sayings = line.partition("\t")
        for saying in sayings.split() if tab else ():
            found.setdefault(saying, kind)
    return found


@cache
def _one_manner() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_table(), key=len, reverse=True)))


@cache
def _made_of_manners() -> re.Pattern[str]:
    # Possessive: the longest saying counts, and no text can be tried in more ways than one.
    return re.compile(f"(?>{_one_manner().pattern})++")


@cache
def _runs() -> re.Pattern[str]:
    rows = chain(_KEY_ROWS, (row[::-1] for row in _KEY_ROWS))
    runs = [row[at : at + _KEYS_IN_A_RUN] for row in rows for at in range(len(row) - _KEYS_IN_A_RUN + 1)]
    return re.compile("|".join(runs))


def _is_mashed(words: str) -> bool:
    """Whether it is nothing but keys that lie side by side, as "asdf" and "qwerqwer" are."""
    if len(words) < _FEWEST_KEYS:
        return False
    beside = {at for run in _overlapping_runs(words) for at in range(run, run + _KEYS_IN_A_RUN)}
    return len(beside) == len(words)


def _overlapping_runs(words: str) -> list[int]:
    return [at for at in range(len(words)) if _runs().match(words, at)]
