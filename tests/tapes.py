"""Conversations with the real bot, written down as they went: the pages under docs/ are made of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.clock import tick
from bot.shapes import Account
from bot.shown import Shown
from handlers.views.html import plain
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")
_AGAIN = "（又是上面那一页）"
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FILES = {"sendPhoto": "（照片）", "sendMediaGroup": "（照片）", "sendDocument": "（文件）"}


@dataclass(slots=True)
class Tape:
    """Writes down what somebody says, taps and is told; what others do meanwhile is a note in brackets."""

    town: Town
    lines: list[str] = field(default_factory=list)

    async def say(self, who: Someone, text: str, group: Account | None = None) -> None:
        await self._record(who, f"您> {text}", who.says(text, group))

    async def send_voice(self, who: Someone) -> None:
        voice = {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}
        await self._record(who, "您> 语音", who.sends(voice))

    async def tap(self, who: Someone, beginning: str) -> None:
        label = _whole_label(who, beginning)
        await self._record(who, f"点> [{beginning}]", who.taps(label))

    async def upload(self, who: Someone, name: str, data: bytes) -> None:
        await self._record(who, f"您> （文件 {name}）", who.uploads(name, data))

    async def hear(self, who: Someone, note: str, only: str = "") -> None:
        """What comes of its own accord, or what of it has these words; the note says when, or why."""
        before = len(self.town.telegram.shown)
        await self.town.deliver()
        self.lines.append(f"（{note}）")
        for shown in self.town.telegram.shown[before:]:
            if shown.chat_id == who.account.id and only in shown.text:
                who.seen.append(shown)
                self._show(shown)

    async def hear_at(self, who: Someone, local: str, note: str, only: str = "") -> None:
        """The same when the clock ticks at that moment of the town."""
        self._tick(local)
        await self.hear(who, note, only)

    async def let_pass(self, local: str) -> None:
        """Everything up to that moment has come, and is not written down."""
        self._tick(local)
        await self.town.deliver()

    def _tick(self, local: str) -> None:
        self.town.clock.time = datetime.fromisoformat(local).replace(tzinfo=_SHANGHAI)
        tick(self.town.database, self.town.clock.now(), _SHANGHAI, self.town.bot.jobs)

    async def _record(self, who: Someone, line: str, act: Awaitable[str]) -> None:
        self.lines.append(line)
        before = len(who.seen)
        await act
        for shown in who.seen[before:]:
            self._show(shown)

    def _show(self, shown: Shown) -> None:
        text = _rendered(shown)
        self.lines.append(_AGAIN if text in self.lines else text)


Trip = Callable[[Tape], Awaitable[None]]


async def page(head: str, trips: Sequence[tuple[str, Trip]]) -> str:
    """The whole page; every trip begins with a bot that knows nobody."""
    parts = [head]
    for title, trip in trips:
        with TemporaryDirectory() as folder:
            town = Town(Path(folder))
            await town.open()
            tape = Tape(town)
            await trip(tape)
            said = "\n\n".join(tape.lines)
            parts.append(f"## {title}\n\n```\n{said}\n```\n")
            await town.close()
            town.database.close()
    return "\n".join(parts)


def _whole_label(who: Someone, beginning: str) -> str:
    """A button's label as it is, which may be shortened at its end."""
    labels = [label for shown in reversed(who.seen) for label in who.labels(shown)]
    return next(label for label in labels if label.startswith(beginning[:20]))


def _rendered(shown: Shown) -> str:
    rows = ["  ".join(f"[{button.label}]" for button in row) for row in shown.rows]
    if shown.method == "editMessageReplyMarkup":
        return "\n".join(rows)
    return "\n".join([*([_FILES[shown.method]] if shown.files else []), plain(shown.html), *rows])
