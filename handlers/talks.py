"""What people were last shown, in memory: the row may not be written yet when they go on."""

from collections import OrderedDict

from db.talks import Shown

# People in a place remembered at a time; the rows know of all.
_REMEMBERED = 10_000


class Talks:
    """The newest that this process has shown, by place and the person's key."""

    def __init__(self) -> None:
        # The newest last, and the one before it.
        self._shown: OrderedDict[tuple[int, str], tuple[Shown, ...]] = OrderedDict()

    def at_hand(self, place: int, person_key: str, update_id: int) -> Shown | None:
        """What was last shown in answer to another update than this one, which may be handled once more."""
        known = reversed(self._shown.get((place, person_key), ()))
        return next((one for one in known if one.update_id != update_id), None)

    def keep(self, place: int, person_key: str, shown: Shown) -> None:
        """This is what the person is shown; who was shown nothing for longest is forgotten first."""
        before = self.at_hand(place, person_key, shown.update_id)
        self._shown[place, person_key] = (before, shown) if before else (shown,)
        self._shown.move_to_end((place, person_key))
        if len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)

    def forget(self, person_key: str) -> None:
        """Nothing is known of the person in any place."""
        for key in [key for key in self._shown if key[1] == person_key]:
            del self._shown[key]
