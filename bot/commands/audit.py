"""audit: whether the record is what history says."""

from bot import texts
from bot.app import open_database
from bot.settings import Settings
from db.audit import audit as look


def audit(settings: Settings) -> int:
    """Says that all is whole, or what is not; then the exit code is 1."""
    with open_database(settings) as database:
        found = look(database)
    for fault in found.faults:
        print(texts.AUDIT_FAULTS[fault.kind].format(id=fault.id))
    if not found.faults:
        print(texts.AUDIT_WHOLE.format(count=found.lines, link=found.last_link))
    return 1 if found.faults else 0
