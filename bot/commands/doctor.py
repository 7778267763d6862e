"""doctor: whether all is well, and what to do where it is not."""

from collections.abc import Iterable
from datetime import datetime

from bot import texts
from bot.doctor import Check, checks
from bot.settings import Settings


def doctor(settings: Settings, now: datetime) -> int:
    """A line for each check; 1 if something must be done."""
    return _told(checks(settings, now))


def unsettled(fault: str) -> int:
    """The one line where a setting is wrong: nothing else can be looked at."""
    return _told([Check("", fault)])


def _told(found: Iterable[Check]) -> int:
    ill = False
    for check in found:
        form = texts.DOCTOR_ILL if check.to_do else texts.DOCTOR_WELL
        print(form.format(line=check.to_do or check.found))
        ill = ill or bool(check.to_do)
    return 1 if ill else 0
