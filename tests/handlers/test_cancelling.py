"""取消: what nobody waits for, what is left loose, what a command leaves behind."""

from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town


async def test_nothing_is_begun(citizen: Someone) -> None:
    for words in ("取消", "算了", "/cancel", "怎么取消", "我要退出"):
        assert await citizen.says(words) == "没有要取消的。想问什么，直接打字就行。"


async def test_a_photo_that_is_not_wanted_is_not_in_the_next_draft(town: Town) -> None:
    staff = await town.invited(Role.STAFF, "水利站")
    await staff.photographs(picture())
    assert "照片或文件不要了" in await staff.says("取消")
    assert "附照片" not in await staff.says("/progress 2.2.2 水闸已建好")


async def test_a_command_says_what_it_leaves(town: Town, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await citizen.says("/report 路灯坏了三天了")
    await supervisor.hears()
    await supervisor.taps("答复")
    assert "刚才要写的还没写" in await supervisor.says("待审核")


async def test_the_same_command_again_leaves_nothing(citizen: Someone) -> None:
    await citizen.says("/report")
    assert (await citizen.says("/report")).startswith("请把您的意见写给我")
    assert (await citizen.says("/report 路灯坏了三天了")).startswith("已受理")


async def test_another_command_leaves_the_opinion(citizen: Someone) -> None:
    await citizen.says("/report")
    assert "刚才要写的还没写" in await citizen.says("目录")


async def test_a_photo_is_no_answer_to_a_citizen(town: Town, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await citizen.says("/report 路灯坏了三天了")
    await supervisor.hears()
    await supervisor.taps("答复")
    assert "照片没有收" in await supervisor.photographs(picture(), "路灯已经修好了")
    assert "已答复" in await supervisor.says("路灯已经修好了")
