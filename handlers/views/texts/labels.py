"""Whose buttons' words are known without the button: it may be further up."""

from handlers.views.texts import admin, opinions, public, staff, supervisors, towns

CITIZENS = frozenset(
    {
        public.FULL, public.NEWS, public.BACK, public.LIST, public.STANDING, public.HELPED, public.OFF_POINT,
        public.FOLLOW, public.UNFOLLOW, public.ENOUGH, public.SEE, public.MY, public.RESOLVED,
        public.UNRESOLVED, public.CARD, public.PREVIOUS, public.NEXT, public.PREVIOUS_PAGE, public.NEXT_PAGE,
        public.NONE_OF_THESE, public.OTHER_NOTICES, public.TELL_AT_ONCE, public.TELL_IN_THE_EVENING,
        towns.CHANGE_TOWN, towns.ALL_TOWNS, opinions.OPINE, opinions.ANYWAY, opinions.MORE,
        *opinions.GRADE.values(),
    }
)  # fmt: skip

# Nobody in an office asks the notice about them.
OFFICES = frozenset(
    {
        staff.WITHDRAW, staff.CORRECT, staff.ADD, staff.PROPOSE, staff.MASK, supervisors.VERIFY,
        supervisors.RETURN, supervisors.REOPEN, opinions.ANSWER, opinions.FORWARD, admin.TAKE,
    }
)  # fmt: skip
