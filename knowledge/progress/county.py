"""How the towns of a county stand beside one another: who is to be urged, and who is not."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import NoticeName, Town
from knowledge.progress.digest import Digest

# So many days an opinion may wait for its answer.
ANSWERED_WITHIN = 7


@dataclass(frozen=True, slots=True)
class TownStanding:
    """How many findings a town has and how many of them are open, and what is late there: findings beyond
    their deadline, opinions that wait too long, findings that nobody has told anything of for long."""

    town: Town
    total: int
    open: int
    overdue: int
    late_opinions: int
    silent: int

    @property
    def late(self) -> int:
        return self.overdue + self.late_opinions + self.silent


def worst_first(
    told: Sequence[tuple[NoticeName, Digest]], names: Mapping[int, str]
) -> tuple[TownStanding, ...]:
    """The towns of these notices: first the one where most is late; of as much, where most is open still, for
    what there is."""
    of_town: dict[int, list[Digest]] = defaultdict(list)
    for name, facts in told:
        if name.town_id is not None:
            of_town[name.town_id].append(facts)
    waits = told[0][1].opinions if told else ()
    late = Counter(one.opinion.town_id for one in waits if one.days > ANSWERED_WITHIN)
    found = [_standing(Town(one, names[one]), some, late[one]) for one, some in of_town.items()]
    return tuple(sorted(found, key=lambda one: (-one.late, -one.open / max(one.total, 1), one.town.name)))


def _standing(town: Town, facts: Sequence[Digest], late_opinions: int) -> TownStanding:
    return TownStanding(
        town,
        total=sum(one.total for one in facts),
        open=sum(one.open for one in facts),
        overdue=sum(len(one.overdue) for one in facts),
        late_opinions=late_opinions,
        silent=sum(len(one.silent) for one in facts),
    )
