"""Who answers what: the same message is another matter for another person, or after something else."""

from collections import Counter

import pytest

from handlers.turns import Turn
from knowledge.model import Role
from tests.pictures import picture
from tests.registers import by_hand
from tests.town import Someone, Town

CITIZEN, STAFF, SUPERVISOR = Role.CITIZEN, Role.STAFF, Role.SUPERVISOR
PHOTO, SHEET, TAP, REPLY = "[照片]", "[表格]", "[点]", "[回复]"

FILED = ("/report 村口的路灯坏了，很久没有人修",)
DRAFT = ("/progress 1.2.6 泵站已修好",)
DRAFT_ABOVE = (*DRAFT, "你好")
REWORDING = (*DRAFT, TAP + "修改")
WAITED_FOR = ("/progress 1.2.6",)
CARD, GREETED, LOOSE = ("1.2.6",), ("你好",), (PHOTO,)

# What happened before, who, what they send, and by what its answer is known.
ANSWERS = [
    # A wish to follow, before all that is about something.
    ((), CITIZEN, "关注敬老院", "已关注"),
    (FILED, CITIZEN, "关注敬老院", "已关注"),
    ((), STAFF, "关注敬老院", "已关注"),
    (LOOSE, STAFF, "关注敬老院", "预览"),
    (("/report",), CITIZEN, "关注敬老院", "已受理，编号"),
    # A button's word, before what is waited for.
    (CARD, CITIZEN, "全文", "反馈问题"),
    (DRAFT, STAFF, "发布", "已发布"),
    (DRAFT_ABOVE, STAFF, "发布", "请点下面预览的按钮"),
    (REWORDING, STAFF, "发布", "请点下面预览的按钮"),
    ((), STAFF, "发布", "没有未发布的草稿"),
    ((), CITIZEN, "发布", "由 中共湖滨镇委 发布"),
    (DRAFT_ABOVE, STAFF, "取消", "哪一条"),
    ((), CITIZEN, "取消", "没有要取消的"),
    # A ticket's number.
    (FILED, CITIZEN, "210305-01", "您写的："),
    ((), CITIZEN, "210305-01", "没有找到您提的编号"),
    # Orders in an office's words, before progress.
    ((), SUPERVISOR, "1.2.6 指派给环保办", "已指派给环保办"),
    ((), STAFF, "1.2.6 指派给环保办", "来源："),
    (WAITED_FOR, SUPERVISOR, "导出台账", "预览"),
    # Progress, before questions.
    (WAITED_FOR, STAFF, "泵站已修好", "预览"),
    (WAITED_FOR, STAFF, "喷漆中心整改进展", "预览"),
    ((), STAFF, "喷漆中心整改进展", "来源："),
    ((), STAFF, "进度 1.2.6 泵站已修好", "预览"),
    (GREETED, STAFF, REPLY + "进度 1.2.6 泵站已修好", "预览"),
    (CARD, STAFF, REPLY + "泵站已修好", "预览"),
    (CARD, CITIZEN, REPLY + "泵站已修好", "来源："),
    ((), CITIZEN, "进度 1.2.6 泵站已修好", "来源："),
    # What goes on with an opinion, and what takes it back.
    (FILED, CITIZEN, "就在村委会对面", "已补充到编号"),
    (FILED, CITIZEN, "撤回", "要撤回哪一件"),
    ((), CITIZEN, "就在村委会对面", "没有找到您问的事"),
    # A command ends what is waited for.
    (WAITED_FOR, STAFF, "目录", "共 27 个问题"),
    # Photos and files.
    ((), CITIZEN, PHOTO, "我看不了照片和文件"),
    (FILED, CITIZEN, PHOTO, "已补充到编号"),
    (FILED, STAFF, PHOTO, "已补充到编号"),
    (FILED, STAFF, PHOTO + "1.2.6 泵站已修好", "预览"),
    (FILED, CITIZEN, PHOTO + "1.2.6 泵站没修好", "已补充到编号"),
    ((), STAFF, PHOTO, "它是哪个问题的"),
    ((), STAFF, PHOTO + "1.2.6 泵站已修好", "预览"),
    ((), CITIZEN, PHOTO + "1.2.6 泵站已修好", "我看不了照片和文件"),
    ((), SUPERVISOR, SHEET, "要改 1 处"),
    ((), CITIZEN, SHEET, "是督办人员的事"),
]  # fmt: skip


async def does(someone: Someone, what: str) -> str:
    """The answer to what they say, or send: after a word in brackets, something else than a text."""
    if what.startswith(PHOTO):
        return await someone.photographs(picture(), what.removeprefix(PHOTO))
    if what == SHEET:
        return await someone.uploads("台账.xlsx", by_hand(("编号", "责任单位"), ("1.2.6", "环保办")))
    if what.startswith(TAP):
        return await someone.taps(what.removeprefix(TAP))
    if what.startswith(REPLY):
        return await someone.replies(someone.last, what.removeprefix(REPLY))
    return await someone.says(what)


@pytest.mark.parametrize(("before", "role", "what", "known_by"), ANSWERS)
async def test_who_answers(town: Town, before: tuple[str, ...], role: Role, what: str, known_by: str) -> None:
    someone = town.newcomer() if role is CITIZEN else await town.invited(role, "环保办")
    for earlier in before:
        await does(someone, earlier)
    assert known_by in await does(someone, what)


def test_nobody_shares_a_turn(town: Town) -> None:
    """Of the handlers of one turn only the first that fits is asked."""
    turns = Counter({Turn(group): len(those) for group, those in town.application.handlers.items()})
    del turns[Turn.ALL_ELSE]
    assert turns == Counter(set(Turn) - {Turn.ALL_ELSE})
