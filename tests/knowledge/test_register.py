"""A register goes out and comes back: what is told of it, cell by cell."""

import io
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from handlers.views.register import compared, register
from knowledge.model import Notice, Ownership, RectificationKind
from knowledge.progress.dates import read_date
from knowledge.progress.differences import BadCell, Basis, Comparison, Conflict, Fault, Place
from knowledge.progress.register import Change, Field
from knowledge.progress.workbook import NotRead, Unfit, from_xlsx
from knowledge.record import Record
from tests import registers
from tests.registers import Cell, by_hand, edited, values

ZONE, TODAY = ZoneInfo("Asia/Shanghai"), date(2021, 3, 5)
OWNED = Ownership(
    "1.2.6", "环保办", "张三", date(2021, 6, 30), "王五", RectificationKind.TIME_BOUND
)  # fmt: skip
HEADINGS = ("序号", "责任单位")


@pytest.fixture(scope="session")
def record(notice: Notice) -> Record:
    """One finding has all that a register can say of it."""
    return Record(notice, notice_id=1, ownerships=(OWNED,))


@pytest.fixture(scope="session")
def written(record: Record) -> bytes:
    return register(record, ZONE)


def told(data: bytes, record: Record) -> Comparison:
    found = compared(from_xlsx(data), record, ZONE, TODAY)
    assert found is not None
    return found


def changes(data: bytes, record: Record) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.field.value, one.old, one.new) for one in told(data, record).changes]


def with_owner(record: Record, **values: Any) -> Record:
    """The record in which somebody changed who works on 1.2.6."""
    return replace(record, ownerships=(replace(OWNED, **values),))


def test_what_comes_back_as_it_went_says_nothing(written: bytes, record: Record) -> None:
    assert told(written, record) == Comparison(Basis.KNOWN)
    assert told(edited(written, {}), record) == Comparison(Basis.KNOWN)


@pytest.mark.parametrize(
    ("heading", "value", "change"),
    [
        ("责任单位", "水利站", ("unit", "环保办", "水利站")),
        ("责任单位", " 水利站\n", ("unit", "环保办", "水利站")),
        ("责任单位", "=SUM(1)", ("unit", "环保办", "=SUM(1)")),
        ("责任人", None, ("owner", "张三", "")),
        ("责任领导", 3, ("lead", "王五", "3")),
        ("整改类型", "立行立改", ("kind", "time_bound", "immediate")),
        ("整改类型", None, ("kind", "time_bound", "")),
        ("整改时限", date(2021, 7, 1), ("due_on", "2021-06-30", "2021-07-01")),
        ("整改时限", "2021年7月1日", ("due_on", "2021-06-30", "2021-07-01")),
        ("整改时限", "２０２１．７．１", ("due_on", "2021-06-30", "2021-07-01")),
        ("整改时限", "2021/7/1", ("due_on", "2021-06-30", "2021-07-01")),
        ("整改时限", "7月1日", ("due_on", "2021-06-30", "2021-07-01")),
        ("整改时限", "2021年12月底前", ("due_on", "2021-06-30", "2021-12-31")),
        ("整改时限", "/", ("due_on", "2021-06-30", "")),
        ("责任单位", "无", ("unit", "环保办", "")),
    ],
)
def test_a_cell_that_was_changed_is_told_from_and_to(
    written: bytes, record: Record, heading: str, value: Cell, change: tuple[str, str, str]
) -> None:
    assert changes(edited(written, {("1.2.6", heading): value}), record) == [("1.2.6", *change)]


def test_a_cell_that_was_empty_is_new(written: bytes, record: Record) -> None:
    data = edited(written, {("1.1.1", "责任单位"): "水利站"})
    assert told(data, record).changes == (Change("1.1.1", Field.UNIT, "", "水利站"),)


@pytest.mark.parametrize(
    ("heading", "value", "fault"),
    [
        ("整改时限", "六月底", Fault.NO_DATE),
        ("整改时限", "2021-06-31", Fault.NO_DATE),
        ("整改时限", "月底", Fault.NO_DATE),
        ("整改时限", "30天内", Fault.NO_DATE),
        ("整改类型", "马上改", Fault.NO_KIND),
        ("责任单位", "办" * 101, Fault.TOO_LONG),
        ("责任人", "张三 13800000000", Fault.NUMBER),
        ("责任人", 13800000000, Fault.NUMBER),
    ],
)
def test_what_cannot_be_read_is_named_by_row_and_column(
    written: bytes, record: Record, heading: str, value: Cell, fault: Fault
) -> None:
    (bad,) = told(edited(written, {("1.1.2", heading): value}), record).bad
    assert (bad.row, bad.text, bad.fault) == (3, str(value), fault)


def test_a_formula_is_no_text(written: bytes, record: Record) -> None:
    def compute(sheet: Any) -> None:
        sheet["E3"] = "=A1"

    found = told(edited(written, {}, compute), record)
    assert found.bad == (BadCell(3, Field.UNIT, "", Fault.FORMULA),)
    assert not found.changes


def test_a_newer_change_of_the_same_cell_is_a_conflict(written: bytes, record: Record) -> None:
    data = edited(written, {("1.2.6", "责任人"): "李四", ("1.2.6", "责任领导"): "赵六"})
    found = told(data, with_owner(record, owner="钱七"))
    assert found.conflicts == (Conflict("1.2.6", Field.OWNER, "张三", "钱七", "李四"),)
    assert [one.field for one in found.changes] == [Field.LEAD]


def test_a_newer_change_of_another_cell_stays(written: bytes, record: Record) -> None:
    data = edited(written, {("1.2.6", "责任人"): "李四"})
    found = told(data, with_owner(record, unit="水利站"))
    assert found.changes == (Change("1.2.6", Field.OWNER, "张三", "李四"),)
    assert not found.conflicts


def test_the_same_change_in_both_places_is_none(written: bytes, record: Record) -> None:
    data = edited(written, {("1.2.6", "责任人"): "李四"})
    assert told(data, with_owner(record, owner="李四")) == Comparison(Basis.KNOWN)


def test_without_what_it_carried_unseen_newer_changes_are_not_known(written: bytes, record: Record) -> None:
    data = registers.without_unseen(edited(written, {("1.1.1", "责任人"): "李四"}))
    found = told(data, with_owner(record, owner="钱七"))
    assert found.basis is Basis.UNKNOWN
    assert [(one.old, one.new) for one in found.changes] == [("", "李四"), ("钱七", "张三")]


def test_a_sheet_made_by_hand_is_read(record: Record) -> None:
    data = by_hand(
        ("湖滨镇整改台账", None),
        ("序 号", "责任\n单位"),
        ("一（二）6", "水利站"),
        (None, None),
        ("1-1-1", "城建办"),
    )
    found = told(data, record)
    assert found.basis is Basis.UNKNOWN
    assert [(one.code, one.new) for one in found.changes] == [("1.2.6", "水利站"), ("1.1.1", "城建办")]
    assert not found.unknown


def test_other_names_of_columns_are_known_and_what_is_blank_empties_nothing(record: Record) -> None:
    data = by_hand(
        ("编号", "反馈问题", "牵头领导", "责任部门", "具体责任人", "完成时限"),
        ("1.2.6", None, None, "水利站", "无", "7月1日"),
    )
    found = told(data, with_owner(record, lead="王五", owner="张三"))
    told_of = {one.field: one.new for one in found.changes}
    assert told_of == {Field.UNIT: "水利站", Field.OWNER: "", Field.DUE: "2021-07-01"}


def test_cells_merged_over_findings_count_for_each(written: bytes, record: Record) -> None:
    data = edited(written, {("1.1.1", "责任单位"): "水利站"}, lambda sheet: sheet.merge_cells("E2:E4"))
    assert [one[0] for one in changes(data, record)] == ["1.1.1", "1.1.2", "1.1.3"]


def test_rows_in_another_order_and_rows_left_out_are_no_matter(written: bytes, record: Record) -> None:
    data = edited(written, {("1.2.6", "责任人"): "李四"}, lambda sheet: sheet.delete_rows(2, 3))
    assert changes(data, record) == [("1.2.6", "owner", "张三", "李四")]


def test_a_column_left_out_empties_nothing(written: bytes, record: Record) -> None:
    assert told(edited(written, {}, lambda sheet: sheet.delete_cols(5, 2)), record) == Comparison(Basis.KNOWN)


def test_codes_that_are_unknown_or_there_twice_are_not_taken(written: bytes, record: Record) -> None:
    cells: dict[tuple[str, str], Cell] = {
        ("1.1.1", "责任人"): "李四", ("1.1.2", "责任人"): "李四", ("1.1.1", "序号"): "9.9.9",
        ("1.1.2", "序号"): "1.1.3",
    }  # fmt: skip
    found = told(edited(written, cells), record)
    assert found.unknown == (Place(2, "9.9.9"),)
    assert found.repeated == (Place(3, "1.1.3"), Place(4, "1.1.3"))
    assert not found.changes


def test_cells_for_reading_and_strange_columns_are_kept_out(written: bytes, record: Record) -> None:
    def add_column(sheet: Any) -> None:
        sheet["M1"], sheet["M2"] = "备注", "下周再说"

    found = told(edited(written, {("1.1.1", "状态"): "已完成"}, add_column), record)
    assert found == Comparison(
        Basis.KNOWN, edited=((Place(2, "1.1.1"), Field.STATUS),), kept_out=("备注",)
    )  # fmt: skip


def test_another_notice_is_told_and_its_other_findings_are_left(written: bytes, record: Record) -> None:
    first, second, *others = record.notice.findings
    notice = replace(record.notice, findings=(replace(first, problem="路灯不亮。"), second, *others))
    data = edited(written, {(first.code, "责任人"): "李四", (second.code, "责任人"): "李四"})
    found = told(data, replace(record, notice=notice, notice_id=2))
    assert found.basis is Basis.OTHER_NOTICE
    assert found.others == (Place(2, first.code),)
    assert [one.code for one in found.changes] == [second.code]


def test_a_sheet_without_headings_is_no_register(record: Record) -> None:
    assert compared(from_xlsx(by_hand(("张三", "李四"), ("序号", "备注"))), record, ZONE, TODAY) is None


def test_an_unseen_sheet_of_somebody_else_is_passed_over(written: bytes, record: Record) -> None:
    book = load_workbook(io.BytesIO(written))
    for row in (("9", "1", "x"), ("1", "²", "x"), ("1", "1"), ("1.2.6",), (None, "x")):
        book["zhenggai"].delete_rows(1, 99)
        book["zhenggai"].append(row)
        assert told(registers.saved(book), record).changes == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Unfit.OTHER_KIND),
        (b"hello", Unfit.OTHER_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Unfit.OTHER_KIND),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Unfit.ENCRYPTED),
        (by_hand(HEADINGS)[:900], Unfit.BROKEN),
    ],
)
def test_what_is_no_workbook_says_why(data: bytes, why: Unfit) -> None:
    with pytest.raises(NotRead) as failure:
        from_xlsx(data)
    assert failure.value.why is why


def test_what_would_unpack_to_very_much_is_not_unpacked() -> None:
    with pytest.raises(NotRead) as failure:
        from_xlsx(registers.bomb())
    assert failure.value.why is Unfit.TOO_LARGE


def test_one_text_in_very_many_cells_is_too_much() -> None:
    row = ("字" * 30_000,) * 50
    with pytest.raises(NotRead) as failure:
        from_xlsx(by_hand(*[row] * 30))
    assert failure.value.why is Unfit.TOO_LARGE


@pytest.mark.parametrize(
    "text", ["=SUM(1)", "+1", "-1", "@x", "_x0041_", "a\nb", "http://a.b", "&<>", "{=1}"]
)
def test_any_text_goes_out_and_comes_back(record: Record, text: str) -> None:
    found = with_owner(record, unit=text, owner=text)
    data = register(found, ZONE)
    assert told(data, found) == Comparison(Basis.KNOWN)
    sheet = load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert values(data) == values(register(found, ZONE))


@pytest.mark.parametrize(
    "text", ["2021-6-3", "2021.06.03", "2021 年 6 月 3 日", "２０２１／６／３", "2021年6月3号"]
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_date(text) == date(2021, 6, 3)


@pytest.mark.parametrize("text", ["", "6月3日", "2021-02-29", "2021年6月", "长期", "2021-6-3" * 9])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text) is None
