"""parse, load and notices: a file becomes a notice, or a clear no; which there are, and withdrawing one."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from bot import texts
from bot.commands.confirming import confirmed
from bot.opening import open_database
from bot.problem import Problem, cannot_open
from bot.settings import Settings
from db import aliases, loading, notices, records
from db.engine import Database
from handlers.views import load_report
from handlers.views.texts import admin, public
from knowledge.model import Alias, Finding, Notice, Outlook
from knowledge.reading.aliases import read_aliases
from knowledge.reading.documents import MAX_BYTES
from knowledge.reading.formats import Unreadable
from knowledge.reading.parser import Reading, read_notice
from knowledge.record import Record


def parse(path: Path, form: Literal["words", "json", "markdown"], settings: Settings, now: datetime) -> int:
    """Shows how the file was understood; stores nothing."""
    reading = _read(path)
    if form == "json":
        print(json.dumps(_json(reading), ensure_ascii=False, indent=2))
    else:
        report = _markdown(reading.notice) if form == "markdown" else _report(reading, _today(settings, now))
        print("\n".join(report))
    return 0


def load(paths: Sequence[Path], yes: bool, settings: Settings, now: datetime) -> int:
    """Shows report and difference, asks, and stores the notice, which is then in force. Of several files, or
    a folder, it says one line each, and asks nothing: they are loaded with --yes alone, those that can be
    read."""
    files = [*_files(paths)]
    if len(files) == 1:
        return _load_one(files[0], yes, settings, now)
    if not yes:
        raise Problem(texts.SEVERAL_NEED_YES.format(count=len(files)))
    with open_database(settings) as database:
        today = _today(settings, now)
        failed = [path for path in files if not _load_of_several(path, database, now, today)]
    print(texts.LOADED_SEVERAL.format(count=len(files) - len(failed), failed=len(failed)))
    return 1 if failed else 0


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, and what lies in the folders, by name, but hidden files and tables of aliases."""
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            is_notice = file.is_file() and not file.name.startswith((".", "~")) and file.suffix != ".tsv"
            if is_notice or not path.is_dir():
                yield file


def _load_one(path: Path, yes: bool, settings: Settings, now: datetime) -> int:
    reading = _read(path)
    with open_database(settings) as database:
        outlook = loading.outlook(database, reading.notice)
        record = records.record(database, outlook.compared) if outlook.compared else None
        report = _report(reading, _today(settings, now))
        print("\n".join([*report, *_outlook(reading.notice, record, outlook)]))
        if not yes and not confirmed(texts.CONFIRM, texts.NEEDS_YES):
            print(texts.NOT_CONFIRMED)
            return 0
        loaded = loading.load(database, reading.notice, now)
        named = aliases.ship(database, reading.notice, _aliases_beside(path), now)
    count = len(reading.notice.findings)
    print(texts.LOADED.format(count=count) if loaded else texts.ALREADY_LOADED)
    if named:
        print(texts.ALIASES.format(count=named))
    return 0


def _load_of_several(path: Path, database: Database, now: datetime, today: date) -> bool:
    """Loads one, and says in a line what became of it; one that cannot be read does not stop the others."""
    try:
        reading, known_as = _read(path), _aliases_beside(path)
    except Problem as problem:
        print(f"✗ {problem}")
        return False
    loaded = loading.load(database, reading.notice, now)
    aliases.ship(database, reading.notice, known_as, now)
    form = texts.LOADED_ONE if loaded else texts.LOADED_BEFORE
    count, doubts = len(reading.notice.findings), len(reading.doubts_on(today))
    print(form.format(path=path, title=reading.notice.title, count=count, doubts=doubts))
    return True


def list_notices(settings: Settings) -> int:
    """Prints a line for each: the id that withdraw takes, whether it is in force, when loaded, title."""
    with open_database(settings) as database:
        all_stored = notices.stored(database)
    for one in all_stored:
        mark = admin.IN_FORCE if one.in_force else admin.NOT_IN_FORCE
        loaded = one.loaded_at.astimezone(settings.zone).date()
        issued = one.issued_on or admin.UNDATED
        facts = {"id": one.id, "mark": mark, "loaded": loaded, "count": one.findings, "title": one.title}
        print(texts.NOTICE.format(issued=issued, **facts))
    if not all_stored:
        print(admin.NO_NOTICES)
    return 0


def withdraw(notice_id: int, settings: Settings, now: datetime) -> int:
    """A running bot answers from the edition that it replaced, if any, and from the other notices."""
    with open_database(settings) as database:
        if not loading.withdraw(database, notice_id, now):
            raise Problem(texts.NO_SUCH_NOTICE.format(id=notice_id))
        left = records.record(database)
    print(texts.WITHDRAWN.format(id=notice_id))
    if left is None:
        print(texts.WITHDRAWN_LAST)
    return 0


def _aliases_beside(path: Path) -> tuple[Alias, ...]:
    """What people call the findings, where such a table lies beside the notice: 通报.aliases.tsv."""
    table = path.with_suffix(".aliases.tsv")
    try:
        return read_aliases(table.read_text(encoding="utf-8-sig")) if table.exists() else ()
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(table, failure) from failure


def _read(path: Path) -> Reading:
    try:
        with path.open("rb") as file:
            return read_notice(file.read(MAX_BYTES + 1))
    except Unreadable as failure:
        raise Problem(admin.FILE_IS.format(path=path, problem=admin.UNREADABLE[failure.reason])) from failure
    except OSError as failure:
        raise cannot_open(path, failure) from failure


def _json(reading: Reading) -> dict[str, object]:
    notice = reading.notice
    return {
        "title": notice.title,
        "issuer": notice.issuer,
        "issued_on": notice.issued_on.isoformat() if notice.issued_on else None,
        "phone": notice.phone,
        "email": notice.email,
        "inspection_period": notice.inspection_period,
        "findings": [asdict(finding) for finding in notice.findings],
        "unassigned": list(reading.unassigned),
    }


def _markdown(notice: Notice) -> Iterator[str]:
    """The notice for other uses: its headings, and problem, reply and status of each finding."""
    yield f"# {notice.title}"
    above: tuple[str | None, str | None] = (None, None)
    for finding in notice.findings:
        if finding.section and finding.section != above[0]:
            yield f"\n## {finding.section}"
        if finding.heading and (finding.section, finding.heading) != above:
            yield f"\n### {finding.heading}"
        above = (finding.section, finding.heading)
        yield f"\n#### {finding.code}（{public.STATUS[finding.status]}）"
        yield from (f"\n**{label}**\n\n{text}" for label, text in _parts(finding) if text)


def _parts(finding: Finding) -> tuple[tuple[str, str], ...]:
    problem, reply = (text.replace("\n", "\n\n") for text in (finding.problem, finding.rectification))
    return (admin.FIELDS["problem"], problem), (admin.FIELDS["rectification"], reply)


def _today(settings: Settings, now: datetime) -> date:
    return now.astimezone(settings.zone).date()


def _report(reading: Reading, today: date) -> Iterator[str]:
    """What was read, finding by finding, and what was not."""
    yield from load_report.head(reading, today)
    yield from load_report.table(reading.notice)
    yield from load_report.rest(reading)


def _outlook(notice: Notice, record: Record | None, outlook: Outlook) -> Iterator[str]:
    """What is other than before, and how many notices stay in force."""
    yield from load_report.difference(record, notice, outlook)
    yield from load_report.beside(outlook.others)
