"""People who write to a fleet: each chat's updates are delivered in order, to any worker, until one is
answered 200, as Telegram and a proxy do."""

import asyncio
import itertools
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import httpx

from bot.shapes import Account, Json
from bot.shown import Shown
from knowledge.codes import find_codes
from tests.courier import HEADER, SECRET
from tests.simulated_telegram import SimulatedTelegram

_AGAIN_SECONDS, _LOOK_SECONDS = 0.1, 0.02
_STAFF_FROM, _CITIZENS_FROM = 20_000, 100_000


class Postman:
    """Delivers; ``refusals`` counts the answers that were none, or not 200."""

    def __init__(self, doors: list[str]) -> None:
        self._doors = itertools.cycle(doors)
        self._client = httpx.AsyncClient(timeout=20, limits=httpx.Limits(max_connections=None))
        self.refusals: Counter[str] = Counter()
        self.accepted: set[int] = set()

    async def deliver(self, update: Json) -> None:
        """Returns when it is accepted."""
        while not await self._is_accepted(update):
            await asyncio.sleep(_AGAIN_SECONDS)
        self.accepted.add(update["update_id"])

    async def _is_accepted(self, update: Json) -> bool:
        try:
            answer = await self._client.post(next(self._doors), json=update, headers={HEADER: SECRET})
        except httpx.TransportError as fault:
            self.refusals[type(fault).__name__] += 1
            return False
        if answer.status_code != 200:
            self.refusals[str(answer.status_code)] += 1
        return answer.status_code == 200

    async def close(self) -> None:
        await self._client.aclose()


@dataclass(slots=True)
class Asked:
    """A question, when it was asked, and when it was answered."""

    code: str
    at: float
    answered_at: list[float] = field(default_factory=list)


class Citizens:
    """So many at a time, each asks for every code once, one after another, and makes room for the next.
    Nobody waits for an answer before the next question."""

    def __init__(
        self, telegram: SimulatedTelegram, postman: Postman, codes: tuple[str, ...], gap: float
    ) -> None:
        self._telegram, self._postman, self._codes, self._gap = telegram, postman, codes, gap
        self._ids = itertools.count(_CITIZENS_FROM)
        self.asked: dict[int, dict[str, Asked]] = {}
        self.answers: dict[int, list[str]] = defaultdict(list)

    async def ask_until(self, ends_at: float, at_once: int) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(self._one_after_another(ends_at))

    async def _one_after_another(self, ends_at: float) -> None:
        await asyncio.sleep(random.uniform(0, self._gap))
        while time.monotonic() < ends_at:
            await self._ask(Account(next(self._ids), "群众"), ends_at)

    async def _ask(self, who: Account, ends_at: float) -> None:
        asked = self.asked[who.id] = {}
        for code in self._codes:
            if time.monotonic() > ends_at:
                return
            asked[code] = Asked(code, time.monotonic())
            await self._postman.deliver(self._telegram.says(who, code))
            await asyncio.sleep(self._gap * random.uniform(0.5, 1.5))

    def see(self, shown: Shown, at: float) -> None:
        """One of them is shown something."""
        if found := find_codes(shown.text[:8]):
            self.answers[shown.chat_id].append(found[0])
            self.asked[shown.chat_id][found[0]].answered_at.append(at)

    @property
    def unanswered(self) -> int:
        every = (one for asked in self.asked.values() for one in asked.values())
        return sum(not one.answered_at for one in every)


class Staff:
    """Post progress: each confirms what they are shown, and goes on when it is published."""

    def __init__(self, telegram: SimulatedTelegram, postman: Postman, how_many: int) -> None:
        self.members = [Account(_STAFF_FROM + number, "工作人员") for number in range(how_many)]
        self._telegram, self._postman = telegram, postman
        self._shown: dict[int, asyncio.Queue[Shown]] = defaultdict(asyncio.Queue)
        self._numbers = itertools.count(1)
        self.confirmed: list[str] = []
        self.may_post = asyncio.Event()
        self.may_post.set()

    async def post_until(self, ends_at: float, gap: float) -> None:
        async with asyncio.TaskGroup() as group:
            for member in self.members:
                group.create_task(self._post(member, ends_at, gap))

    async def _post(self, who: Account, ends_at: float, gap: float) -> None:
        while time.monotonic() < ends_at:
            await asyncio.sleep(gap * random.uniform(0.5, 1.5))
            await self.may_post.wait()
            words = f"第{next(self._numbers)}号进展"
            await self._postman.deliver(self._telegram.says(who, f"/progress 1.2.6 {words}"))
            preview = await self._one_with(who, words, "发布")
            button = next(one for one in preview.buttons if one.label == "发布")
            await self._postman.deliver(self._telegram.taps(who, preview, button))
            self.confirmed.append(words)
            await self._one_with(who, "已发布")

    async def _one_with(self, who: Account, words: str, label: str = "") -> Shown:
        while True:
            shown = await self._shown[who.id].get()
            labels = {button.label for button in shown.buttons}
            if words in shown.text and (not label or label in labels):
                return shown

    def see(self, shown: Shown) -> None:
        """One of them is shown something."""
        self._shown[shown.chat_id].put_nowait(shown)


async def watch(telegram: SimulatedTelegram, citizens: Citizens, staff: Staff) -> None:
    """Tells people what they are shown, until it is cancelled."""
    seen = 0
    while True:
        now = time.monotonic()
        new, seen = telegram.shown[seen:], len(telegram.shown)
        for shown in new:
            if shown.chat_id >= _CITIZENS_FROM:
                citizens.see(shown, now)
            elif shown.chat_id >= _STAFF_FROM:
                staff.see(shown)
        await asyncio.sleep(_LOOK_SECONDS)
