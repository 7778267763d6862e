"""The register as supervisors get it: opened again, it says what the record says."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from knowledge.model import Role
from tests.pictures import picture
from tests.registers import values
from tests.town import Someone, Town


async def sent(someone: Someone) -> bytes:
    assert "整改台账：27 个问题" in await someone.says("/register")
    (data,) = someone.last.files
    return data


async def sheet_of(someone: Someone) -> Workbook:
    return load_workbook(io.BytesIO(await sent(someone)))


def row_of(book: Workbook, code: str) -> dict[str, str]:
    """The row of a finding, by heading, as Excel shows it."""
    headings, *rows = book.active.iter_rows(values_only=True)
    row = next(row for row in rows if row[0] == code)
    shown = [str(one.date()) if isinstance(one, datetime) else one for one in row]
    return dict(zip(headings, shown, strict=True))


async def test_one_row_a_finding_with_what_came_since(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办 张三")
    await supervisor.says("/due 1.2.6 2021-06-30")
    await staff.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await town.fetch()
    await staff.taps("申请销号")
    await supervisor.hears()
    await supervisor.taps("通过")
    book = await sheet_of(supervisor)
    assert book.active.max_row == 28
    row = row_of(book, "1.2.6")
    assert row["问题"].startswith("污水管网等")
    assert (row["责任单位"], row["责任人"], row["整改时限"]) == ("环保办", "张三", "2021-06-30")
    assert row["进展"] == "2021-03-05 环保办：上述问题已全部整改完成"
    assert (row["佐证"], row["状态"], row["销号日期"]) == ("1", "已销号", "2021-03-05")


async def test_a_large_one_is_the_same_from_a_process_of_its_own(
    town: Town, supervisor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 已疏通管网")
    await staff.taps("发布")
    small = values(await sent(supervisor))
    monkeypatch.setattr("handlers.registering.FEW", 0)
    monkeypatch.setattr("handlers.registering.register", None)  # not in this process
    assert values(await sent(supervisor)) == small
    assert "已疏通管网" in str(small)


async def test_text_stays_text(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "=SUM(1)")
    await supervisor.says("/assign 1.2.6 =SUM(1)")
    await staff.says('/progress 1.2.6 =HYPERLINK("http://example.org")')
    await staff.taps("发布")
    book = await sheet_of(supervisor)
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert row_of(book, "1.2.6")["责任单位"] == "=SUM(1)"


async def test_it_is_ready_to_be_printed_and_filled_in(supervisor: Someone) -> None:
    sheet = (await sheet_of(supervisor)).active
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    offered = {one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert offered == {'"立行立改,限期整改,长期坚持"', '"已完成,正在整改,长期坚持,通报未说明,已销号"'}


async def test_its_columns_are_those_of_offices(supervisor: Someone) -> None:
    sheet = (await sheet_of(supervisor)).active
    assert [cell.value for cell in sheet[1]] == [
        "序号", "问题", "整改措施", "责任领导", "责任单位", "责任人", "整改类型", "整改时限", "进展", "佐证",
        "状态", "销号日期",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN, None])
async def test_nobody_else_gets_it(town: Town, role: Role | None) -> None:
    someone = await town.invited(role) if role else town.newcomer()
    await someone.says("/register")
    assert not someone.last.files
