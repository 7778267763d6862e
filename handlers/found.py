"""The finding that a tap or a typed code means, with the record of the notice that has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import Update

from db import notices, ownerships, towns
from handlers.context import Context
from handlers.incoming import pressed
from handlers.looking import look_up
from handlers.records import NoNotice
from handlers.remembering import last_shown
from handlers.views.callback_data import read_finding
from knowledge.codes import after_year, find_codes, leading_code
from knowledge.model import Person
from knowledge.record import Located, Record
from knowledge.towns import meant

# So many of the findings that a code may mean are named.
_FEW = 5


async def tapped_finding(update: Update, context: Context) -> Located | None:
    """The finding of the button that was tapped; None where its notice is not in force any more."""
    wanted = read_finding(pressed(update))
    return await found_at(context, wanted.notice_id, wanted.code)


async def found_at(context: Context, notice_id: int, code: str | None) -> Located | None:
    """The finding that a notice has under a code; None without a code, or where it is not in force."""
    record = await context.record(notice_id) if code else None
    finding = record.finding(code) if record and code else None
    return Located(record, finding) if record and finding else None


async def waited_for(context: Context, finding_number: int) -> Located | None:
    """The finding that words are waited for about; None where its notice is not in force any more."""
    place = await context.db(notices.place_of, finding_number)
    return await found_at(context, *place) if place else None


async def newest_of(context: Context, town_id: int | None) -> Record:
    """The newest notice of a town, or of all where none is named. Raises NoNotice."""
    if town_id is None:
        return await context.newest()
    notice_id = await context.db(towns.newest_notice, town_id)
    record = await context.record(notice_id) if notice_id else None
    if record is None:
        town = await context.db(towns.get, town_id)
        raise NoNotice(town.name if town else None)
    return record


async def town_before(context: Context, person: Person, argument: str, what: str) -> tuple[int | None, str]:
    """The town that words begin with, and what follows; without one, the person's own, and all of the words.
    Raises OtherTown."""
    first, _, rest = argument.partition(" ")
    named = meant(first, await context.db(towns.in_force)) if first else []
    if len(named) != 1:
        return person.town_id, argument
    await context.db(towns.check_town, person.id, named[0].id, what)
    return named[0].id, rest.strip()


async def of_year(context: Context, town_id: int | None, year: int) -> Record:
    """The newest notice of a year, of a town or of all. Raises NoSuchYear."""
    notice_id = await context.db(notices.newest_of_year, year, town_id)
    record = await context.record(notice_id) if notice_id else None
    if record is None:
        raise NoSuchYear(year, await context.db(notices.years, town_id))
    return record


async def example_code(context: Context, person: Person) -> str:
    """A code that whoever typed an unknown one may type instead."""
    return (await newest_of(context, person.town_id)).notice.findings[0].code


async def worked_on(context: Context, person: Person) -> list[Record]:
    """The notices that a person's unit works on, the newest first; where it works on none, the newest of
    their town."""
    found = [await context.record(one) for one in await context.db(ownerships.notices_of, person)]
    return [one for one in found if one] or [await newest_of(context, person.town_id)]


async def typed_finding(
    context: Context, code: str, year: int | None = None, town_id: int | None = None
) -> Located | None:
    """The finding that a typed code means: where several notices have it, that of the year, if one is named,
    else that of the newest, those of the town before others."""
    having = await _having(context, code, year, town_id)
    return await found_at(context, having[0], code) if having else None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a command's words mean: the first code in them, the town and the year of the notice, where these
    are said before it, and all words after the town and the year."""

    code: str
    town_id: int | None = None
    year: int | None = None
    words: str = ""


async def meant_by(context: Context, argument: str) -> Meant:
    """湖滨镇 2019 1.2.6 民政办, with or without town and year."""
    first, _, rest = argument.partition(" ")
    named = meant(first, await context.db(towns.in_force)) if leading_code(after_year(rest)[1]) else []
    year, words = after_year(rest if len(named) == 1 else argument)
    # 1.2.6 月底: what follows the code is no part of it, though a month or an amount would be.
    begun = leading_code(words)
    code = begun[0] if begun else next(iter(find_codes(words)), "")
    return Meant(code, named[0].id if len(named) == 1 else None, year, words)


class SeveralTowns(Exception):
    """A code means each of these findings, one of each town, and nothing tells which: nothing is done."""

    def __init__(self, code: str, found: Sequence[Located]) -> None:
        super().__init__(code)
        self.code, self.found = code, found


class NoSuchYear(Exception):
    """A code was said to be of a year that no notice in force is of; ``years`` are those there are, the
    newest first."""

    def __init__(self, year: int, years: Sequence[int]) -> None:
        super().__init__(year)
        self.year, self.years = year, years


async def typed_by(update: Update, context: Context, person: Person, meant: Meant) -> Located | None:
    """The finding that somebody with a role means: before the newest comes that on which their unit works, if
    it is one. Of a town that is named, nothing but its own. Raises SeveralTowns, NoSuchYear."""
    found = await may_be_typed_by(update, context, person, meant)
    if not found:
        await need_year(context, person, meant)
    if len(found) > 1:
        raise SeveralTowns(meant.code, found)
    return next(iter(found), None)


async def need_year(context: Context, person: Person, meant: Meant) -> None:
    """Raises NoSuchYear where no notice is of the year that was said, but some are of others."""
    years = await context.db(notices.years, meant.town_id or person.town_id)
    if meant.year is not None and years and meant.year not in years:
        raise NoSuchYear(meant.year, years)


async def may_be_typed_by(update: Update, context: Context, person: Person, meant: Meant) -> list[Located]:
    """The same, and that of each of a few towns where whose is meant cannot be told: by who works for all of
    them, is not in the chat of one, and was shown none of theirs last."""
    code = meant.code
    if meant.town_id is not None:
        having = await context.db(notices.having, code, meant.year, meant.town_id)
    else:
        having = await _having(context, code, meant.year, person.town_id)
    if len(having) > 1:
        own = await context.db(ownerships.works_on, person.unit, having, code)
        having = own if len(own) == 1 else having
    if len(having) > 1 and person.town_id is None:
        having = await _of_one_town(update, context, await context.db(towns.newest_of_each, having))
    else:
        having = having[:1]
    return [one for notice_id in having[:_FEW] if (one := await found_at(context, notice_id, code))]


async def _of_one_town(update: Update, context: Context, newest: Mapping[int | None, int]) -> list[int]:
    """The notice of the town that the chat is of, or whose card was shown there last; else that of each."""
    known = await look_up(update, context)
    talk = last_shown(known.shown, update, context)
    last = talk.shown or talk.among if talk else ()
    shown = await context.record(last[0][0]) if last else None
    if known.home is not None and known.home in newest:
        return [newest[known.home]]
    if shown is not None and shown.town_id in newest:
        return [newest[shown.town_id]]
    return [*newest.values()]


async def _having(context: Context, code: str, year: int | None, town_id: int | None) -> list[int]:
    if not code:
        return []
    of_town = await context.db(notices.having, code, year, town_id)
    return of_town or await context.db(notices.having, code, year)
