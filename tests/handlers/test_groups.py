"""In a group: short, only when asked, and what is a person's own or staff's work is left to private chats."""

import pytest

from bot.shapes import Account
from knowledge.model import Role
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")
LINK = "https://t.me/zhenggai_bot?start=item-1-2-6"


async def test_a_card_is_short_and_leads_to_all_of_it(citizen: Someone) -> None:
    whole = await citizen.says("喷漆中心整改进展")
    short = await citizen.says("@zhenggai_bot 喷漆中心整改进展", GROUP)
    assert "共20个喷漆房" in short
    assert "整个问题：正在整改。" in short
    assert "来源：《湖滨镇关于巡察整改进展情况的通报》" in short
    assert len(short) < len(whole)
    assert [(button.label, button.data) for button in citizen.last.buttons][:1] == [("私聊看全文", LINK)]


@pytest.mark.parametrize("payload", ["item-1-2-6", "1-2-6"])
async def test_the_link_opens_the_card_in_the_private_chat(citizen: Someone, payload: str) -> None:
    assert (await citizen.says(f"/start {payload}")).startswith("1.2.6 ")
    assert "全文" in citizen.labels(citizen.last)


@pytest.mark.parametrize("payload", ["item-9-9-9", "item-", "item-1"])
async def test_a_broken_link_gets_one_sentence(citizen: Someone, payload: str) -> None:
    assert await citizen.says(f"/start {payload}")
    assert "1.2.6 " not in citizen.last.text


async def test_the_newest_update_stands_in_the_short_card(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 新增的4个喷漆房已投入使用")
    await staff.taps("发布")
    assert "最新进展 2021-03-05 环保办：\n新增的4个喷漆房已投入使用" in await citizen.says(
        "/item 1.2.6", GROUP
    )


async def test_a_group_browses_in_one_message(citizen: Someone) -> None:
    table = await citizen.says("/list", GROUP)
    category = await citizen.taps("1.2")
    short = await citizen.taps("1.2.6")
    assert short.startswith("1.2.6 ")
    assert citizen.labels(citizen.last) == ["私聊看全文", "关注", "返回"]
    assert await citizen.taps("返回") == category
    assert await citizen.taps("目录") == table
    assert [shown.method for shown in citizen.seen].count("sendMessage") == 1


@pytest.mark.parametrize("command", ["/privacy", "/forget", "@zhenggai_bot 删除我的数据"])
async def test_what_is_a_persons_own_leads_to_the_private_chat(citizen: Someone, command: str) -> None:
    assert await citizen.says(command, GROUP) == "这件事请和我私聊，群里不办。"
    assert citizen.last.buttons[0].data == "https://t.me/zhenggai_bot"


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.STAFF, Role.SUPERVISOR, Role.ADMIN])
async def test_work_is_refused_to_all_alike(town: Town, role: Role) -> None:
    someone = town.newcomer() if role is Role.CITIZEN else await town.invited(role)
    for command in ("/missed", "/digest", "/pending", "/register", "/assign 1.2.6 甲", "/people", "/notices"):
        assert await someone.says(command, GROUP) == "请在和我的私聊里用这个命令，群里不办理。", command


async def test_help_does_not_say_who_has_which_role(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    for asked in ("/help", "@zhenggai_bot 你能干什么"):
        assert await staff.says(asked, GROUP) == await citizen.says(asked, GROUP)
        assert "/progress" not in staff.last.text


@pytest.mark.parametrize("text", ["你好", "谢谢", "骗子", "asdf", "喷漆", "查看 1.2.6", "👍"])
async def test_nothing_is_said_unasked(citizen: Someone, text: str) -> None:
    assert await citizen.says(text, GROUP) == ""


async def test_a_curse_at_the_bot_is_answered_as_calmly_as_anywhere(citizen: Someone) -> None:
    said = await citizen.says("@zhenggai_bot 骗子", GROUP)
    assert said == await citizen.says("骗子")
    assert "\n" not in said
