"""The commonest trips of citizens, really made: ``python -m tests.bench.trips`` writes docs/citizens.md."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.offline import Shown
from bot.shapes import Account
from handlers.views.html import plain
from knowledge.model import Role
from tests.town import Someone, Town

PAGE = Path(__file__).parents[2] / "docs" / "citizens.md"
_GROUP = Account(-500, "湖滨镇群")
_AGAIN = "（又是上面那一页）"
_HEAD = """# 群众用法

以下都抄自真实的对话（`python -m tests.bench.trips` 重抄）。方括号是按钮，“点”就是点它；
带竖线的是通报或责任单位的原话，其余是机器人说的。点按钮只改原来那条消息，不会刷屏；“返回”总是回到来的地方。
"""


@dataclass(frozen=True, slots=True)
class Trip:
    """What a citizen says, and taps where it stands in brackets; in a group what begins with @."""

    title: str
    steps: Sequence[str]
    news: str = ""
    """What staff publish before."""


_TRIPS = (
    Trip("第一次打开", ["/start"]),
    Trip("问一件事", ["喷漆中心整改进展", "[有用]"]),
    Trip("说得不太准，点一下", ["污水", "[1.1.1 部分问题仍未整改完成]", "[返回]"]),
    Trip("答得不对", ["污水管网", "[没答到点]"]),
    Trip("哪些没改完", ["哪些没完成", "[2.2.2]", "[返回]"]),
    Trip("从目录里找", ["目录", "[2.2]", "[2.2.1]", "[返回]", "[目录]"]),
    Trip("看有没有新进展", ["泵站", "[进展]"], news="1.2.6 泵站已修好，正在试运行"),
    Trip("问了通报里没有的", ["明天下雨不"]),
    Trip("要电话", ["联系电话多少"]),
    Trip("打招呼、发火、发语音", ["你好", "你们都是骗子", "语音", "谢谢"]),
    Trip("在群里问", ["@zhenggai_bot 喷漆中心整改进展"]),
)


async def page() -> str:
    """The whole page; every trip begins with a bot that knows nobody."""
    parts = [_HEAD]
    for trip in _TRIPS:
        with TemporaryDirectory() as folder:
            town = Town(Path(folder))
            await town.open()
            parts.append(f"## {trip.title}\n\n```\n{await _made(town, trip)}\n```\n")
            await town.close()
            town.database.close()
    return "\n".join(parts)


async def _made(town: Town, trip: Trip) -> str:
    if trip.news:
        staff = await town.invited(Role.STAFF, "水利站")
        await staff.says(f"/progress {trip.news}")
        await staff.taps("发布")
    citizen = town.newcomer()
    lines = []
    for step in trip.steps:
        lines.append(f"点> {step}" if step.startswith("[") else f"您> {step}")
        before = len(citizen.seen)
        await _take(citizen, step)
        shown = [_rendered(one) for one in citizen.seen[before:]]
        lines += [_AGAIN if one in lines else one for one in shown]
    return "\n\n".join(lines)


async def _take(citizen: Someone, step: str) -> None:
    if step.startswith("["):
        await citizen.taps(_whole_label(citizen, step[1:-1]))
    elif step == "语音":
        await citizen.sends({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}})
    else:
        await citizen.says(step, _GROUP if step.startswith("@") else None)


def _whole_label(citizen: Someone, beginning: str) -> str:
    """A button's label as it is, which may be shortened at its end."""
    return next(label for label in citizen.labels(citizen.last) if label.startswith(beginning[:20]))


def _rendered(shown: Shown) -> str:
    rows = ["  ".join(f"[{button.label}]" for button in row) for row in shown.rows]
    changed_only = shown.method == "editMessageReplyMarkup"
    return "\n".join(rows if changed_only else [plain(shown.html), *rows])


if __name__ == "__main__":
    PAGE.write_text(asyncio.run(page()), encoding="utf-8")
