"""digest: a day's digest in the terminal, or with its chart and the register as files."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from bot import texts
from bot.commands.towns import newest_of_town
from bot.fonts import find_font
from bot.opening import load_shipped_notice, open_database
from bot.problem import Problem, cannot_open
from bot.settings import Settings
from db import records
from handlers.digesting import chart_of, county_of, digests_of
from handlers.views import digest as views
from handlers.views.register import register
from knowledge.progress.mornings import Span


def digest(day: date | None, folder: Path | None, town: str | None, settings: Settings, now: datetime) -> int:
    """Prints the digest of a day, by default today, of a town or of all; into a folder it writes text, chart
    and register, the last two of the newest notice."""
    today = now.astimezone(settings.zone).date()
    if day is not None and day > today:
        raise Problem(texts.DAY_TO_COME.format(day=day))
    span = Span(day or today, day or today)
    with open_database(settings) as database:
        load_shipped_notice(database, now)
        newest = newest_of_town(database, town) if town else None
        record = records.record(database, newest)
        if record is None:
            raise Problem(texts.DOCTOR_NO_NOTICE)
        town_id = record.town_id if town else None
        read = partial(records.several, database)
        told = digests_of(database, read, span, today, now, settings.zone, town_id)
        said = views.digest(told, county_of(database, told) if town_id is None else ()).plain
    if folder is None:
        print(said)
        return 0
    picture = chart_of(record, today, settings.zone, find_font(settings.font))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "digest.txt").write_text(f"{said}\n", encoding="utf-8")
        (folder / "chart.png").write_bytes(picture.png)
        (folder / "register.xlsx").write_bytes(register(record, settings.zone))
    except OSError as failure:
        raise cannot_open(folder, failure) from failure
    print(texts.DIGEST_WRITTEN.format(folder=folder))
    return 0
