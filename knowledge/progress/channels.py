"""What is no matter for an opinion box first: emergencies, and what discipline inspection looks into."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.data import data_file
from knowledge.language.questions import asks
from knowledge.text import cut, normalise


class Channel(StrEnum):
    """Whom one turns to first."""

    FIRE = "fire"
    POLICE = "police"
    DESPAIR = "despair"
    AMBULANCE = "ambulance"
    DISCIPLINE = "discipline"


@dataclass(frozen=True, slots=True)
class _Sign:
    channel: Channel
    says: re.Pattern[str]
    unless: re.Pattern[str] | None


def channel_of(text: str, notice: str = "") -> Channel | None:
    """The channel that a citizen's words belong to first; None for an ordinary opinion. Misconduct that the
    ``notice`` itself names, where the words are about it, is its own word and no new accusation."""
    clauses = [normalise(clause) for clause in cut(text)]
    named = normalise(notice)
    for sign in _signs():
        for clause in clauses:
            if sign.unless is not None and sign.unless.search(clause):
                continue
            said = [found[0] for found in sign.says.finditer(clause)]
            if sign.channel is Channel.DISCIPLINE:
                said = [words for words in said if words not in named]
            if said:
                return sign.channel
    return None


def first_channel(text: str, is_answered: bool) -> Channel | None:
    """The channel that a question belongs to before all else: an emergency always, an accusation where the
    notice has no answer, as it speaks of misconduct itself."""
    channel = channel_of(text)
    return None if channel is Channel.DISCIPLINE and is_answered else channel


_CRIES = re.compile(r"(?:那|我|该|要|现在|可)*(?:怎么|咋)(?:办|整|弄|搞)[啊呀呢]*|救命[啊呀]*|快来人[啊呀]*")
_PART = re.compile(r"[，,。.！!？?；;\s]+")


def asked_besides(text: str) -> str:
    """What a text asks besides the emergency that it tells of: 家里着火了，救助款要等多久. Nothing where it
    asks nothing else."""
    parts = [part for part in _PART.split(text) if part and not (_CRIES.fullmatch(part) or channel_of(part))]
    return "，".join(parts) if any(map(asks, parts)) else ""


@cache
def _signs() -> tuple[_Sign, ...]:
    lines = [line for line in data_file("channels.tsv").splitlines() if line.strip()]
    named = dict(line.split("\t") for line in lines if line.startswith("@"))
    return tuple(_sign(line, named) for line in lines if not line.startswith(("#", "@")))


def _sign(line: str, named: Mapping[str, str]) -> _Sign:
    channel, says, unless = (*line.split("\t"), "")[:3]
    for name, words in named.items():
        unless = unless.replace(name, words)
    return _Sign(Channel(channel), re.compile(says), re.compile(unless) if unless else None)
