"""The conversation: decode → store → show."""

from handlers import errors, fallback, limits
from handlers.admin import notices, people
from handlers.context import App
from handlers.public import about, ask, browse, presence
from handlers.staff import update
from handlers.supervisors import digest

# Asked in this order; the first that has a handler for an update answers it.
MODULES = (limits, update, digest, browse, people, notices, about, presence, ask, fallback, errors)


def register(application: App) -> None:
    """Gives the application every handler there is."""
    for module in MODULES:
        module.register(application)
