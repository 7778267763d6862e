"""What became of somebody whom a finding tells of: 判了几年, 坐牢了吗."""

import re

from knowledge.asking.aspects import MAY_BE_UNSTATED, aspect_of
from knowledge.asking.choosing import PUNISHING, ranked
from knowledge.asking.ellipsis import is_elliptical, names_actions_only
from knowledge.asking.query import make_query
from knowledge.asking.telling import Told
from knowledge.index.entries import Entry
from knowledge.index.index import Index

_ASKS_FOR_SENTENCE = re.compile(r"判|坐牢|坐了?几年|蹲|监狱|几年牢|刑")
_SENTENCED = re.compile(r"判[处决刑]|有期徒刑|拘役|缓刑|服刑")
_SOMEBODY = re.compile(r"[一-鿿]某(?![些个种一年月日村镇乡县区公])")


def is_of_person(normal: str, entry: Entry, index: Index) -> bool:
    """Whether a normalised question asks for somebody's sentence and names nobody, where the finding tells of
    somebody: that one is meant, and never another man whom another finding has in prison."""
    if _ASKS_FOR_SENTENCE.search(normal) is None or _SOMEBODY.search(entry.forms.normal) is None:
        return False
    tokenizer = index.language.tokenizer
    return is_elliptical(normal, tokenizer) or names_actions_only(normal, tokenizer)


def tell_of_person(normal: str, entry: Entry, index: Index) -> Told:
    """The sentence; where there is none, how else the finding says that somebody was punished, and that it
    does not say what is asked, if that is who, when or how much."""
    order = [one for one, _ in ranked(make_query(normal, index), entry)]
    sentenced = [one for one in order if _SENTENCED.search(one.forms.normal)]
    if sentenced:
        return Told(sentenced[0])
    punished = [one for one in order if PUNISHING.search(one.forms.normal)]
    named = [one for one in order if _SOMEBODY.search(one.forms.normal)]
    aspect = aspect_of(normal)
    told, *_ = (*punished, *named, *order)
    return Told(told, unstated=aspect if aspect in MAY_BE_UNSTATED else None)
