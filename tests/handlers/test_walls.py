"""The wall between towns: whatever staff, supervisors and admins of one town do with another's, whichever way
they take, is refused, and said so; nothing there changes, and nobody there hears of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.shapes import Account
from db import people, towns
from handlers.views.callback_data import (
    Press,
    for_finding,
    number_of,
    number_of_span,
    on_finding,
    with_number,
    with_numbers,
)
from knowledge.model import Role
from knowledge.progress.mornings import Span
from knowledge.progress.permissions import Action
from tests.pictures import picture
from tests.registers import by_hand
from tests.town import DATA, MORNING, Someone, Town
from tests.two_towns import (
    ADMIN_HERE,
    ADMIN_THERE,
    CITIZEN,
    CLOSED,
    CODE,
    COUNTY,
    EVERYBODY,
    HERE,
    MOVING,
    NOTICE_THERE,
    OFFICE,
    ONLY_THERE,
    SECRET,
    STAFF_HERE,
    STAFF_THERE,
    SUPERVISOR_HERE,
    SUPERVISOR_THERE,
    THERE,
    two_towns,
)

DRAFT_THERE, UPDATE_THERE = 3, 1

WALL = f"您管的是{HERE}，不能办"
OF_NOBODY = f"不归{HERE}管"
"""Where it is not told whose it is."""

# All that holds what a town works on, or says what was done; what the bot keeps of who writes to it is not.
_TABLES = (
    "events", "notices", "findings", "people", "invites", "drafts", "updates", "evidence", "ownerships",
    "handovers", "closeouts", "opinions", "opinion_words", "opinion_replies", "aliases", "foreign_questions",
    "offers", "register_offers", "subscriptions", "outbox", "follows", "towns",
)  # fmt: skip

Do = Callable[[Someone], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """Who of the first town does it, how, what of it is the wall's matter, and what is said."""

    who: int
    do: Do
    covers: tuple[Action | Press, ...]
    says: str = WALL


async def _says(words: str, someone: Someone) -> str:
    return await someone.says(words)


async def _taps(data: str, someone: Someone) -> str:
    await someone.says("目录")
    return await someone.taps_data(data)


async def _taps_and_says(data: str, words: str, someone: Someone) -> str:
    """A button that asks for words: the wall may stand before the question or behind the words."""
    return f"{await _taps(data, someone)}\n{await someone.says(words)}"


async def _caption(someone: Someone) -> str:
    return await someone.photographs(picture(), f"/progress {ONLY_THERE} 锅炉换了")


async def _album(someone: Someone) -> str:
    return await someone.photographs(picture(), f"/progress {ONLY_THERE} 锅炉换了", album="1")


async def _reply_to_card(someone: Someone) -> str:
    await someone.says(f"/start item-{CODE.replace('.', '-')}-in-{NOTICE_THERE}")
    return await someone.replies(someone.last, "新增的喷漆房已投入使用")


async def _command_in_reply(someone: Someone) -> str:
    await someone.says(f"/start item-{ONLY_THERE.replace('.', '-')}-in-{NOTICE_THERE}")
    return await someone.replies(someone.last, f"/progress {ONLY_THERE} 锅炉换了")


async def _register_of_theirs(someone: Someone) -> str:
    """The file that the other town's supervisor was sent, filled in and sent back by somebody else."""
    theirs = Someone(someone.town, Account(SUPERVISOR_THERE, "某"))
    await theirs.says("/register")
    return await someone.uploads("整改台账.xlsx", theirs.last.files[0])


async def _notice_of_theirs(someone: Someone) -> str:
    """What an admin of that town would send."""
    there = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8").replace(HERE, THERE)
    return await someone.uploads("通报.txt", there.encode())


def _tap(press: Press, data: str, who: int = STAFF_HERE, says: str = WALL, *more: Action) -> Case:
    return Case(who, partial(_taps, data), (press, *more), says)


def _on(press: Press, code: str, who: int, *more: Action) -> Case:
    return _tap(press, on_finding(press, NOTICE_THERE, code), who, WALL, *more)


GONE = "找不到这条草稿"
NOT_YOURS = "只有发布的人"
NOT_THEIRS_TO_ANSWER = "不由您的单位办理"
_DRAFT = partial(with_number, number=DRAFT_THERE)

CASES: dict[str, Case] = {
    # What is typed, sent, or replied.
    "progress": Case(
        STAFF_HERE, partial(_says, f"/progress {ONLY_THERE} 锅炉换了"), (Action.POST_PROGRESS,)
    ),
    "progress_spoken": Case(
        SUPERVISOR_HERE, partial(_says, f"进展 {ONLY_THERE} 锅炉换了"), (Action.POST_PROGRESS,)
    ),
    "progress_without_words": Case(
        STAFF_HERE, partial(_says, f"/progress {ONLY_THERE}"), (Action.POST_PROGRESS,)
    ),
    "caption": Case(STAFF_HERE, _caption, (Action.POST_PROGRESS,)),
    "album": Case(STAFF_HERE, _album, (Action.POST_PROGRESS,)),
    "reply_to_card": Case(STAFF_HERE, _reply_to_card, (Action.POST_PROGRESS,)),
    "command_in_reply": Case(STAFF_HERE, _command_in_reply, (Action.POST_PROGRESS,)),
    "assign": Case(SUPERVISOR_HERE, partial(_says, f"/assign {ONLY_THERE} 水利站"), (Action.ASSIGN,)),
    "due": Case(SUPERVISOR_HERE, partial(_says, f"/due {ONLY_THERE} 2021-06-30"), (Action.ASSIGN,)),
    "hand_over": Case(STAFF_HERE, partial(_says, f"/assign {ONLY_THERE} 督办室"), (Action.POST_PROGRESS,)),
    "pending": Case(SUPERVISOR_HERE, partial(_says, f"/pending {ONLY_THERE}"), (Action.REVIEW,)),
    "poster": Case(SUPERVISOR_HERE, partial(_says, f"/poster {ONLY_THERE}"), (Action.MAKE_POSTERS,)),
    "register_file": Case(SUPERVISOR_HERE, _register_of_theirs, (Action.ASSIGN,)),
    "notice_file": Case(ADMIN_HERE, _notice_of_theirs, (Action.MANAGE_NOTICES,)),
    "invite": Case(
        ADMIN_HERE, partial(_says, f"/invite 工作人员 财政所 {THERE}"), (Action.MANAGE_PEOPLE,), OF_NOBODY
    ),
    "invite_to_county": Case(
        ADMIN_HERE, partial(_says, "邀请 督办人员 全县"), (Action.MANAGE_PEOPLE,), OF_NOBODY
    ),
    # Buttons, as a forwarded or forged message may carry them.
    "post": _on(Press.POST, CODE, STAFF_HERE),
    "place": _tap(Press.PLACE, for_finding(Press.PLACE, DRAFT_THERE, NOTICE_THERE, CODE), STAFF_HERE, GONE),
    "publish": _tap(Press.PUBLISH, _DRAFT(Press.PUBLISH), STAFF_HERE, GONE),
    "reword": _tap(Press.REWORD, _DRAFT(Press.REWORD), STAFF_HERE, GONE),
    "cancel": _tap(Press.CANCEL, _DRAFT(Press.CANCEL), SUPERVISOR_HERE, GONE),
    "draft": _tap(Press.DRAFT, _DRAFT(Press.DRAFT), STAFF_HERE, GONE),
    "choose": _tap(Press.CHOOSE, with_numbers(Press.CHOOSE, DRAFT_THERE, 1), STAFF_HERE, GONE),
    "mask": _tap(Press.MASK, _DRAFT(Press.MASK), STAFF_HERE, GONE),
    "phrases": _tap(Press.PHRASES, _DRAFT(Press.PHRASES), STAFF_HERE, GONE),
    "phrase": _tap(Press.PHRASE, with_numbers(Press.PHRASE, DRAFT_THERE, 0), STAFF_HERE, GONE),
    "withdraw": _tap(Press.WITHDRAW, with_number(Press.WITHDRAW, UPDATE_THERE), SUPERVISOR_HERE, NOT_YOURS),
    "correct": _tap(Press.CORRECT, with_number(Press.CORRECT, UPDATE_THERE), STAFF_HERE, NOT_YOURS),
    "add": _tap(Press.ADD, with_number(Press.ADD, UPDATE_THERE), STAFF_HERE, NOT_YOURS),
    "desk": _on(Press.DESK, CODE, STAFF_HERE),
    "propose": _on(Press.PROPOSE, ONLY_THERE, STAFF_HERE, Action.POST_PROGRESS),
    "later": _on(Press.LATER, CODE, SUPERVISOR_HERE),
    "verify": _on(Press.VERIFY, CODE, SUPERVISOR_HERE, Action.REVIEW),
    "return": Case(
        SUPERVISOR_HERE,
        partial(_taps_and_says, on_finding(Press.RETURN, NOTICE_THERE, CODE), "照片看不清"),
        (Press.RETURN,),
    ),
    "reopen": Case(
        SUPERVISOR_HERE,
        partial(_taps_and_says, on_finding(Press.REOPEN, NOTICE_THERE, CLOSED), "又冒污水"),
        (Press.REOPEN,),
    ),
    "accept": _tap(Press.ACCEPT, with_number(Press.ACCEPT, 1), STAFF_HERE, "不是发给你们单位的"),
    "decline": _tap(Press.DECLINE, with_number(Press.DECLINE, 1), STAFF_HERE, "不是发给你们单位的"),
    "teach": _tap(Press.TEACH, with_number(Press.TEACH, 1), STAFF_HERE, OF_NOBODY, Action.TEACH),
    "teach_in": _tap(Press.TEACH_IN, with_numbers(Press.TEACH_IN, 1, NOTICE_THERE), says=OF_NOBODY),
    "means": _tap(Press.MEANS, for_finding(Press.MEANS, 1, NOTICE_THERE, CODE), says=OF_NOBODY),
    "save": _tap(Press.SAVE, for_finding(Press.SAVE, 1, NOTICE_THERE, CODE), says=OF_NOBODY),
    "foreign": _tap(Press.FOREIGN, with_number(Press.FOREIGN, 1), says=OF_NOBODY),
    "unteach": _tap(Press.UNTEACH, with_number(Press.UNTEACH, 1)),
    "opinion": _tap(Press.OPINION, with_number(Press.OPINION, 1), STAFF_HERE, NOT_THEIRS_TO_ANSWER),
    "opinion_of_no_unit": _tap(
        Press.OPINION, with_number(Press.OPINION, 2), SUPERVISOR_HERE, NOT_THEIRS_TO_ANSWER
    ),
    "reply": Case(
        STAFF_HERE, partial(_taps_and_says, with_number(Press.REPLY, 1), "已派人修好"),
        (Press.REPLY, Action.ANSWER_OPINIONS), NOT_THEIRS_TO_ANSWER,
    ),
    "reply_as_supervisor": _tap(
        Press.REPLY, with_number(Press.REPLY, 2), SUPERVISOR_HERE, NOT_THEIRS_TO_ANSWER
    ),
    "forward": _tap(Press.FORWARD, with_number(Press.FORWARD, 1), SUPERVISOR_HERE, NOT_THEIRS_TO_ANSWER),
    "to_unit": _tap(
        Press.TO_UNIT, with_numbers(Press.TO_UNIT, 1, number_of("环保办")), SUPERVISOR_HERE,
        NOT_THEIRS_TO_ANSWER,
    ),
    "look": _tap(Press.LOOK, with_number(Press.LOOK, 1), SUPERVISOR_HERE, NOT_THEIRS_TO_ANSWER),
    "register": _tap(
        Press.REGISTER, with_number(Press.REGISTER, NOTICE_THERE), SUPERVISOR_HERE, WALL, Action.READ_DIGEST
    ),
    "town_digest": _tap(
        Press.TOWN_DIGEST,
        with_numbers(Press.TOWN_DIGEST, 2, number_of_span(Span(MORNING.date(), MORNING.date()))),
        SUPERVISOR_HERE,
    ),
    "import": _tap(Press.IMPORT, with_number(Press.IMPORT, 1), SUPERVISOR_HERE, "已经不在了"),
    "drop": _tap(Press.DROP, with_number(Press.DROP, 1), SUPERVISOR_HERE, "已经不在了"),
    "take": _tap(Press.TAKE, with_number(Press.TAKE, 1), ADMIN_HERE, "已经不在了"),
    "leave": _tap(Press.LEAVE, with_number(Press.LEAVE, 1), ADMIN_HERE, "已经不在了"),
    "may_revoke": _tap(Press.MAY_REVOKE, with_number(Press.MAY_REVOKE, STAFF_THERE), ADMIN_HERE, OF_NOBODY),
    "revoke": _tap(Press.REVOKE, with_number(Press.REVOKE, STAFF_THERE), ADMIN_HERE, OF_NOBODY),
    "revoke_county": _tap(Press.REVOKE, with_number(Press.REVOKE, COUNTY), ADMIN_HERE, OF_NOBODY),
}  # fmt: skip

# What anybody may tap: it shows what is published, or is the tapper's own.
PUBLIC = {
    Press.CARD, Press.FULL, Press.NEWS, Press.LIST, Press.NOTICES, Press.PAGE, Press.HELPED, Press.OFF_POINT,
    Press.NONE, Press.FOLLOW, Press.UNFOLLOW, Press.ENOUGH, Press.FOLLOW_CATEGORY, Press.FOLLOW_ALL, Press.MY,
    Press.RELEASE, Press.WAY, Press.RESOLVED, Press.UNRESOLVED, Press.OPEN, Press.FILES, Press.OPINE,
    Press.SPEAK, Press.TOWN, Press.TOWNS, Press.ANYWAY, Press.MORE, Press.TICKET, Press.GRADE,
    Press.FOLLOW_CHOICE, Press.RECALL, Press.KEEP_ROLE,
}  # fmt: skip
# What names nothing of anybody's, and shows what is of the tapper's own town.
OWN = {
    "chart": (SUPERVISOR_HERE, with_number(Press.CHART, 0)),
    "registers": (SUPERVISOR_HERE, with_number(Press.REGISTERS, 0)),
    "mornings": (SUPERVISOR_HERE, with_number(Press.MORNINGS, 0)),
    "pending": (SUPERVISOR_HERE, with_number(Press.PENDING, 0)),
    "missed": (STAFF_HERE, with_number(Press.MISSED, 0)),
    "opinions": (STAFF_HERE, with_number(Press.OPINIONS, 0)),
    "backlog": (SUPERVISOR_HERE, with_number(Press.BACKLOG, 0)),
    "register": (SUPERVISOR_HERE, with_number(Press.REGISTER, 0)),
}
LISTS = {
    "mine": (STAFF_HERE, "/mine"),
    "progress": (STAFF_HERE, "/progress"),
    "drafts": (STAFF_HERE, "/drafts"),
    "missed": (SUPERVISOR_HERE, "/missed"),
    "opinions": (STAFF_HERE, "/opinions"),
    "opinions_of_supervisor": (SUPERVISOR_HERE, "/opinions"),
    "pending": (SUPERVISOR_HERE, "/pending"),
    "digest": (SUPERVISOR_HERE, "/digest"),
    "register": (SUPERVISOR_HERE, "/register"),
    "poster": (SUPERVISOR_HERE, "/poster"),
    "people": (ADMIN_HERE, "/people"),
    "notices": (ADMIN_HERE, "/notices"),
    "assign_how": (SUPERVISOR_HERE, f"/assign {CODE} 没有人的办"),
    "hand_over": (STAFF_HERE, f"/assign {CODE} 水利站"),
}
# What must never be seen on the other side: who works there, what waits there, what was asked and said there.
STAFF_SIDE = (
    THERE, "环保办", "某21", "某22", "某24", "路灯", "桥塌", "210305-01", "锅炉房", SECRET, "申请",
    "喷漆那摊子",
)  # fmt: skip


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path, two_towns)
    await town.open()
    for person_id in EVERYBODY:
        town.telegram.meet({"id": person_id, "type": "private", "first_name": f"某{person_id}"})
    yield town
    await town.close()
    town.database.close()


def somebody(town: Town, person_id: int) -> Someone:
    return Someone(town, Account(person_id, f"某{person_id}"))


def contents(town: Town) -> dict[str, list[tuple[object, ...]]]:
    with town.database.glance() as connection:
        return {
            table: sorted(tuple(map(str, row)) for row in connection.execute(sql(f"SELECT * FROM {table}")))
            for table in _TABLES
        }


@pytest.mark.parametrize("name", CASES)
async def test_nothing_gets_through_the_wall(town: Town, name: str, request: pytest.FixtureRequest) -> None:
    if name == "poster":
        request.getfixturevalue("chinese_font")
    case = CASES[name]
    someone, before = somebody(town, case.who), contents(town)
    said = await case.do(someone)
    assert case.says in said
    assert not any(word in said.replace(f"{THERE}的，", "") for word in STAFF_SIDE[1:])
    assert contents(town) == before
    assert "污水管网" in await someone.says(CODE)  # nothing is waited for any more: it is a question


@pytest.mark.parametrize("name", [*OWN, *(f"{name} typed" for name in LISTS)])
async def test_lists_are_of_ones_own_town(town: Town, name: str) -> None:
    who, data = OWN[name] if name in OWN else LISTS[name.removesuffix(" typed")]
    someone = somebody(town, who)
    said = await (_taps(data, someone) if name in OWN else someone.says(data))
    shown = [one for one in someone.seen if one.text in said]
    labels = "".join(label for one in shown[-1:] for label in someone.labels(one))
    assert said
    assert not any(word in said + labels for word in STAFF_SIDE)


def test_every_action_and_every_button_is_at_the_wall() -> None:
    covered = {one for case in CASES.values() for one in case.covers}
    assert {*Action} <= covered
    own = {Press(data.partition(":")[0]) for _, data in OWN.values()}
    assert covered | PUBLIC | own >= {*Press}
    assert not PUBLIC & (covered | own)


async def test_whose_it_is_hears_of_it_and_nobody_else(town: Town) -> None:
    """Both towns have a 财政所: what is given to one of them is not told to the other."""
    there = somebody(town, SUPERVISOR_THERE)
    await town.deliver()
    town.telegram.forget()
    await there.says(f"/assign {MOVING} {OFFICE}")
    await town.deliver()
    told = {shown.chat_id for shown in town.telegram.shown} - {there.account.id}
    assert told == {STAFF_THERE}


async def test_an_opinion_goes_to_the_town_of_its_matter(town: Town) -> None:
    await town.deliver()
    town.telegram.forget()
    citizen = somebody(town, CITIZEN + 1)
    await citizen.says(f"/start item-{CODE.replace('.', '-')}-in-{NOTICE_THERE}")
    await citizen.taps("提意见")
    await citizen.says("喷漆的味道还是很大")
    await town.deliver()
    told = {shown.chat_id for shown in town.telegram.shown} - {citizen.account.id}
    assert told == {STAFF_THERE, SUPERVISOR_THERE}


async def test_one_of_no_town_goes_to_the_county_which_passes_it_on(town: Town) -> None:
    citizen = somebody(town, CITIZEN + 1)
    await citizen.says("/report 高速路口没有灯")
    county, here = somebody(town, COUNTY), somebody(town, STAFF_HERE)
    assert "高速路口" in await county.hears()
    await county.taps("转办")
    assert {f"{HERE} {OFFICE}", f"{THERE} {OFFICE}"} <= {*county.labels(county.last)}
    await county.taps(f"{HERE} {OFFICE}")
    assert "高速路口" in await here.hears()
    assert "210305-03" in await here.says("/opinions")
    assert "210305-03" not in await somebody(town, STAFF_THERE).says("/opinions")


async def test_who_joins_is_told_to_the_admins_of_the_town(town: Town) -> None:
    await town.deliver()
    town.telegram.forget()
    admin, newcomer = somebody(town, ADMIN_THERE), town.newcomer("新来的")
    invitation = await admin.says("/invite 工作人员 财政所")
    code = invitation.rpartition("/join ")[2].split()[0]
    assert f"请到{THERE}" in invitation
    assert "已加入" in await newcomer.says(f"/join {code}")
    await town.deliver()
    told = [shown.chat_id for shown in town.telegram.shown if "新来的" in shown.text]
    assert told == [ADMIN_THERE]
    assert "新来的" not in await somebody(town, ADMIN_HERE).says("/people")


async def test_the_same_code_is_ones_own(town: Town) -> None:
    """The other town's notice is the newer one; a code that is typed means that of one's own town all the
    same."""
    staff = somebody(town, STAFF_HERE)
    assert f"《{HERE}关于" in await staff.says(f"/progress {CODE} 泵站修好了")
    assert "已发布" in await staff.taps("发布")
    assert "泵站修好了" not in await somebody(town, 77).says(f"{THERE} {CODE}")


async def test_the_county_works_everywhere(town: Town) -> None:
    county = somebody(town, COUNTY)
    await county.says("目录")
    assert "已核实" in await county.taps_data(on_finding(Press.VERIFY, NOTICE_THERE, CODE))
    assert "已指派给" in await county.says(f"/assign {ONLY_THERE} {OFFICE}")


async def test_the_county_names_the_town_before_a_code(town: Town) -> None:
    county = somebody(town, COUNTY)
    assert f"1.1.2（{HERE}2021年通报）" in await county.says(f"/assign {HERE} 1.1.2 {OFFICE}")
    assert f"{THERE}" in await county.says(f"/due {THERE} 1.1.2 2026-12-01")


async def test_the_county_names_the_town_of_a_poster(town: Town, chinese_font: Path) -> None:
    county = somebody(town, COUNTY)
    assert f"1.1.2（{HERE}2021年通报）" in await county.says(f"/poster {HERE} 1.1.2")
    assert f"{HERE}2021年通报的海报" in await county.says(f"/poster {HERE}")


async def test_a_register_of_ones_own_town_is_taken(town: Town) -> None:
    supervisor = somebody(town, SUPERVISOR_HERE)
    await supervisor.uploads("台账.xlsx", by_hand(("序号", "责任单位"), (CODE, OFFICE)))
    assert "湖滨镇2021年" in supervisor.last.text
    assert "已导入" in await supervisor.taps("确认导入")
    assert CODE in await somebody(town, STAFF_HERE).says("/mine")


@pytest.mark.parametrize("who", ["blocked", "terminal"])
async def test_where_nothing_reaches_anybody_of_the_town_the_county_hears(town: Town, who: str) -> None:
    await town.deliver()
    await somebody(town, SUPERVISOR_HERE).blocks()
    if who == "terminal":
        people.revoke(town.database, SUPERVISOR_HERE, None, MORNING)
        people.enrol(town.database, -7, "终端", Role.SUPERVISOR, MORNING, 1)
    citizen = somebody(town, CITIZEN + 1)
    await citizen.says(f"/town {HERE}")
    await citizen.says("/report 高速路口没有灯")
    assert "高速路口" in await somebody(town, COUNTY).hears()


BUREAU = "云汀县水利局"


@pytest.mark.parametrize(
    ("who", "words", "said"),
    [
        (COUNTY, f"水利局 {THERE}", f"请到{THERE}的工作人员（水利局）"),
        (COUNTY, f"{THERE} 水利局", f"请到{THERE}的工作人员（水利局）"),
        (COUNTY, f"防汛办 {BUREAU}", f"请到{BUREAU}的工作人员（防汛办）"),
        (COUNTY, "防汛办 青岭", f"请到{THERE}的工作人员（防汛办）"),
        (COUNTY, "防汛办 水利局", f"请到{BUREAU}的工作人员（防汛办）"),
        (COUNTY, f"{HERE} {THERE} 财政所", f"不止一个：{HERE}、{THERE}"),
        (ADMIN_HERE, "水利局", f"请到{HERE}的工作人员（水利局）"),
        (ADMIN_HERE, BUREAU, OF_NOBODY),
    ],
)
async def test_a_unit_called_like_another_town_is_a_unit(town: Town, who: int, words: str, said: str) -> None:
    towns.made(town.database, BUREAU)
    people.enrol(town.database, COUNTY, "县", Role.ADMIN, MORNING)
    assert said in await somebody(town, who).says(f"/invite 工作人员 {words}")


async def test_only_notices_that_one_may_teach_in_are_offered(town: Town) -> None:
    staff, county = somebody(town, STAFF_THERE), somebody(town, COUNTY)
    for someone in (staff, county):
        await someone.says("/missed")
        await someone.taps("1")
    offered = [label for label in county.labels(county.last) if HERE in label or THERE in label]
    assert offered
    assert not any(HERE in label for label in staff.labels(staff.last))


async def test_whose_a_finding_is_is_told_to_its_own_town(town: Town) -> None:
    asked = f"{THERE} {CODE} 谁负责"
    assert OFFICE in await somebody(town, SUPERVISOR_THERE).says(asked)
    assert "台账里" not in await somebody(town, SUPERVISOR_HERE).says(asked)
