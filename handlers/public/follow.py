"""Following a finding, a category or everything: by a tap, by a command, by words."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import arrivals, follows
from db.dialogs import Wanted
from db.follows import MOST, GivenUp, Outcome
from handlers.context import App, Context
from handlers.found import found_at, tapped_finding, typed_finding
from handlers.homes import home_notices, home_of, newest_here
from handlers.incoming import (
    Said,
    Saying,
    Tapped,
    buttons_of,
    incoming,
    message_of,
    pressed,
    replied_code,
)
from handlers.looking import look_up
from handlers.replying import names_of, record_of, reply_view
from handlers.showing import answer, change_buttons, end_tap, replace, say
from handlers.turns import Turn, in_turn
from handlers.views import card_keys, cards
from handlers.views import follows as views
from handlers.views.callback_data import OnFinding, Press, read_finding
from handlers.views.naming import code_in
from handlers.views.texts import commands
from handlers.views.texts import public as texts
from knowledge.asking import answers
from knowledge.asking.reply import Answer, Choices, Reply
from knowledge.codes import after_year, find_codes
from knowledge.model import NoticeName, Scope
from knowledge.progress.following import to_follow
from knowledge.record import Located
from knowledge.text import normalise, shorten

_GIVEN_UP = {
    GivenUp.DONE: texts.UNFOLLOWED,
    GivenUp.STILL_HEARD_OF: texts.UNFOLLOWED_NOT_ALL,
    GivenUp.NEVER_FOLLOWED: texts.NEVER_FOLLOWED,
}
_NO_FINDING = OnFinding(0, "")
# What was not asked for: whoever says 关注 goes on to something else.
_MAY_BE_LEFT = (Wanted.FOLLOWING, Wanted.ENCLOSURES, Wanted.OFFERED)
# The note that a tap brings up holds 200 characters.
_NAME = 60


async def follow(update: Update, context: Context) -> None:
    """Follows the finding whose code, or whose words, followed the command; alone, says how to follow."""
    if not context.argument:
        await answer(update, views.how_to(await newest_here(update, context)))
    elif normalise(context.argument) in texts.WORDS_FOR_EVERYTHING:
        await say(update, await _follow(update, context, Scope.EVERYTHING, texts.EVERYTHING))
    elif isinstance(found := await _meant(update, context), Answer):
        located = Located(await record_of(found, context), found.finding)
        said = await _follow_one(update, context, located)
        await answer(update, views.followed(found.finding, said, located.notice_id, incoming(update).private))
    elif isinstance(found, Choices):
        names = await names_of(found, context)
        await answer(
            update, cards.choices(found, await record_of(found, context), names, Press.FOLLOW_CHOICE)
        )
    else:
        await answer(update, await reply_view(found, update, context))


async def follow_spoken(update: Update, context: Context) -> None:
    """The same for 关注敬老院 and 再关注1.2.6. Words that are waited for are those, and where the notice
    itself speaks of 关注 so, it is asked about that."""
    wanted = to_follow(incoming(update).text) or ""
    is_of_notice = wanted[:1].isalpha() and (await context.index()).has_name(f"注{wanted[:1]}")
    if is_of_notice or await _is_meant_otherwise(update, context):
        return
    context.argument = wanted
    await follow(update, context)
    raise ApplicationHandlerStop


async def _is_meant_otherwise(update: Update, context: Context) -> bool:
    """Whether words are waited for; or are what staff say of a card, or of the photos that they sent."""
    known = await look_up(update, context)
    if known.waiting is not None:
        return known.waiting.wanted not in _MAY_BE_LEFT
    if known.role not in commands.PROGRESS.shown_to:
        return False
    if replied_code(message_of(update)) is not None:
        return True
    person_id = incoming(update).person_id
    return await context.db(arrivals.is_any_loose, update.update_id, person_id, context.now())


async def tap_choice(update: Update, context: Context) -> None:
    """Follows the one that was chosen; the choices stay where others see them, too."""
    found, private = await tapped_finding(update, context), incoming(update).private
    if found is None:
        await end_tap(update, texts.FOLLOW_GONE)
        return
    said = await _follow_one(update, context, found)
    if private:
        await replace(update, views.followed(found.finding, said, found.notice_id, private))
    else:
        await end_tap(update, said)


async def _follow_one(update: Update, context: Context, found: Located) -> str:
    about = OnFinding(found.notice_id, found.code)
    return await _follow(update, context, Scope.MATTER, code_in(found.record, found.code), about)


async def _meant(update: Update, context: Context) -> Reply:
    index = await context.index()
    return answers.answer(context.argument, index, home=await home_notices(update, context, index))


async def unfollow(update: Update, context: Context) -> None:
    """Follows the finding with this code no more."""
    year, words = after_year(context.argument)
    named = find_codes(words)
    found = await _followed(update, context, named[0], year) if named else None
    if found is None:
        example = (await newest_here(update, context)).notice.findings[0].code
        await say(update, texts.UNFOLLOW_WITHOUT_CODE.format(code=example))
    else:
        await say(update, await _unfollow(update, context, OnFinding(found.notice_id, found.code)))


async def _followed(update: Update, context: Context, code: str, year: int | None) -> Located | None:
    """The finding of this code in the notice of the year; where none is named, that which the person follows,
    in whichever notice, else the newest's."""
    if year is not None:
        return await typed_finding(context, code, year, await home_of(update, context))
    following = await context.db(follows.of_person, incoming(update).person_id)
    theirs = [one for one in following.follows if one.scope is Scope.MATTER and one.code == code]
    if theirs:
        return await found_at(context, theirs[0].notice_id, code)
    return await typed_finding(context, code, town_id=await home_of(update, context))


async def tap_follow(update: Update, context: Context) -> None:
    """Follows the finding of the card, whose button then takes it back; in a group it stays as it is."""
    about = read_finding(pressed(update))
    found = await tapped_finding(update, context)
    called = code_in(found.record, about.code) if found else about.code
    said = await _follow(update, context, Scope.MATTER, called, about)
    await _renew_button(update, context, about)
    await end_tap(update, said)


async def tap_unfollow(update: Update, context: Context) -> None:
    """Follows the finding of the card no more."""
    about = read_finding(pressed(update))
    said = await _unfollow(update, context, about)
    await _renew_button(update, context, about)
    await end_tap(update, said)


async def tap_enough(update: Update, context: Context) -> None:
    """Follows no more what a notification told of, whichever issue of the notice it was."""
    about = read_finding(pressed(update))
    said = await _unfollow(update, context, about)
    if incoming(update).private:
        await change_buttons(update, card_keys.news([(NoticeName(about.notice_id, ""), about.code)]))
    await end_tap(update, said)


async def tap_category(update: Update, context: Context) -> None:
    """Follows the category of the button."""
    about, found = read_finding(pressed(update)), await tapped_finding(update, context)
    name = shorten(found.finding.category_name or "", _NAME) if found else ""
    what = texts.THE_CATEGORY.format(name=name)
    await end_tap(update, await _follow(update, context, Scope.CATEGORY, what, about))


async def tap_everything(update: Update, context: Context) -> None:
    """Follows whatever the notice has."""
    await end_tap(update, await _follow(update, context, Scope.EVERYTHING, texts.EVERYTHING))


async def _follow(
    update: Update, context: Context, scope: Scope, what: str, about: OnFinding = _NO_FINDING
) -> str:
    """Follows for whoever wrote or tapped; gives what is to be said of it."""
    who = incoming(update)
    done = await context.db(follows.follow, who.person_id, scope, about.notice_id, about.code)
    followed = texts.FOLLOWED if who.private else texts.FOLLOWED_IN_GROUP
    return (followed if done is Outcome.FOLLOWED else _NOT_FOLLOWED[done]).format(what=what, most=MOST)


_NOT_FOLLOWED = {
    Outcome.ALREADY: texts.FOLLOWED_ALREADY,
    Outcome.TOO_MANY: texts.FOLLOWS_TOO_MANY,
    Outcome.GONE: texts.FOLLOW_GONE,
}


async def _unfollow(update: Update, context: Context, about: OnFinding) -> str:
    person_id = incoming(update).person_id
    given_up = await context.db(follows.unfollow, person_id, about.notice_id, about.code)
    return _GIVEN_UP[given_up].format(code=about.code)


async def _renew_button(update: Update, context: Context, about: OnFinding) -> None:
    """The button under the card then does the contrary, unless others see it, too."""
    who, shown = incoming(update), buttons_of(update)
    if who.private and shown is not None:
        is_followed = await context.db(follows.does_follow, who.person_id, about.notice_id, about.code)
        await change_buttons(update, card_keys.with_following(shown, is_followed))


def register(application: App) -> None:
    application.add_handler(Said(commands.FOLLOW, follow))
    in_turn(application, Turn.FOLLOWING, filters.TEXT & Saying(to_follow), follow_spoken)
    application.add_handler(Said(commands.UNFOLLOW, unfollow))
    for press, handler in (
        (Press.FOLLOW, tap_follow),
        (Press.FOLLOW_CHOICE, tap_choice),
        (Press.UNFOLLOW, tap_unfollow),
        (Press.ENOUGH, tap_enough),
        (Press.FOLLOW_CATEGORY, tap_category),
        (Press.FOLLOW_ALL, tap_everything),
    ):
        application.add_handler(Tapped(press, handler))
