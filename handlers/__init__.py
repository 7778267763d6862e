"""The conversation: decode → store → show."""

from handlers import awaiting, errors, fallback, limits, other_words, typed_buttons
from handlers.admin import notices, people
from handlers.context import App
from handlers.public import (
    about,
    ask,
    browse,
    enclosures,
    files,
    follow,
    inline,
    links,
    my,
    offering,
    opinion,
    presence,
    recall,
    remark,
    town,
    verdict,
)  # fmt: skip
from handlers.staff import afterwards, drafting, evidence, mine, reply, teach, update
from handlers.supervisors import assign, digest, importing, poster, review
from handlers.supervisors import register as register_file

# Asked in this order; the first that has a handler for an update answers it.
MODULES = (
    limits, typed_buttons, other_words, enclosures, evidence, awaiting, update, drafting, afterwards, mine,
    teach, reply, assign, review, digest, register_file, poster, importing, links, browse, remark, files,
    follow, verdict, recall, opinion, offering, my, town, people, notices, about, presence, inline, ask,
    fallback, errors,
)  # fmt: skip


def register(application: App) -> None:
    """Gives the application every handler there is."""
    for module in MODULES:
        module.register(application)
