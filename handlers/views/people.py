"""The people with a role, as an admin sees them."""

from handlers.views import admin_keys
from handlers.views.html import escape
from handlers.views.texts import admin as texts
from handlers.views.view import View
from knowledge.model import Person


def line(person: Person) -> str:
    return texts.PERSON.format(name=person.name, unit=person.unit, role=texts.ROLE[person.role])


def people_list(people: list[Person]) -> View:
    """A line and a 撤销 button for each."""
    lines = [texts.PEOPLE_HEAD.format(count=len(people)), *(line(person) for person in people)]
    return View((escape("\n".join(lines)),), admin_keys.people(people))
