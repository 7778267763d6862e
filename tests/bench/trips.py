"""The commonest trips, really made: ``python -m tests.bench.trips`` writes docs/citizens.md and
docs/supervisors.md."""

import asyncio
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from knowledge.model import Role
from tests.pictures import picture
from tests.tapes import GROUP, Tape, Trip, page
from tests.town import Someone

DOCS = Path(__file__).parents[2] / "docs"
_CITIZENS = """# 群众用法

以下都抄自真实的对话（`python -m tests.bench.trips` 重抄）。方括号是按钮，“点”就是点它；圆括号里是别人做的事。
带竖线的是通报或责任单位的原话，其余是机器人说的。点按钮只改原来那条消息，不会刷屏；“返回”总是回到来的地方。
"""
_SUPERVISORS = """# 督办人员用法

早上八点半打开手机，先看要您决定的，点一下就办完；上级要台账，一条命令就有。
以下都抄自真实的对话（`python -m tests.bench.trips` 重抄）；方括号是按钮，圆括号里是别人做的事。

| 图表（日报后面跟着来，或点“图表”） | 台账（发“台账”，A4 横向打印） |
|---|---|
| ![图表](pictures/chart.png) | ![台账](pictures/register.png) |

工作日按国家放假安排算（调休也算在内）；放假安排还没公布的年份，先按周一到周五算，日报里会说明。
不用 Telegram 也能看：`python -m bot digest --date 2021-05-03 --out 文件夹` 写出文字、图表和台账。

几个镇一起用时，您只管本镇的：日报、待审核、台账、提醒、群众意见都只有本镇的；别的镇的事办不了，会直说。
请到“全县”的督办人员什么都看得到、办得了。日报先列各镇：逾期、等了 7 天以上的意见、久未更新，合起来多的在前；
一样多的，没办完的占得多的在前。点镇名看那个镇自己的日报。
"""


def _steps(*steps: str) -> Trip:
    """A citizen's trip: what they say, and tap where it stands in brackets; in a group what begins with @."""

    async def trip(tape: Tape) -> None:
        citizen = tape.town.newcomer()
        for step in steps:
            if step.startswith("["):
                await tape.tap(citizen, step[1:-1])
            elif step == "语音":
                await tape.send_voice(citizen)
            else:
                await tape.say(citizen, step, GROUP if step.startswith("@") else None)

    return trip


async def _published(tape: Tape, unit: str, text: str, with_photo: bool = False) -> Someone:
    """Somebody of the unit, who has published this."""
    staff = await tape.town.invited(Role.STAFF, unit)
    if with_photo:
        await staff.photographs(picture(), f"/progress {text}")
    else:
        await staff.says(f"/progress {text}")
    await staff.taps("发布")
    await tape.town.fetch()
    return staff


async def _news(tape: Tape) -> None:
    await _published(tape, "水利站", "1.2.6 泵站已修好，正在试运行")
    await _steps("泵站", "[进展]")(tape)


async def _follow(tape: Tape) -> None:
    citizen = tape.town.newcomer()
    await tape.say(citizen, "1.2.6")
    await tape.tap(citizen, "关注")
    await _published(tape, "水利站", "1.2.6 泵站已修好，正在试运行")
    await tape.hear(citizen, "水利站发布了进展")
    await tape.say(citizen, "我的")


async def _opinion(tape: Tape) -> None:
    citizen, supervisor = tape.town.newcomer(), await tape.town.invited(Role.SUPERVISOR, "督办室")
    await tape.say(citizen, "提意见 村口的路灯坏了三天了")
    await supervisor.hears()
    await supervisor.taps("答复")
    await supervisor.says("已派人去修，今晚能亮")
    await tape.hear(citizen, "督办室答复了")
    await tape.tap(citizen, "满意")


CITIZENS: tuple[tuple[str, Trip], ...] = (
    ("第一次打开", _steps("/start")),
    ("问一件事", _steps("喷漆中心整改进展", "[有用]")),
    ("说得不太准，点一下", _steps("污水", "[1.1.1 部分问题仍未整改完成]", "[返回]")),
    ("接着问，不用再说是哪件事", _steps("泵站", "花了多少钱", "谁负责", "污水", "第二个")),
    ("答得不对", _steps("污水管网", "[没答到点]")),
    ("哪些没改完", _steps("哪些没完成", "[2.2.2]", "[返回]")),
    ("从目录里找", _steps("目录", "[2.2]", "[2.2.1]", "[返回]", "[目录]")),
    ("看有没有新进展", _news),
    ("关注一件事，有消息就告诉您", _follow),
    ("提意见，有编号，有答复", _opinion),
    ("问了通报里没有的", _steps("明天下雨不")),
    ("要电话", _steps("联系电话多少")),
    ("打招呼、发火、发语音", _steps("你好", "你们都是骗子", "语音", "谢谢")),
    ("在群里问", _steps("@zhenggai_bot 喷漆中心整改进展")),
)


async def _morning(tape: Tape) -> None:
    supervisor = await tape.town.invited(Role.SUPERVISOR, "督办室")
    for code, unit, due in (
        ("1.2.6", "水利站", "2021-03-03"),
        ("2.2.2", "民政办", "2021-03-10"),
        ("1.3.5", "财政所", "2021-12-31"),
    ):
        await supervisor.says(f"/assign {code} {unit}")
        await supervisor.says(f"/due {code} {due}")
    staff = await _published(tape, "民政办", "2.2.1 已入户宣讲 43 户，签字表在照片里", with_photo=True)
    await staff.taps("申请销号")
    for _ in range(2):
        await tape.town.newcomer().says("明天下雨不")
    await tape.town.newcomer().says("/report 村口的路灯坏了三天了")
    await tape.let_pass("2021-03-05T18:00")
    await tape.hear_at(supervisor, "2021-03-08T08:30", "星期一 08:30，日报自己来；图表跟在后面，不响铃")
    await tape.tap(supervisor, "何时发日报")


async def _review(tape: Tape) -> None:
    staff = await _published(tape, "民政办", "2.2.1 已入户宣讲 43 户，签字表在照片里", with_photo=True)
    await staff.taps("申请销号")
    for code, text in (("1.3.5", "工资已改由社保所直接发放"), ("1.2.6", "3 个泵站已修好")):
        await staff.photographs(picture(), f"/progress {code} {text}")
        await staff.taps("发布")
        await staff.taps("申请销号")
    await tape.town.fetch()
    supervisor = await tape.town.invited(Role.SUPERVISOR, "督办室")
    await tape.say(supervisor, "待审核")
    await tape.tap(supervisor, "通过")
    await tape.tap(supervisor, "下一个")
    await tape.tap(supervisor, "退回")
    await tape.say(supervisor, "照片看不出是哪个月的工资表")
    await tape.tap(supervisor, "下一个")
    await tape.tap(supervisor, "稍后")


async def _assign(tape: Tape) -> None:
    supervisor = await tape.town.invited(Role.SUPERVISOR, "督办室")
    staff = await tape.town.invited(Role.STAFF, "水利站")
    await tape.say(supervisor, "/assign 1.2.6 水利站 张三")
    await tape.say(supervisor, "/due 1.2.6 2021-03-16")
    await tape.hear_at(staff, "2021-03-05T08:30", "还有 7 个工作日时，水利站收到")
    note = "逾期 10 个工作日，没有责任领导的账号，督办人员收到"
    await tape.hear_at(supervisor, "2021-03-30T08:30", note, only="请您过问")


async def _register(tape: Tape) -> None:
    supervisor = await tape.town.invited(Role.SUPERVISOR, "督办室")
    await tape.say(supervisor, "台账")
    (data,) = supervisor.last.files
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    changes = (
        ("责任单位", "水利站"),
        ("责任领导", "李四"),
        ("整改类型", "限期整改"),
        ("整改时限", "6月31日"),
    )
    for heading, value in changes:
        sheet.cell(12, columns[heading], value)
    out = BytesIO()
    book.save(out)
    tape.lines.append("（在 Excel 里填好 1.2.6 的责任领导、责任单位、整改类型和时限，存盘发回来）")
    await tape.upload(supervisor, "整改台账2021-03-05.xlsx", out.getvalue())
    await tape.tap(supervisor, "确认导入")


SUPERVISORS: tuple[tuple[str, Trip], ...] = (
    ("早上的日报", _morning),
    ("审核销号，一个一个来", _review),
    ("指派、时限和提醒", _assign),
    ("台账出去，填好再回来", _register),
)
PAGES = {"citizens.md": (_CITIZENS, CITIZENS), "supervisors.md": (_SUPERVISORS, SUPERVISORS)}


async def _write() -> None:
    for name, (head, trips) in PAGES.items():
        (DOCS / name).write_text(await page(head, trips), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
