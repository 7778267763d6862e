"""What is asked of the bot itself: whether it is a machine, who learns of what is said, where a human is."""

import re
from functools import cache

from knowledge.data import data_file
from knowledge.model import Intent

_LONGEST = 20
_NO_WORD = re.compile(r"[^\w,]+|^,|,$")
_CALLS = re.compile(r"^(?:那么?|请问|喂|哎|诶|我问你)|[啊呀呢哦哈嘛]+$")


def of_bot(normal: str) -> Intent | None:
    """Which of these a normalised question asks and nothing else; None for any other."""
    if len(normal) > _LONGEST:
        return None
    said = _CALLS.sub("", _NO_WORD.sub("", normal))
    return next((intent for intent, asks in _asked() if asks.fullmatch(said)), None)


@cache
def _asked() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    lines = (line.split("\t") for line in data_file("ofbot.tsv").splitlines() if not line.startswith("#"))
    return tuple((Intent(name), re.compile("|".join(forms))) for name, *forms in lines)
