"""audit: whether the record is what history says."""

from bot import texts
from bot.opening import open_database
from bot.settings import Settings
from db.audit import Audit
from db.audit import audit as look


def audit(settings: Settings) -> int:
    """Says that all is whole, or what is not; then the exit code is 1."""
    with open_database(settings) as database:
        found = look(database)
    for line in fault_lines(found):
        print(line)
    if not found.faults:
        print(texts.AUDIT_WHOLE.format(count=found.lines, link=found.last_link))
    return 1 if found.faults else 0


def fault_lines(found: Audit) -> list[str]:
    """A sentence for each."""
    return [texts.AUDIT_FAULTS[fault.kind].format(id=fault.id) for fault in found.faults]
