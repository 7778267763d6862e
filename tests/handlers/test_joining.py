"""Joining by an invitation."""

from datetime import timedelta

import pytest

from db import people
from knowledge.model import Role
from tests.town import Someone, Town


def invitation(town: Town, role: Role = Role.STAFF) -> str:
    return people.invite(town.database, role, "环保办", town.clock.now())


@pytest.mark.parametrize(
    "form",
    ["/join {code}", "/start {code}", "/join　{code} 谢谢", "/JOIN {code}", "{code}", "邀请码：{code}"],
)
async def test_code_and_link_let_in(town: Town, citizen: Someone, form: str) -> None:
    assert "您是环保办的工作人员" in await citizen.says(form.format(code=invitation(town)))


async def test_a_code_sent_bare_is_never_kept_as_a_question(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    await town.newcomer().says("WRQNGCQDEABC")
    assert "没有新的变化" in await supervisor.says("日报")


async def test_a_role_given_up_is_said_so(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    assert "原来的督办人员身份到此为止" in await supervisor.says(f"/join {invitation(town)}")


async def test_the_last_admin_who_tries_a_code_for_staff_stays_one(town: Town, citizen: Someone) -> None:
    admin = await town.invited(Role.ADMIN)
    code = invitation(town)
    assert "您是最后一位管理员" in await admin.says(f"/join {code}")
    assert "您是环保办的工作人员" in await citizen.says(f"/join {code}")
    await town.invited(Role.ADMIN)
    assert "原来的管理员身份到此为止" in await admin.says(f"/join {invitation(town)}")


async def test_a_used_code_lets_nobody_else_in(town: Town, citizen: Someone) -> None:
    code = invitation(town)
    await citizen.says(f"/join {code}")
    assert "已经用过" in await town.newcomer().says(f"/join {code}")


async def test_an_expired_code_says_so(town: Town, citizen: Someone) -> None:
    code = invitation(town)
    town.clock.pass_by(timedelta(hours=25))
    assert "已过期" in await citizen.says(f"/join {code}")


@pytest.mark.parametrize(("text", "words"), [("/join", "写在命令后面"), ("/join WRONG", "不对")])
async def test_no_code_and_a_wrong_one_get_one_sentence(citizen: Someone, text: str, words: str) -> None:
    assert words in await citizen.says(text)


async def test_a_new_role_gets_its_menu(town: Town, citizen: Someone) -> None:
    await citizen.says(f"/join {invitation(town, Role.SUPERVISOR)}")
    scopes = [call for name, call in town.telegram.calls if name == "setMyCommands"]
    assert {call.get("language_code") for call in scopes} == {None, "en"}
    assert all(call["scope"]["chat_id"] == citizen.account.id for call in scopes)
    assert "digest" in [command["command"] for command in scopes[0]["commands"]]


async def test_help_grows_with_the_role(town: Town) -> None:
    staff = await town.invited(Role.STAFF)
    assert "/progress" in await staff.says("帮助")
    assert "/digest" not in staff.last.text
