"""What points where there is nothing to point at, and what does not tell which of several is meant."""

import re

from knowledge.asking.aspects import MAY_BE_UNSTATED, Aspect, aspect_of
from knowledge.asking.ellipsis import is_elliptical, own_words
from knowledge.asking.ordinals import Place, read_ordinal
from knowledge.index.sources import Key
from knowledge.language.tokens import Tokenizer
from knowledge.model import Talk

_ALL = "(?:都|全|哪个都|一个都|通通|统统|压根|还是?|也|又)*"
_NONE_MEANT = re.compile(rf"{_ALL}不(?:是|对)[这那]?(?:几?[个条]|些)?[的啊呀吧了]*")
# 那俺找谁去 asks for nobody who did something.
_ASKS_WHOM_TO_ASK = re.compile(r"(?:找|问|跟|和|向|联系)(?:谁|哪个|哪里|哪儿)|(?:上|去|到)(?:哪|谁)")


def points_alone(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether a normalised text is nothing but 第二个, 上一条, 全文 or 都不是; 第二条 and a mere number may
    be an item of the notice."""
    if means_none(normal):
        return True
    ordinal = read_ordinal(normal)
    if ordinal is None:
        return aspect_of(normal) is Aspect.WHOLE and is_elliptical(normal, tokenizer)
    is_of_notice = ordinal.place is Place.BARE or (ordinal.place is Place.NTH and ordinal.is_item)
    return not is_of_notice and not own_words(ordinal.rest, tokenizer)


def means_none(normal: str) -> bool:
    """Whether a normalised text says that nothing shown was meant: 都不是, 还是不对."""
    return _NONE_MEANT.fullmatch(normal) is not None


def is_same_again(normal: str, talk: Talk, found: tuple[Key, ...]) -> bool:
    """Whether the choices shown just now would be shown again, in vain: once more they are for who asks when
    or how much of them, as he may not have seen that they are several."""
    if len(talk.shown) < 2 or {*found} != {*talk.shown}:
        return False
    asks_of_them = aspect_of(normal) in MAY_BE_UNSTATED and _ASKS_WHOM_TO_ASK.search(normal) is None
    return bool(talk.among) or not asks_of_them
