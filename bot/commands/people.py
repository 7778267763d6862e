"""people list and people revoke: who has a role."""

from datetime import datetime

from bot import texts
from bot.opening import open_database
from bot.problem import Problem
from bot.settings import Settings
from db import people
from handlers.views.people import line


def list_people(settings: Settings) -> int:
    """Prints a line for each: the id that revoke takes, name, unit, role."""
    with open_database(settings) as database:
        everyone = people.everyone(database)
    for person in everyone:
        print(f"{person.id}\t{line(person)}")
    if not everyone:
        print(texts.NOBODY)
    return 0


def revoke(person_id: int, settings: Settings, now: datetime) -> int:
    """Takes a role away; a running bot goes by it from the person's next message on."""
    with open_database(settings) as database:
        person = people.revoke(database, person_id, None, now)
    if isinstance(person, people.NotRevoked):
        raise Problem(texts.NO_SUCH_PERSON.format(id=person_id))
    print(texts.REVOKED.format(person=line(person)))
    return 0
