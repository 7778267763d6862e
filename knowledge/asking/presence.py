"""How much of what a question names is there."""

from collections.abc import Sequence, Sized
from functools import lru_cache

from knowledge.asking.query import Query, Unit
from knowledge.index.entries import Entry
from knowledge.index.forms import Text

# From this presence on a unit counts as found.
FOUND = 0.5
# How much of a unit counts as found when it is found otherwise than literally.
_BY_SPELLING = 0.95
_BY_THESAURUS, _BY_ALIAS, _BY_PARTS, _BY_HINT, _BY_SOUND, _BY_INITIALS = 0.8, 0.8, 0.7, 0.7, 0.6, 0.8


def presence(unit: Unit, entry: Entry) -> float:
    """How much of a unit the finding holds, between 0 and 1, in its text or in what people call it."""
    best = presence_in(unit, entry.forms)
    if best < _BY_ALIAS and unit.word in entry.called:
        best = _BY_ALIAS
    if unit.is_initials and unit.word in entry.initials:
        best = max(best, _BY_INITIALS)
    return best


def presence_in(unit: Unit, text: Text) -> float:
    """How much of a unit a text holds: literally, by another word for it, in parts, or by sound
    (homophones are most slips of the pen)."""
    if unit.number is not None:
        return float(unit.number.fits_any(text.numbers))
    if unit.is_spelt:
        return _BY_SPELLING * _share(text.sounds_like(unit.sounds), unit.sounds)
    if unit.word in text.normal:
        return 1.0
    best = _BY_PARTS * _share(text.held_of(unit.pairs), unit.pairs) if len(unit.word) > 2 else 0.0
    if best < _BY_SOUND:  # to hear a text takes long
        is_beside = bool(text.sounds_like(unit.beside))
        heard = 1.0 if is_beside else _share(text.sounds_like(unit.sounds), unit.sounds)
        best = max(best, _BY_SOUND * heard)
    if unit.groups:
        for group in text.groups_of(unit.groups.keys()):
            best = max(best, _BY_THESAURUS * unit.groups[group])
    for word, sure in unit.hints:
        if sure <= best:  # so are those after it
            break
        if text.has(word):
            return max(best, min(sure, _BY_HINT))
    return best


@lru_cache(maxsize=4)  # the ranking looks at the likeliest finding's, then the choice of its passage does
def in_passages(query: Query, entry: Entry) -> Sequence[Sequence[float]]:
    """How much of each unit each passage holds: a row for each unit."""
    none, whole = [0.0] * len(entry.passages), entry.forms
    # What the finding as a whole does not hold need not be looked for in each passage.
    return [
        [presence_in(its, one.forms) for one in entry.passages]
        if presence_in(its := _as_far_as_held(unit, whole), whole)
        else none
        for unit in query.units
    ]


def _as_far_as_held(unit: Unit, whole: Text) -> Unit:
    """The unit without other words for it that a text does not hold; most have none there."""
    if not unit.groups and not unit.hints:
        return unit
    groups = {group: unit.groups[group] for group in whole.groups_of(unit.groups)}
    return unit._replace(groups=groups, hints=tuple(hint for hint in unit.hints if whole.has(hint[0])))


def held_by_passages(query: Query, entry: Entry, there: Sequence[Sequence[float]]) -> list[float]:
    """What each passage holds of the question's units by their weight, where so much of them is ``there``."""
    rows = [*zip(query.units, there, strict=True)]
    return [sum(unit.weight * row[at] for unit, row in rows) for at in range(len(entry.passages))]


def _share(held: Sized, wanted: Sized) -> float:
    """Of what is wanted, how much is held."""
    return len(held) / len(wanted) if wanted else 0.0
