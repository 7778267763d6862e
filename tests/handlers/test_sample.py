"""The sample gives way to the first notice of a town's own, and who came before goes along."""

from sqlmodel import select

from db import people
from db.audit import audit
from db.models import ChatTownRow, ForeignQuestionRow, OutboxRow, QuestionRow
from knowledge.model import Role
from tests.town import DATA, Someone, Town

OWN = "青岭镇"


async def joined(town: Town, role: Role) -> Someone:
    """As `invite` brings them in, where there is but the sample's town."""
    someone = town.newcomer()
    code = people.invite(town.database, role, None, town.clock.now(), 1)
    assert "已加入" in await someone.says(f"/join {code}")
    return someone


async def loads_own_notice(admin: Someone) -> str:
    own = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8").replace("湖滨镇", OWN)
    assert OWN in await admin.uploads("通报.txt", own.encode())
    return await admin.taps("入库")


async def test_an_admin_loads_the_first_notice_of_their_own_town(town: Town) -> None:
    admin = await joined(town, Role.ADMIN)
    assert "已入库" in await loads_own_notice(admin)
    assert OWN in await admin.says("/notices")
    assert audit(town.database).faults == ()


async def test_what_came_before_goes_along(town: Town, citizen: Someone) -> None:
    admin, supervisor = await joined(town, Role.ADMIN), await joined(town, Role.SUPERVISOR)
    await citizen.says("/town 湖滨镇")
    await citizen.says("火星上有没有路灯")
    await citizen.says("/report 河边的栏杆断了")
    await supervisor.says("/missed")
    await supervisor.taps("1")
    await supervisor.taps("不属于通报")
    await loads_own_notice(admin)
    assert "栏杆断了" in await supervisor.hears()
    assert "栏杆断了" in await supervisor.says("/opinions")
    with town.database.snapshot() as session:
        for column in (QuestionRow.town_id, ForeignQuestionRow.town_id, ChatTownRow.town_id):
            assert {*session.exec(select(column))} <= {2}, column
        owed = select(OutboxRow.to_town).where(OutboxRow.kind == "opinion")
        assert {*session.exec(owed)} <= {2, None}
    assert audit(town.database).faults == ()
