"""Whether all is well: a line for each thing that can be wrong, ✓ or what to do."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from telegram import Bot, WebhookInfo
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot import texts
from bot.fonts import find_font
from bot.lock import in_service_since, is_held
from bot.opening import phrases_of, words_of
from bot.problem import Problem
from bot.settings import Settings, Webhook
from db import evidence, records
from db.audit import audit
from db.backup import EVIDENCE, nightly
from db.dialects import POSTGRESQL
from db.engine import Database
from db.history import newest_line_at
from db.migrate import TooNew, is_current, is_made
from db.vault import Vault

_LEAST_FREE = 500_000_000
_OLDEST_BACKUP = timedelta(days=2)
_PATIENCE_SECONDS = 10.0
# An error of an earlier delivery is no news.
_RECENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """``to_do`` is empty where all is well; ``found`` says what was looked at."""

    found: str
    to_do: str = ""


def checks(settings: Settings, now: datetime) -> Iterator[Check]:
    """Looks at one thing after another; changes nothing."""
    yield Check(texts.DOCTOR_SETTINGS.format(zone=settings.zone, now=now.astimezone(settings.zone)))
    if not settings.data_dir.is_dir():
        yield _place(settings.data_dir)
    else:
        yield _folder(settings.data_dir)
        yield _disk(settings.data_dir)
        yield from _database(settings, now)
        yield _backups(settings, now)
    yield _words(settings)
    yield _font(settings)
    yield from asyncio.run(_telegram(settings, now)) if settings.token else [Check(texts.DOCTOR_NO_TOKEN)]


def _place(folder: Path) -> Check:
    """Whether the folder can be made where it is to be."""
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        return Check("", texts.DOCTOR_NO_PLACE.format(path=folder))
    return Check(texts.DOCTOR_NO_FOLDER.format(path=folder))


def _folder(folder: Path) -> Check:
    """Others must not read what citizens wrote."""
    open_to_others = [file for file in (folder, *folder.iterdir()) if file.stat().st_mode & 0o077]
    if open_to_others:
        return Check("", texts.DOCTOR_OPEN_TO_OTHERS.format(path=open_to_others[0]))
    return Check(texts.DOCTOR_FOLDER.format(path=folder))


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    size = texts.DOCTOR_DISK.format(free=free / 1e9)
    return Check(size, "" if free >= _LEAST_FREE else texts.DOCTOR_DISK_FULL.format(free=free / 1e6))


def _database(settings: Settings, now: datetime) -> Iterator[Check]:
    file = Path(settings.database_url.database or "")
    if _is_file(settings) and not file.is_file():
        is_placed = file.parent.is_dir() and os.access(file.parent, os.W_OK)
        yield Check(texts.DOCTOR_NO_DATABASE, "" if is_placed else texts.BAD_DATABASE)
        return
    try:
        with closing(Database(settings.database_url)) as database:
            if not is_made(database):
                yield Check(texts.DOCTOR_NO_DATABASE)
                return
            if not is_current(database):
                yield Check("", texts.DOCTOR_OLD_DATABASE)
                return
            yield _product(database)
            yield _history(database)
            yield _clock(database, now)
            yield _notice(database)
            yield _evidence(database, settings.data_dir)
    except TooNew:
        yield Check("", texts.DATABASE_TOO_NEW)
    except DatabaseError:
        yield Check("", texts.BAD_DATABASE)


def _product(database: Database) -> Check:
    which = database.product()
    if database.is_postgresql:
        which = texts.DOCTOR_ON_SERVER.format(product=which, name=database.engine.url.database)
    return Check(texts.DOCTOR_DATABASE.format(which=which))


def _is_file(settings: Settings) -> bool:
    return settings.database_url.get_backend_name() != POSTGRESQL


def _history(database: Database) -> Check:
    found = audit(database)
    return Check(texts.DOCTOR_HISTORY.format(count=found.lines), texts.DOCTOR_FORGED if found.faults else "")


def _clock(database: Database, now: datetime) -> Check:
    """What was noted last cannot be in the future."""
    newest = newest_line_at(database)
    ahead = newest is not None and newest > now
    return Check(texts.DOCTOR_CLOCK, texts.DOCTOR_CLOCK_BEHIND.format(newest=newest) if ahead else "")


def _notice(database: Database) -> Check:
    record = records.record(database)
    if record is None:
        return Check("", texts.DOCTOR_NO_NOTICE)
    count = len(record.notice.findings)
    form = texts.DOCTOR_NOTICES if record.is_one_of_several else texts.DOCTOR_NOTICE
    return Check(form.format(title=record.notice.title, count=count, notices=record.in_force))


def _evidence(database: Database, data_dir: Path) -> Check:
    """Every photo and file that was kept, byte for byte."""
    names = evidence.kept(database)
    faulty = [*Vault(data_dir / EVIDENCE).faulty(names)]
    found = texts.DOCTOR_EVIDENCE.format(count=len(names))
    return Check(
        found, texts.DOCTOR_EVIDENCE_FAULTY.format(count=len(faulty), name=faulty[0]) if faulty else ""
    )


def _backups(settings: Settings, now: datetime) -> Check:
    if not _is_file(settings):
        return Check(texts.DOCTOR_PG_DUMP)
    began = in_service_since(settings.data_dir)
    if began is None:
        return Check(texts.DOCTOR_BACKUP_LATER)
    made = [file.stat().st_mtime for file in nightly(settings.data_dir)]
    if now.timestamp() - max([*made, began]) > _OLDEST_BACKUP.total_seconds():
        return Check("", texts.DOCTOR_NO_BACKUP)
    return Check(texts.DOCTOR_BACKUPS.format(count=len(made)))


def _words(settings: Settings) -> Check:
    try:
        words_of(settings)
        phrases_of(settings)
    except Problem as problem:
        return Check("", str(problem))
    return Check(texts.DOCTOR_WORDS)


def _font(settings: Settings) -> Check:
    """Without one the pictures still say all, so that this is advice; one that was named must be right."""
    font = find_font(settings.font)
    if settings.font not in (None, font):
        instead = font or texts.DOCTOR_ONLY_DIGITS
        return Check("", texts.DOCTOR_BAD_FONT.format(path=settings.font, instead=instead))
    return Check(texts.DOCTOR_FONT.format(path=font) if font else texts.DOCTOR_NO_FONT)


async def _telegram(settings: Settings, now: datetime) -> list[Check]:
    """Whether Telegram is reached, knows the token, and sends here what people write."""
    request = HTTPXRequest(proxy=settings.proxy)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            async with Bot(settings.token or "", f"{settings.api_url}/bot", request=request) as bot:
                form = texts.DOCTOR_TELEGRAM if bot.supports_inline_queries else texts.DOCTOR_NO_INLINE
                return [
                    Check(form.format(name=bot.username)),
                    await _receiver(bot, settings, now),
                ]
    except InvalidToken:
        return [Check("", texts.BAD_TOKEN)]
    except (TelegramError, TimeoutError) as failure:
        return [Check("", texts.NO_TELEGRAM.format(why=type(failure).__name__))]


async def _receiver(bot: Bot, settings: Settings, now: datetime) -> Check:
    """Whether what people write comes here."""
    info, data_dir = await bot.get_webhook_info(), settings.data_dir
    if settings.webhook:
        return await _delivery(info, settings.webhook, is_held(data_dir), now)
    return Check("", texts.DOCTOR_WEBHOOK) if info.url else await _other_receiver(bot, data_dir)


async def _delivery(info: WebhookInfo, webhook: Webhook, is_running: bool, now: datetime) -> Check:
    """What Telegram says of its deliveries. That the address is not reached from here is no fault: many a
    network does not let one go out and come in again."""
    if not is_running:
        return Check(texts.DOCTOR_WEBHOOK_LATER.format(host=webhook.host))
    if info.url != webhook.url:
        return Check("", texts.DOCTOR_WEBHOOK_ELSEWHERE)
    seen = await _seen_from_here(webhook)
    facts = {"host": webhook.host, "count": info.pending_update_count, "seen": seen}
    if info.last_error_date and now - info.last_error_date < _RECENT and info.pending_update_count:
        return Check("", texts.DOCTOR_WEBHOOK_FAILS.format(why=info.last_error_message, **facts))
    return Check(texts.DOCTOR_WEBHOOK_WELL.format(**facts))


async def _seen_from_here(webhook: Webhook) -> str:
    """What becomes of a delivery without the secret: our door refuses it."""
    try:
        async with HTTPXRequest() as request:
            status, _ = await request.do_request(webhook.url, "POST")
    except NetworkError:
        return texts.DOCTOR_DOOR_NOT_REACHED
    return texts.DOCTOR_DOOR_SEEN if status == 403 else texts.DOCTOR_NOT_OUR_DOOR.format(status=status)


async def _other_receiver(bot: Bot, data_dir: Path) -> Check:
    """Who else takes the updates. Our own bot would be disturbed by asking, so that it is not asked then."""
    if is_held(data_dir):
        return Check(texts.DOCTOR_RUNNING)
    try:
        await bot.get_updates(limit=1, timeout=0)  # without an offset nothing is confirmed
    except Conflict:
        return Check("", texts.DOCTOR_CONFLICT)
    return Check(texts.DOCTOR_NOBODY)
