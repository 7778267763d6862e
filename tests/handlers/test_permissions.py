"""Every action × every kind of person: who may, and that everybody else is told so and changes nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from bot.shapes import Account
from db import notices, opinions, people
from db.models import CloseoutRow, EvidenceRow, OwnershipRow, PersonRow, UpdateRow
from handlers.views.callback_data import number_of
from knowledge.model import Role
from tests.pictures import picture
from tests.registers import by_hand
from tests.town import DATA, Someone, Town

GROUP = Account(-500, "湖滨镇群")
OTHER = (DATA / "notices" / "s03.txt").read_bytes()
WHO = ("stranger", "staff", "supervisor", "admin", "revoked")
MAY = {
    "post": {"staff", "supervisor"},
    "digest": {"supervisor"},
    "people": {"admin"},
    "publish_own": {"staff", "supervisor"},
    "publish_others": set[str](),
    "reword_others": set[str](),
    "cancel_others": set[str](),
    "revoke": {"admin"},
    "notices": {"admin"},
    "send_file": {"admin"},
    "take_own": {"admin"},
    "take_others": set[str](),
    "leave_others": set[str](),
    "mine": {"staff", "supervisor"},
    "drafts": {"staff", "supervisor"},
    "missed": {"staff", "supervisor"},
    "pending": {"supervisor"},
    "assign": {"supervisor"},
    "due": {"supervisor"},
    "propose": {"staff", "supervisor"},
    "verify": {"supervisor"},
    "reopen": {"supervisor"},
    "withdraw_others": set[str](),
    "choose_others": set[str](),
    "send_photo": {"staff", "supervisor"},
    "register": {"supervisor"},
    "send_register": {"supervisor"},
    "poster": {"supervisor", "admin"},
    "take_others_register": set[str](),
    "opinions": {"staff", "supervisor"},
    "answer_unowned": {"supervisor"},
    "forward_unowned": {"supervisor"},
    "look_unowned": {"supervisor"},
    "grade_others": set[str](),
}


Do = Callable[[Town, Someone], Awaitable[bool]]


async def person(town: Town, who: str) -> Someone:
    if who == "stranger":
        return town.newcomer()
    someone = await town.invited(Role.STAFF if who == "revoked" else Role(who))
    if who == "revoked":
        people.revoke(town.database, someone.account.id, None, town.clock.now())
    return someone


async def post(town: Town, someone: Someone) -> bool:
    return "预览" in await someone.says("/progress 1.2.6 泵站修好")


async def digest(town: Town, someone: Someone) -> bool:
    return "整改情况：共" in await someone.says("/digest")


async def show_people(town: Town, someone: Someone) -> bool:
    return "有角色的共" in await someone.says("/people")


async def publish_own(town: Town, someone: Someone) -> bool:
    """A draft made while one was on staff, published as what one is now."""
    is_now = people.find(town.database, someone.account.id)
    people.enrol(town.database, someone.account.id, "", Role.STAFF, town.clock.now())
    await someone.says("/progress 1.2.6 泵站修好")
    people.revoke(town.database, someone.account.id, None, town.clock.now())
    if is_now is not None:
        people.enrol(town.database, is_now.id, "", is_now.role, town.clock.now())
    return "已发布" in await someone.taps("发布") and published(town) == 1


async def _tap_others(town: Town, someone: Someone, label: str) -> Someone:
    """Taps a button under the preview of another person's draft; gives that person."""
    author = await town.invited(Role.STAFF)
    await author.says("/progress 1.2.6 泵站修好")
    await someone.says("目录")
    await someone.taps_data(next(b.data for b in author.last.buttons if b.label == label))
    return author


async def publish_others(town: Town, someone: Someone) -> bool:
    await _tap_others(town, someone, "发布")
    return published(town) > 0


async def reword_others(town: Town, someone: Someone) -> bool:
    author = await _tap_others(town, someone, "修改")
    await someone.says("泵站没修好")
    await author.taps("发布")
    with town.database.snapshot() as session:
        return session.exec(select(UpdateRow.text)).one() != "泵站修好"


async def cancel_others(town: Town, someone: Someone) -> bool:
    author = await _tap_others(town, someone, "取消")
    return "已发布" not in await author.taps("发布")


async def revoke(town: Town, someone: Someone) -> bool:
    victim = await town.invited(Role.STAFF)
    await someone.says("目录")
    await someone.taps_data(f"revoke:{victim.account.id}")
    with town.database.snapshot() as session:
        return session.get(PersonRow, victim.account.id) is None


async def show_notices(town: Town, someone: Someone) -> bool:
    return "使用中" in await someone.says("/notices")


async def send_file(town: Town, someone: Someone) -> bool:
    return "读出 6 个问题" in await someone.uploads("通报.txt", OTHER)


async def take_own(town: Town, someone: Someone) -> bool:
    """A file sent while one was an admin, taken as what one is now."""
    is_now = people.find(town.database, someone.account.id)
    people.enrol(town.database, someone.account.id, "", Role.ADMIN, town.clock.now())
    await someone.uploads("通报.txt", OTHER)
    people.revoke(town.database, someone.account.id, None, town.clock.now())
    if is_now is not None:
        people.enrol(town.database, is_now.id, "", is_now.role, town.clock.now())
    return "已入库" in await someone.taps("入库") and is_other_in_force(town)


async def _tap_others_offer(town: Town, someone: Someone, label: str) -> Someone:
    admin = await town.invited(Role.ADMIN)
    await admin.uploads("通报.txt", OTHER)
    await someone.says("目录")
    await someone.taps_data(next(b.data for b in admin.last.buttons if b.label == label))
    return admin


async def take_others(town: Town, someone: Someone) -> bool:
    await _tap_others_offer(town, someone, "入库")
    return is_other_in_force(town)


async def leave_others(town: Town, someone: Someone) -> bool:
    admin = await _tap_others_offer(town, someone, "取消")
    return "已入库" not in await admin.taps("入库")


async def says(command: str, words: str, town: Town, someone: Someone) -> bool:
    return words in await someone.says(command)


async def _proposed(town: Town) -> Someone:
    """Somebody whose proposal to close 1.2.6 waits."""
    author = await town.invited(Role.STAFF)
    await author.photographs(picture(), "/progress 1.2.6 泵站修好")
    await author.taps("发布")
    await town.fetch()
    await author.taps("申请销号")
    return author


async def propose(town: Town, someone: Someone) -> bool:
    author = await town.invited(Role.STAFF)
    await author.photographs(picture(), "/progress 1.2.6 泵站修好")
    await author.taps("发布")
    await someone.taps("申请销号", on=author.last)
    return steps(town) == ["proposed"]


async def verify(town: Town, someone: Someone) -> bool:
    await _proposed(town)
    await someone.says("目录")
    await someone.taps_data("verify:1:1.2.6")
    return steps(town) == ["proposed", "verified"]


async def reopen(town: Town, someone: Someone) -> bool:
    await _proposed(town)
    supervisor = await town.invited(Role.SUPERVISOR)
    await supervisor.says("目录")
    await supervisor.taps_data("verify:1:1.2.6")
    await someone.says("目录")
    await someone.taps_data("reopen:1:1.2.6")
    await someone.says("又冒污水")
    return steps(town)[-1] == "reopened"


async def withdraw_others(town: Town, someone: Someone) -> bool:
    author = await _proposed(town)
    receipt = next(one for one in author.seen if "撤回" in author.labels(one))
    await someone.taps("撤回", on=receipt)
    return "泵站修好" not in await town.newcomer().says("1.2.6")


async def choose_others(town: Town, someone: Someone) -> bool:
    author = await _tap_others(town, someone, "已完成")
    await author.taps("发布")
    with town.database.snapshot() as session:
        return session.exec(select(UpdateRow.status)).one() == "completed"


async def send_photo(town: Town, someone: Someone) -> bool:
    await someone.photographs(picture())
    with town.database.snapshot() as session:
        return session.exec(select(EvidenceRow.id)).first() is not None


async def show_register(town: Town, someone: Someone) -> bool:
    await someone.says("/register")
    return bool(someone.last.files)


async def show_poster(town: Town, someone: Someone) -> bool:
    await someone.says("/poster 1.2.6")
    return bool(someone.last.files) or "没有中文字体" in someone.last.text


async def send_register(town: Town, someone: Someone) -> bool:
    await someone.uploads("台账.xlsx", by_hand(("序号", "责任单位"), ("1.2.6", "水利站")))
    return "确认导入" in someone.labels(someone.last)


async def take_others_register(town: Town, someone: Someone) -> bool:
    supervisor = await town.invited(Role.SUPERVISOR)
    await supervisor.uploads("台账.xlsx", by_hand(("序号", "责任单位"), ("1.2.6", "水利站")))
    await someone.taps("确认导入", on=supervisor.last)
    with town.database.snapshot() as session:
        return session.exec(select(OwnershipRow.unit)).first() is not None


async def _reported(town: Town) -> Someone:
    """Somebody whose opinion is about no unit's finding."""
    author = town.newcomer()
    await author.says("/report 路灯坏了")
    return author


async def answer_unowned(town: Town, someone: Someone) -> bool:
    author = await _reported(town)
    await someone.says("目录")
    await someone.taps_data("reply:1")
    await someone.says("已派人修好")
    return bool(opinions.of(town.database, author.account.id)[0].replies)


async def forward_unowned(town: Town, someone: Someone) -> bool:
    author = await _reported(town)
    await town.invited(Role.STAFF, "水利站")
    await someone.says("目录")
    await someone.taps_data(f"to_unit:1:{number_of('水利站')}")
    return opinions.of(town.database, author.account.id)[0].unit == "水利站"


async def look_unowned(town: Town, someone: Someone) -> bool:
    author = await _reported(town)
    await author.photographs(picture())
    await town.fetch()
    await someone.says("目录")
    await someone.taps_data("look:1")
    return any(shown.files for shown in someone.seen)


async def grade_others(town: Town, someone: Someone) -> bool:
    author = await _reported(town)
    supervisor = await town.invited(Role.SUPERVISOR)
    await supervisor.says("目录")
    await supervisor.taps_data("reply:1")
    await supervisor.says("已派人修好")
    await someone.says("目录")
    await someone.taps_data("grade:1:1")
    return opinions.of(town.database, author.account.id)[0].replies[0].grade is not None


DO: dict[str, Do] = {
    "register": show_register,
    "send_register": send_register,
    "poster": show_poster,
    "take_others_register": take_others_register,
    "opinions": partial(says, "/opinions", "没有等答复"),
    "answer_unowned": answer_unowned,
    "forward_unowned": forward_unowned,
    "look_unowned": look_unowned,
    "grade_others": grade_others,
    "mine": partial(says, "/mine", "还没有指派"),
    "drafts": partial(says, "/drafts", "没有未发布的草稿"),
    "missed": partial(says, "/missed", "没有答不上来"),
    "pending": partial(says, "/pending", "没有等您审核"),
    "assign": partial(says, "/assign 1.2.6 环保办", "已指派给环保办"),
    "due": partial(says, "/due 1.2.6 2021-06-30", "整改时限定为"),
    "propose": propose,
    "verify": verify,
    "reopen": reopen,
    "withdraw_others": withdraw_others,
    "choose_others": choose_others,
    "send_photo": send_photo,
    "notices": show_notices,
    "send_file": send_file,
    "take_own": take_own,
    "take_others": take_others,
    "leave_others": leave_others,
    "post": post,
    "digest": digest,
    "people": show_people,
    "publish_own": publish_own,
    "publish_others": publish_others,
    "reword_others": reword_others,
    "cancel_others": cancel_others,
    "revoke": revoke,
}


def is_other_in_force(town: Town) -> bool:
    return "临汐市" in next(one.title for one in notices.stored(town.database) if one.in_force)


def steps(town: Town) -> list[str]:
    with town.database.snapshot() as session:
        return list(session.exec(select(CloseoutRow.step).order_by(col(CloseoutRow.id))))


def published(town: Town) -> int:
    with town.database.snapshot() as session:
        return len(session.exec(select(UpdateRow)).all())


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", DO)
async def test_who_may_do_what(town: Town, action: str, who: str) -> None:
    someone = await person(town, who)
    assert await DO[action](town, someone) is (who in MAY[action])
    assert someone.seen


FORGED = (
    "publish:999",
    "reword:999",
    "cancel:0",
    "revoke:0",
    "mayrevoke:0",
    "keeprole:0",
    "take:999",
    "leave:0",
    "import:999",
    "drop:999",
    "publish:-1",
    "place:1:1.2.6",
    "choose:1:1",
    "choose:1:99",
    "mask:1",
    "phrase:1:0",
    "withdraw:1",
    "correct:1",
    "add:1",
    "propose:1:9.9.9",
    "verify:9:1.2.6",
    "return:1:9.9.9",
    "accept:1",
    "teach:1",
    "save:1:1.2.6",
    "foreign:1",
    "unteach:999",
    "files:1:9.9.9",
    "opine:9:1.2.6",
    "opine:1:9.9.9",
    "anyway:1",
    "more:1",
    "ticket:0",
    "grade:1:5",
    "grade:1:99",
    "opinion:1",
    "reply:999",
    "forward:1",
    "to_unit:1:1",
    "look:1",
    "publish:1x",
    "card:9:1.2.6",
    "",
)
OF_PRIVATE_CHATS = (
    "/progress 1.2.6 泵站修好",
    "/digest",
    "/people",
    "/notices",
    "/join WRQNGCQDEABC",
    "/mine",
    "/drafts",
    "/missed",
    "/pending",
    "/register",
    "/assign 1.2.6 环保办",
    "/due 1.2.6 2021-06-30",
    "/opinions",
    "/report 路灯坏了",
)


@pytest.mark.parametrize("who", WHO)
async def test_forged_and_stale_buttons_change_nothing(town: Town, who: str) -> None:
    someone = await person(town, who)
    await someone.says("目录")
    for data in FORGED:
        town.clock.pass_by(timedelta(seconds=10))
        assert await someone.taps_data(data), data
    assert published(town) == 0
    assert steps(town) == []


OF_STAFF = (
    "chart:0",
    "register:0",
    "registers:0",
    "mornings:0",
    "pending:0",
    "later:1:1.2.6",
    "return:1:1.2.6",
    "reopen:1:1.2.6",
    "backlog:0",
    "opinions:0",
    "opinion:1",
    "look:1",
    "reply:1",
    "forward:1",
    "missed:0",
    "teach:1",
    "teachin:1:1",
    "means:1:1:1.2.6",
    "save:1:1:1.2.6",
    "post:1:1.2.6",
    "place:1:1:1.2.6",
    "desk:1:1.2.6",
)


@pytest.mark.parametrize("who", ["stranger", "revoked"])
async def test_others_who_tap_are_told_whose_it_is_and_how_to_become_one(town: Town, who: str) -> None:
    someone = await person(town, who)
    await someone.says("目录")
    for data in OF_STAFF:
        town.clock.pass_by(timedelta(seconds=10))
        assert "您如果是" in await someone.taps_data(data), data


@pytest.mark.parametrize("who", WHO)
async def test_nothing_of_it_is_done_in_groups(town: Town, who: str) -> None:
    someone = await person(town, who)
    done = ("预览", "整改情况：共", "有角色的共", "使用中", "不对", "没有", "已指派", "定为")
    for command in OF_PRIVATE_CHATS:
        town.clock.pass_by(timedelta(seconds=10))
        answer = await someone.says(command, GROUP)
        assert answer
        assert not any(word in answer for word in done), command


@pytest.mark.parametrize("sender_chat", [{"id": -500, "type": "supergroup"}, {"id": -900, "type": "channel"}])
async def test_anonymous_admins_and_channels_hold_no_role(town: Town, sender_chat: dict[str, object]) -> None:
    staff = await town.invited(Role.SUPERVISOR)
    content = {"text": "/digest", "sender_chat": {**sender_chat, "title": "湖滨镇"}}
    assert "整改情况：共" not in await staff.sends(content, GROUP)
