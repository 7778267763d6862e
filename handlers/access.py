"""The one gate: who may use a handler."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from db import people, towns
from handlers.context import Context
from handlers.incoming import Callback, incoming
from handlers.showing import answer, say_or_end
from handlers.views import keyboards
from handlers.views.texts import admin, opinions, posters, public, staff, supervisors
from handlers.views.view import View
from knowledge.model import Person, Role
from knowledge.progress.permissions import Action, may
from knowledge.record import Located

Guarded = Callable[[Update, Context, Person], Coroutine[Any, Any, None]]

_REFUSALS = {
    Action.POST_PROGRESS: staff.NOT_ALLOWED,
    Action.TEACH: staff.NOT_STAFF,
    Action.ASSIGN: staff.ASSIGN_NOT_ALLOWED,
    Action.REVIEW: supervisors.REVIEW_NOT_ALLOWED,
    Action.ANSWER_OPINIONS: opinions.NOT_ALLOWED,
    Action.READ_DIGEST: supervisors.NOT_ALLOWED,
    Action.MAKE_POSTERS: posters.NOT_ALLOWED,
    Action.MANAGE_PEOPLE: admin.NOT_ADMIN,
    Action.MANAGE_NOTICES: admin.NOT_ADMIN,
}


def only_who_may(action: Action, refusal: str | None = None) -> Callable[[Guarded], Callback]:
    """Lets in who has the role for the action, in a private chat; everybody else gets one sentence, to a
    message or a tap alike, by default the action's own."""

    def guard(handler: Guarded) -> Callback:
        @wraps(handler)
        async def gate(update: Update, context: Context) -> None:
            who = incoming(update)
            if not who.private:  # nor does a group learn who has which role
                await say_or_end(update, staff.PRIVATE_ONLY)
                return
            person = await context.db(people.find, who.person_id)
            if person is None or not may(person.role, action):
                await say_or_end(update, refusal or _REFUSALS[action])
            else:
                await handler(update, context, person)

        return gate

    return guard


def only_in_private(handler: Callback) -> Callback:
    """What is a person's own; a group gets one line that leads to the private chat."""

    @wraps(handler)
    async def gate(update: Update, context: Context) -> None:
        if incoming(update).private:
            await handler(update, context)
        else:
            leads = keyboards.to_private(context.bot.link)
            await answer(update, View((public.PRIVATE_ONLY,), leads))

    return gate


async def who_may(update: Update, context: Context, action: Action) -> Person | None:
    """The sender, if they may do this, in a private chat; nothing is said to others."""
    who = incoming(update)
    person = await context.db(people.find, who.person_id)
    return person if person is not None and who.private and may(person.role, action) else None


async def stay_in_town(update: Update, context: Context, found: Located) -> None:
    """For who is about to see, or to begin, what is staff's business with a finding. Raises OtherTown where
    it is another town's, which is then said."""
    await context.db(towns.check, incoming(update).person_id, found.notice_id, found.code)


async def role_of(update: Update, context: Context) -> Role:
    """What the sender is; a citizen until an invitation says more."""
    if context.looked_up is not None:
        return context.looked_up.role
    person = await context.db(people.find, incoming(update).person_id)
    return person.role if person else Role.CITIZEN
