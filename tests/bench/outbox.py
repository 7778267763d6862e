"""The long outbox run on a simulated clock, with kills: python -m tests.bench.outbox [NOTIFICATIONS]"""

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.delivery import Delivery
from db import outbox
from db.dispatch import Owed
from db.engine import Database
from db.migrate import upgrade
from db.models import PersonRow
from knowledge.model import Role
from tests.town import MORNING, Clock

_FACTS = {"person_id": 1, "name": "张三", "role": "staff", "unit": "环保办"}

_ZONE = ZoneInfo("Asia/Shanghai")


class _Killed(Exception):
    """The process ends here."""


def _owe(database: Database, receivers: int) -> None:
    with database.transaction() as session:
        for chat_id in range(1, receivers + 1):
            session.add(PersonRow(id=chat_id, name="", role=Role.ADMIN, unit="", joined_at=MORNING))
        outbox.owe_to_role(session, "bench", "joined", _FACTS, outbox.To(Role.ADMIN), MORNING)


async def _run(database: Database, receivers: int) -> tuple[Counter[int], int, float]:
    clock, chance, sent, kills = Clock(MORNING), random.Random(1), Counter[int](), 0

    async def sleep(seconds: float) -> None:
        clock.pass_by(timedelta(seconds=seconds))

    async def send(owed: Owed) -> None:
        if chance.random() < 0.001:
            raise _Killed
        sent[owed.chat_id] += 1

    with ThreadPoolExecutor(1) as pool:
        while len(sent) < receivers:
            delivery = Delivery(database, pool, send, clock.now, _ZONE, sleep)
            try:
                while await delivery.send_batch():
                    pass
            except _Killed:
                kills += 1
    return sent, kills, (clock.now() - MORNING).total_seconds()


def main() -> None:
    receivers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{Path(folder) / 'bench.db'}")) as database,
    ):
        upgrade(database)
        _owe(database, receivers)
        sent, kills, simulated = asyncio.run(_run(database, receivers))
    repeated = sum(times > 1 for times in sent.values())
    rate = sum(sent.values()) / simulated
    sys.stdout.write(
        f"{receivers} owed, {kills} kills: lost {receivers - len(sent)}, repeated {repeated}; "
        f"{rate:.2f} a second of simulated time (limit 30); {time.monotonic() - started:.0f} s of real time\n"
    )


if __name__ == "__main__":
    main()
