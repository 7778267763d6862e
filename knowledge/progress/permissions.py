"""Who may do what: one table, asked at one gate."""

from enum import StrEnum

from knowledge.model import Role


class Action(StrEnum):
    POST_PROGRESS = "post_progress"
    TEACH = "teach"
    READ_DIGEST = "read_digest"
    ASSIGN = "assign"
    REVIEW = "review"
    ANSWER_OPINIONS = "answer_opinions"
    MAKE_POSTERS = "make_posters"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_NOTICES = "manage_notices"


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.POST_PROGRESS: frozenset({Role.STAFF, Role.SUPERVISOR}),
    Action.TEACH: frozenset({Role.STAFF, Role.SUPERVISOR}),
    Action.READ_DIGEST: frozenset({Role.SUPERVISOR}),
    Action.ASSIGN: frozenset({Role.SUPERVISOR}),
    Action.REVIEW: frozenset({Role.SUPERVISOR}),
    Action.ANSWER_OPINIONS: frozenset({Role.STAFF, Role.SUPERVISOR}),
    Action.MAKE_POSTERS: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Action.MANAGE_NOTICES: frozenset({Role.ADMIN}),
}


def may(role: Role, action: Action) -> bool:
    return role in ALLOWED[action]
