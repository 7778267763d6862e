"""A finding with many followers changes while questions are answered:
python -m tests.bench.followers [FOLLOWERS]

Everything runs in real time on the in-process Bot API: presses on 发布, the pages of the fan-out, and a
minute of sending beside 50 questions a second.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from sqlalchemy import delete, insert, update
from sqlmodel import col

from bot.delivery import Delivery, sender
from bot.shapes import Account, private
from db import outbox
from db.dispatch import Owed
from db.models import FollowRow, OutboxRow
from handlers.context import services_of
from knowledge.model import Role, Scope
from tests.town import DATA, MORNING, Someone, Town

_PRESSES, _QUESTIONS_A_SECOND, _SECONDS = 100, 50, 60
_FIRST = 1_000_000


def _follow(town: Town, followers: int) -> None:
    """A third each follow the finding, its category, everything."""
    with town.database.transaction() as session:
        matter, category = 11, 6  # 1.2.6 and the first of its category in the notice shipped
        subjects = ((Scope.MATTER, matter), (Scope.CATEGORY, category), (Scope.EVERYTHING, 0))
        rows = [
            {"person_id": _FIRST + number, "scope": scope, "subject_id": subject_id}
            for number, (scope, subject_id) in zip(range(followers), cycle(subjects), strict=False)
        ]
        session.execute(insert(FollowRow), rows)


async def _press(town: Town, staff: Someone, number: int) -> float:
    """Seconds until the receipt, which says how many will hear of it."""
    services_of(town.application).budgets.forget()
    await staff.says(f"/progress 1.2.6 再报{number}")
    started = time.perf_counter()
    assert "关注这件事的" in await staff.taps("发布")
    return time.perf_counter() - started


def _published_once(town: Town) -> None:
    """Only the first publication is owed, to nobody yet."""
    with town.database.transaction() as session:
        is_first = col(OutboxRow.key) == "update:1"
        session.execute(delete(OutboxRow).where(~is_first))
        session.execute(update(OutboxRow).values(state=outbox.State.OWED, expanded_to=None))


def _pages(town: Town) -> Iterator[float]:
    """Seconds for each page of the fan-out."""
    more = True
    while more:
        started = time.perf_counter()
        more = outbox.expand(town.database, MORNING, town.settings.zone)
        yield time.perf_counter() - started


async def _ask(town: Town, seconds: list[float]) -> None:
    """So many questions a second, of people who ask once in a while, whether answers come or not."""
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = cycle([json.loads(line)["q"] for line in lines])
    asking, started = set[asyncio.Task[None]](), time.perf_counter()

    async def one(number: int, question: str) -> None:
        asked = time.perf_counter()
        update = town.telegram.says(Account(1 + number, "群众"), question)
        await town.bot.handle(update)
        seconds.append(time.perf_counter() - asked)

    for number in range(_SECONDS * _QUESTIONS_A_SECOND):
        wait = started + number / _QUESTIONS_A_SECOND - time.perf_counter()
        await asyncio.sleep(max(wait, 0))
        asking.add(asyncio.create_task(one(number, next(questions))))
    await asyncio.gather(*asking)


async def _minute(town: Town, with_sender: bool) -> tuple[list[float], int]:
    """How long each answer took, and how many notifications went out meanwhile."""
    started, sent, seconds = time.perf_counter(), list[int](), list[float]()

    def now() -> datetime:
        return MORNING + timedelta(seconds=time.perf_counter() - started)

    send_one = sender(town.application)

    async def send(owed: Owed) -> None:
        town.telegram.meet(private(Account(owed.chat_id, "群众")))
        await send_one(owed)
        sent.append(owed.chat_id)

    pool = services_of(town.application).pool
    delivery = Delivery(town.database, pool, send, now, town.settings.zone)
    sending = [asyncio.create_task(delivery.run())] if with_sender else []
    await _ask(town, seconds)
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)
    assert len(sent) == len({*sent})
    return seconds, len(sent)


def _say(what: str, seconds: list[float]) -> None:
    cuts = quantiles((1000 * one for one in seconds), n=100)
    sys.stdout.write(f"{what}: p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms\n")


async def _measure(folder: Path, followers: int) -> None:
    town = Town(folder)
    await town.open()
    staff = await town.invited(Role.STAFF)
    _follow(town, followers)
    _say("press to receipt", [await _press(town, staff, number) for number in range(_PRESSES)])
    _say("answers, nothing to send", (await _minute(town, with_sender=False))[0])
    _published_once(town)
    _say("one page of the fan-out", [*_pages(town)])
    _published_once(town)
    busy = time.process_time()
    seconds, sent = await _minute(town, with_sender=True)
    _say(f"answers beside {sent} notifications, {sent / _SECONDS:.1f} a second", seconds)
    sys.stdout.write(f"the last minute took {time.process_time() - busy:.0f} s of processor time\n")
    await town.close()
    town.database.close()


def main() -> None:
    followers = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), followers))


if __name__ == "__main__":
    main()
