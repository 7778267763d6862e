"""poster: a sheet for the village notice board, of a notice or of some of its findings."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot import texts
from bot.commands.register import named, record_in_force
from bot.fonts import find_font
from bot.opening import library_of, open_database
from bot.problem import Problem, cannot_open
from bot.settings import Settings
from bot.username import NoName, ask_name
from handlers.printing import Printer
from handlers.views.sheet import Sheet, pdf
from handlers.views.texts import posters
from knowledge.links import To
from knowledge.record import Located, Record

_PDF, _PNG = ".pdf", ".png"
_NAME = re.compile(r"@?(?P<name>[A-Za-z]\w{4,31})", re.ASCII)


def poster(
    codes: list[str], out: Path, notice_id: int | None, bot: str | None, settings: Settings, now: datetime
) -> int:
    """Writes a page for each code, or one of the whole notice; a file of that name is replaced."""
    if out.suffix.lower() not in (_PDF, _PNG):
        raise Problem(texts.POSTER_FORMAT)
    if len(codes) > 1 and out.suffix.lower() == _PNG:
        raise Problem(texts.POSTER_PAGES)
    font = find_font(settings.font)
    if font is None:
        raise Problem(posters.NO_FONT)
    printer = Printer(_bot(bot, settings), now.astimezone(settings.zone).date(), settings.zone, font)
    with open_database(settings) as database:
        record = record_in_force(database, notice_id, now)
        if codes:
            sheets = (printer.finding(one).sheet for one in _found(codes, record))
        else:
            to = To.TOWN if notice_id is None else To.NOTICE
            index = library_of(settings, database).index()
            sheets = (one.sheet for one in [printer.notice(record, index, to)])
    _write(out, sheets, record.notice.title)
    print(texts.POSTER_WRITTEN.format(of=named(record), path=out, count=len(codes) or 1))
    return 0


def _bot(named: str | None, settings: Settings) -> str:
    """The bot's name: the one that was given, else Telegram is asked."""
    if named is not None:
        match = _NAME.fullmatch(named)
        if match is None:
            raise Problem(texts.POSTER_BAD_NAME.format(name=named))
        return match["name"]
    try:
        return ask_name(settings)
    except NoName as failure:
        raise Problem(texts.POSTER_NO_NAME.format(why=failure)) from failure


def _found(codes: list[str], record: Record) -> list[Located]:
    found = [(code, record.finding(code)) for code in codes]
    unknown = [code for code, finding in found if finding is None]
    if unknown:
        raise Problem(texts.POSTER_NO_CODE.format(codes="、".join(unknown), title=record.notice.title))
    return [Located(record, finding) for _, finding in found if finding]


def _write(out: Path, sheets: Iterator[Sheet], title: str) -> None:
    data = next(sheets).png() if out.suffix.lower() == _PNG else pdf(sheets, title)
    try:
        out.write_bytes(data)
    except OSError as failure:
        raise cannot_open(out, failure) from failure
