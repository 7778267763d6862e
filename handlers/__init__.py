"""The conversation: decode → store → show."""

from handlers import awaiting, errors, fallback, limits
from handlers.admin import notices, people
from handlers.context import App
from handlers.public import about, ask, browse, files, follow, my, presence, remark, verdict
from handlers.staff import afterwards, drafting, evidence, mine, teach, update
from handlers.supervisors import assign, digest, importing, review
from handlers.supervisors import register as register_file

# Asked in this order; the first that has a handler for an update answers it.
MODULES = (
    limits, evidence, awaiting, update, drafting, afterwards, mine, teach, assign, review, digest,
    register_file, importing, browse, remark, files, follow, verdict, my, people, notices, about, presence,
    ask, fallback, errors,
)  # fmt: skip


def register(application: App) -> None:
    """Gives the application every handler there is."""
    for module in MODULES:
        module.register(application)
