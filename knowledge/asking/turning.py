"""那湖滨镇呢: the matter that was talked of, asked about another town."""

from collections.abc import Iterable

from knowledge.asking.aspects import MAY_BE_UNSTATED, aspect_of
from knowledge.asking.ellipsis import is_elliptical, is_of_the_whole
from knowledge.asking.followups import Reference
from knowledge.asking.ranking import fitted, matches_of
from knowledge.asking.routing import split_names
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.model import Talk
from knowledge.text import normalise

_GOES_ON = ("那", "还有")


def turned_to(normal: str, index: Index) -> frozenset[int]:
    """The notices of whom a normalised question names, where it names no matter besides: 湖滨镇呢,
    那湖滨镇谁负责. How all of 湖滨镇 stands is a question of its own."""
    if not index.notices.are_of_several or is_of_the_whole(normal):
        return frozenset()
    named, rest = split_names(normal, index)
    if not named or not is_elliptical(rest, index.language.tokenizer):
        return frozenset()
    is_of_matter = aspect_of(rest) in (None, *MAY_BE_UNSTATED) or rest.startswith(_GOES_ON)
    return named if is_of_matter else frozenset()


def names_others(normal: str, index: Index, talk: Talk) -> bool:
    """Whether a question names somebody, and none of whom was talked of."""
    if not index.notices.are_of_several:
        return False
    named, _ = split_names(normal, index)
    return bool(named) and not any(notice_id in named for notice_id, _ in talk.shown or talk.among)


def turned(normal: str, index: Index, talk: Talk, scope: frozenset[int]) -> Reference | None:
    """What was talked of, as the notices of the scope have it; None where they have nothing like it."""
    shown = (entry for one in talk.shown if (entry := index.entry(*one)))
    found = tuple(_same(shown, index, scope))
    return Reference(found, split_names(normal, index)[1]) if found else None


def _same(shown: Iterable[Entry], index: Index, scope: frozenset[int]) -> dict[Key, None]:
    """Each once, in order."""
    found = dict[Key, None]()
    for entry in shown:
        if entry.key[0] in scope:
            found[entry.key] = None
            continue
        matches = matches_of(normalise(entry.finding.title), index, scope)
        if matches and matches[0].probability >= fitted().answer_from:
            found[matches[0].entry.key] = None
    return found
