"""From the press on 发布 to the receipt, and to the next answer, in a busy database:
python -m tests.bench.publish [UPDATES]"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from db.models import DraftRow, UpdateRow
from knowledge.model import Role
from tests.town import Someone, Town

_PRESSES = 200


def _fill(town: Town, updates: int) -> None:
    """So many updates, spread over the findings."""
    with town.database.transaction() as session:
        for number in range(1, updates + 1):
            finding, now = number % 27 + 1, town.clock.now()
            session.add(
                DraftRow(
                    id=number, author_id=1, finding_id=finding, text=f"第{number}号进展", unit="环保办",
                    status="not_stated", state="published", created_at=now,
                )
            )  # fmt: skip
            session.add(
                UpdateRow(
                    finding_id=finding, draft_id=number, author_id=1, text=f"第{number}号进展",
                    unit="环保办", status="not_stated", published_at=now,
                )
            )  # fmt: skip


async def _press(staff: Someone, citizen: Someone, number: int) -> tuple[float, float]:
    """Seconds until the receipt, and until the next answer has it."""
    text = f"再报{number}"
    await staff.says(f"/progress 1.2.6 {text}")
    started = time.perf_counter()
    assert "已发布" in await staff.taps("发布")
    published = time.perf_counter()
    assert text in await citizen.says("1.2.6")
    return published - started, time.perf_counter() - published


async def _measure(folder: Path, updates: int) -> list[tuple[float, float]]:
    town = Town(folder)
    await town.open()
    _fill(town, updates)
    staff, citizen = await town.invited(Role.STAFF), town.newcomer()
    times = []
    for number in range(_PRESSES):
        town.clock.time = town.clock.time.replace(year=2021 + number // 300)
        town.bot.application.bot_data["services"].budgets.forget()
        times.append(await _press(staff, citizen, number))
    await town.close()
    town.database.close()
    return times


def main() -> None:
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(_measure(Path(folder), updates))
    for what, column in (("press to receipt", 0), ("next answer", 1)):
        cuts = quantiles((1000 * one[column] for one in times), n=100)
        sys.stdout.write(f"{updates} updates, {what}: p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms\n")


if __name__ == "__main__":
    main()
