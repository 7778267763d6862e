"""What people who work here say in their own words: a command, how something is done, that something was."""

import pytest

from knowledge.model import Role
from tests.town import Someone, Town


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("导出台账", "台账"), ("逾期的有哪些？", "日报"), ("谁逾期了", "日报"), ("统计", "日报"),
        ("周报", "日报 本周"), ("月报", "日报 本月"), ("审核", "待审核"), ("意见", "群众意见"),
        ("我的任务", "我负责的"), ("给我看看台账", "台账"), ("快到期的有哪些", "日报"),
        ("何时发日报", "日报"), ("不要发日报了", "日报"), ("还有没有要我批的", "待审核"),
    ],
)  # fmt: skip
async def test_other_words_do_for_a_command(
    supervisor: Someone, citizen: Someone, text: str, command: str
) -> None:
    assert await supervisor.says(text) == await supervisor.says(command)
    assert "/join" not in await citizen.says(text)


async def test_what_is_to_be_done_is_each_roles_own(supervisor: Someone, staff: Someone) -> None:
    assert "日报" in await supervisor.says("今天有什么要办的")
    assert "还没有指派给环保办的问题" in await staff.says("今天有什么要办的")


async def test_an_admin_finds_out_how_to_let_people_in(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    assert "请这样写：/invite" in await admin.says("怎么加人")
    assert "直接发到这里" in await admin.says("怎么换通报")


@pytest.mark.parametrize("text", ["怎么发进展", "怎么申请销号？", "怎么申请销号", "销号怎么弄"])
async def test_how_something_is_done_is_in_the_help(staff: Someone, citizen: Someone, text: str) -> None:
    assert "先看预览，点“发布”才算数" in await staff.says(text)
    assert "先看预览" not in await citizen.says(text)


async def test_words_that_are_waited_for_are_those_words(staff: Someone) -> None:
    await staff.says("/progress 1.2.6")
    assert "环保办：\n审核" in await staff.says("审核")


async def test_what_was_done_without_a_code_is_said_to_be_unpublished(
    staff: Someone, citizen: Someone
) -> None:
    said = await staff.says("那个泵站搞定了")
    assert said.endswith("您这句话没有发布。要发成进展，前面写上“进展”和编号：\n进展 1.2.6 那个泵站搞定了")
    assert (await staff.says("进展 1.2.6 那个泵站搞定了")).startswith("预览")
    assert "没有发布" not in await citizen.says("那个泵站搞定了")
    assert "没有发布" not in await staff.says("喷漆中心整改进展")


@pytest.mark.parametrize("text", ["1.2.6 请示领导后再定", "一(二)6 领导说先放一放"])
async def test_what_is_said_of_a_code_is_said_to_be_unpublished(
    staff: Someone, citizen: Someone, text: str
) -> None:
    said = await staff.says(text)
    assert f"您这句话没有发布。要发成进展，前面写上“进展”和编号：\n进展 1.2.6 {text.split()[1]}" in said
    assert "没有发布" not in await citizen.says(text)


@pytest.mark.parametrize("text", ["1.2.6", "1.2.6 污水管网有没有修", "1.2.6 整改进展", "1.2.6 污水处理厂"])
async def test_what_is_asked_of_a_code_is_only_answered(staff: Someone, text: str) -> None:
    assert "没有发布" not in await staff.says(text)


@pytest.mark.parametrize("text", ["一(二)6 主管网疏通300米", "1.2.6 还没弄完"])
async def test_how_far_it_came_is_progress(staff: Someone, text: str) -> None:
    assert (await staff.says(text)).startswith("预览")


@pytest.mark.parametrize("text", ["撤回刚才那条", "删掉刚才发的"])
async def test_who_takes_back_what_was_posted_is_told_how(staff: Someone, text: str) -> None:
    """They were told that they have no opinion under way."""
    await staff.says("进展 1.2.6 泵站修好")
    await staff.taps("发布")
    assert "点那张收据下面的“撤回”" in await staff.says(text)
    assert "已撤回 1.2.6" in await staff.says("撤回")


@pytest.mark.parametrize("text", ["喷漆中心谁举报的", "我是哪个单位的"])
async def test_what_is_not_asked_of_the_owner_is_not_told(
    supervisor: Someone, staff: Someone, text: str
) -> None:
    await supervisor.says("/assign 1.2.6 环保办 张三")
    await staff.says("1.2.6")
    assert "台账里" not in await staff.says(text)


async def test_who_regrets_is_told_how_to_undo(staff: Someone, citizen: Someone) -> None:
    for text in ("刚才发错了", "刚才那条不要了，撤回", "刚才那条不对，是15户不是50户"):
        assert "点那张收据下面的“撤回”" in await staff.says(text)
    assert "撤回" not in await citizen.says("刚才发错了")
    assert "撤回" not in await staff.says("那条不要了吗")


async def test_what_is_not_found_leads_back_to_ones_work(supervisor: Someone, citizen: Someone) -> None:
    assert "要办工作上的事，发：" in await supervisor.says("提醒环保办")
    assert "待审核、台账" in supervisor.last.text
    assert "工作上的事" not in await citizen.says("提醒环保办")


@pytest.mark.parametrize(
    "text",
    ["邀请工作人员环保办", "邀请一个工作人员：环保办", "邀请 工作人员环保办", "邀请一个工作人员，环保办的"],
)
async def test_an_invitation_needs_no_spaces(town: Town, citizen: Someone, text: str) -> None:
    admin = await town.invited(Role.ADMIN)
    assert "工作人员（环保办）。邀请码 24 小时内有效" in await admin.says(text)
    assert "邀请码" not in await citizen.says(text)


async def test_a_role_may_be_named_in_short(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    assert "督办人员（纪委）。邀请码 24 小时内有效" in await admin.says("邀请 督办 纪委")


async def test_who_is_invited_to_a_meeting_is_not_let_in(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    assert "邀请码" not in await admin.says("邀请工作人员参加培训")


async def test_whose_role_is_to_be_taken_away_is_chosen_from_the_list(town: Town, staff: Someone) -> None:
    admin = await town.invited(Role.ADMIN, "党政办")
    for text in ("撤销某人", "撤销 某人的角色。"):
        assert await admin.says(text) == await admin.says("人员")
    assert "这是最后一位管理员。请先邀请另一位" in await admin.taps("撤销 某人（党政办）")
    listed = admin.last
    await admin.taps("撤销 某人（环保办）", on=listed)
    await admin.taps("确认撤销")
    assert "已经没有角色" in await admin.taps("撤销 某人（环保办）", on=listed)
    assert "已删除与您有关的记录" in await admin.says("删除我的数据")


@pytest.mark.parametrize("text", ["撤销处分", "撤销党内职务", "撤销登记了吗", "撤销"])
async def test_what_else_is_revoked_is_a_question(town: Town, citizen: Someone, text: str) -> None:
    admin = await town.invited(Role.ADMIN)
    assert (await admin.says(text)).splitlines()[0] == (await citizen.says(text)).splitlines()[0]


@pytest.mark.parametrize("text", ["1.2.6 谁负责", "1.2.6 什么时候到期", "1.2.6归谁", "喷漆中心是谁的"])
async def test_whose_a_finding_is_is_told_to_who_works_here(
    supervisor: Someone, staff: Someone, citizen: Someone, text: str
) -> None:
    await supervisor.says("/assign 1.2.6 环保办 张三")
    await supervisor.says("/due 1.2.6 2021-06-30")
    for someone in (supervisor, staff):
        assert "台账里：责任单位 环保办，责任人 张三，时限 2021-06-30" in await someone.says(text)
    assert "张三" not in await citizen.says(text)


async def test_whose_another_finding_is_is_not_told_of_the_one_shown(
    supervisor: Someone, staff: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert "台账里" not in await supervisor.says("喷漆中心建好没？还有幸福院谁管")
    assert "台账里：责任单位 环保办" in await supervisor.says("喷漆中心建好没？谁管")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.2.6 指派给环保办", "已指派给环保办"),
        ("把1.2.6指派给环保办 张三", "已指派给环保办，责任人张三"),
        ("1.2.6 指派给环保办、水利站", "没有看懂指派给哪个单位，没有改"),
        ("1.2.6 时限 5月1日", "整改时限定为 2021-05-01"),
        ("1.2.6的期限改到月底", "整改时限定为 2021-03-31"),
        ("退回 1.2.6", "现在：正在整改"),
        ("退回 1.2.6 照片看不清", "现在：正在整改"),
        ("1.2.6 退回，照片看不清", "现在：正在整改"),
        ("1.2.6通过", "现在：正在整改"),
        ("1.2.6 不行，退回去", "现在：正在整改"),
        ("审核126吧", "现在：正在整改"),
        ("待审核 9.9.9", "没有编号 9.9.9"),
    ],
)
async def test_a_code_may_stand_before_an_order(
    supervisor: Someone, staff: Someone, text: str, said: str
) -> None:
    assert said in await supervisor.says(text)
    assert said not in await staff.says(text)


@pytest.mark.parametrize(
    "text",
    [
        "台账 不规范的问题整改了吗", "台账2021年整改了吗", "1.2.6 时限是什么时候", "逾期未还的贷款",
        "审核不严",
    ],
)  # fmt: skip
async def test_a_supervisors_question_stays_one(supervisor: Someone, citizen: Someone, text: str) -> None:
    assert (await supervisor.says(text)).splitlines()[0] == (await citizen.says(text)).splitlines()[0]


@pytest.mark.parametrize(
    "text", ["申请销号 1.2.6", "1.2.6 申请销号", "1.2.6的申请销号", "1.2.6 销号", "销号 1.2.6"]
)
async def test_who_proposes_in_words_is_shown_where_it_is_done(
    supervisor: Someone, staff: Someone, text: str
) -> None:
    assert "1.2.6 污水管网" in await staff.says(text)
    assert "申请销号" in staff.labels(staff.last)
    await supervisor.says("/assign 1.2.6 水利站")
    assert "由水利站负责" in await staff.says(text)


@pytest.mark.parametrize("command", ["", "进展 "])
@pytest.mark.parametrize("words", ["泵站已修好，申请销号", "线索移交给派出所了", "移交给派出所处理了。"])
async def test_what_was_done_is_no_order(
    supervisor: Someone, staff: Someone, command: str, words: str
) -> None:
    for someone in (supervisor, staff):
        said = await someone.says(f"{command}1.2.6 {words}")
        assert said.startswith("预览")
        assert words in said


async def test_what_was_given_to_no_office_is_no_order(supervisor: Someone) -> None:
    assert "已指派" not in await supervisor.says("1.2.6 交给第三方运营")
    assert "还没有指派责任单位" in await supervisor.says("/assign 1.2.6")


@pytest.mark.parametrize("text", ["退回1.2.6的资金已上缴", "核实1.2.6整改了吗", "1.2.6 通过招标选定了单位"])
async def test_more_than_a_code_is_not_decided_of(supervisor: Someone, text: str) -> None:
    assert "现在：正在整改" not in await supervisor.says(text)
