"""The chart: what the picture holds, and what is said below it."""

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageColor

from handlers.views.canvas import LEFT, RIGHT, Align, Canvas, Spot, Style
from handlers.views.charts import COLOURS, chart
from handlers.views.html import length
from knowledge.model import Notice, Status
from knowledge.progress.standing import Category, Point, Standing, make_standing
from knowledge.record import Record

TODAY = date(2021, 5, 6)
# One of each status, and more than a legend's line of them.
EACH = dict(zip(Status, (1, 2, 30, 4, 500), strict=True))


@dataclass(frozen=True, slots=True)
class Written:
    words: str
    size: int
    left: float
    right: float
    line: float

    def touches(self, other: "Written") -> bool:
        apart = max(self.size, other.size) * 0.8
        beside = self.right <= other.left or other.right <= self.left
        return not beside and abs(self.line - other.line) < apart


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """What is written into pictures, and where."""
    found: list[Written] = []
    text = Canvas.text

    def note(canvas: Canvas, spot: Spot, words: str, style: Style, align: Align = "l") -> None:
        wide = canvas.width_of(words, style)
        left = spot[0] - {"l": 0, "m": wide / 2, "r": wide}[align]
        found.append(Written(words, style.size, left, left + wide, spot[1]))
        text(canvas, spot, words, style, align)

    monkeypatch.setattr(Canvas, "text", note)
    return found


def trend(*counts: int) -> tuple[Point, ...]:
    first = TODAY - timedelta(weeks=len(counts) - 1)
    return tuple(Point(first + timedelta(weeks=week), count) for week, count in enumerate(counts))


def standing(*categories: Category, counts: tuple[int, ...] = (25, 25, 20, 17)) -> Standing:
    by_status = {status: sum(one.by_status[status] for one in categories) for status in Status}
    return Standing(TODAY, sum(by_status.values()), by_status, categories, trend(*counts))


def category(
    code: str | None = "1.2", heading: str | None = "关于党建工作薄弱的问题", **counts: int
) -> Category:
    by_status = {status: counts.get(status.value, 0) for status in Status} if counts else EACH
    return Category(code, heading, by_status, together=1 if code else 292)


def crowded() -> Standing:
    """As much as there can be in a picture, with numbers as large as they come."""
    heading = "关于贯彻落实上级决策部署不够到位、联系群众不够紧密、工作作风不够扎实等方面的问题" * 3
    many = [category(f"19.{n}", heading) for n in range(17, 24)]
    huge = dict.fromkeys(Status, 2000)
    counts = (9000, 9999, 10000, 2, 3, 5000, 1, 8000, 7000, 9999, 10, 20)
    return standing(*many, Category(None, None, huge, 292), counts=counts)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def colours_of(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(maxcolors=1 << 24) or []}


def rgb(status: Status) -> tuple[int, ...]:
    return ImageColor.getrgb(COLOURS[status])


def test_with_a_font_the_picture_says_all_and_the_caption_is_a_line(
    written: list[Written], chinese_font: Path, notice: Notice
) -> None:
    picture = chart(make_standing(Record(notice), TODAY, ZoneInfo("Asia/Shanghai")), chinese_font)
    words = [one.words for one in written]
    for expected in ("整改情况", "2021-05-06", "共 27 个问题，未见完成 25 个", "正在整改", "通报未说明"):
        assert expected in words
    assert {"村级财务管理不规范", "8 个", "未见完成的问题"} <= {*words}
    assert picture.caption.startswith("2021-05-06 整改情况：共 27 个问题，未见完成 25 个")
    assert "\n" not in picture.caption


def test_without_one_it_holds_digits_and_codes_and_the_caption_says_what_they_mean(
    written: list[Written], notice: Notice
) -> None:
    picture = chart(make_standing(Record(notice), TODAY, ZoneInfo("Asia/Shanghai")), None)
    words = [one.words for one in written]
    assert all(set(one) <= set("0123456789.-+") for one in words)
    assert {"1.2", "2.3", "2021-05-06", "27"} <= {*words}
    assert picture.caption.splitlines()[1:4] == [
        "颜色：🟩已完成 🟨正在整改 ⬜通报未说明",
        "1.1 镇党委对第六轮巡察意见反馈问题整改质量不高",
        "1.2 政治站位不高，贯彻落实中央重大决策和上级工作要求有差距",
    ]
    assert picture.caption.endswith("2021-02-18 有 25 个，2021-05-06 有 25 个。")


@pytest.mark.parametrize("with_font", [True, False])
def test_no_words_touch_each_other_or_the_edges(
    written: list[Written], request: pytest.FixtureRequest, with_font: bool
) -> None:
    picture = chart(crowded(), request.getfixturevalue("chinese_font") if with_font else None)
    assert [(a.words, b.words) for a, b in combinations(written, 2) if a.touches(b)] == []
    height = opened(picture.png).height
    assert all(one.left >= LEFT and one.right <= RIGHT + 1 and one.line < height - 40 for one in written)
    assert min(one.size for one in written) >= 30
    assert height <= 1800


def test_the_caption_fits_however_much_there_is() -> None:
    caption = chart(crowded(), None).caption
    assert length(caption) <= 1024
    assert "+292 其余 292 类" in caption


def test_words_are_taken_as_they_are() -> None:
    caption = chart(standing(category(heading="《办法》<b>&\n执行不严")), None).caption
    assert "1.2 《办法》<b>& 执行不严\n" in caption


def test_a_category_without_words_is_its_code() -> None:
    assert "\n1.2\n" in chart(standing(category(heading=None)), None).caption


def test_the_picture_is_opaque_and_as_wide_as_a_phone() -> None:
    image = opened(chart(standing(category()), None).png)
    assert (image.format, image.mode, image.width) == ("PNG", "RGB", 1080)


def test_each_status_has_its_colour_and_those_that_do_not_occur_have_none() -> None:
    found = colours_of(opened(chart(standing(category(completed=3, not_stated=1)), None).png))
    assert {status for status in Status if rgb(status) in found} == {Status.COMPLETED, Status.NOT_STATED}


def test_bars_are_shared_as_the_findings_are() -> None:
    image = opened(chart(standing(category(completed=3, not_stated=1)), None).png)
    counted = {colour: count for count, colour in image.getcolors(maxcolors=1 << 24) or []}
    share = counted[rgb(Status.COMPLETED)] / counted[rgb(Status.NOT_STATED)]
    assert share == pytest.approx(3, rel=0.1)


def test_one_finding_among_thousands_is_still_seen(written: list[Written]) -> None:
    chart(standing(category(closed=1, not_stated=9999)), None)
    assert [one.words for one in written].count("1") == 2  # in the bar of all, and in the category's


def lightness(status: Status) -> float:
    """L* of the colour: 0 is black, 100 white."""
    linear = [(c / 255 + 0.055) ** 2.4 / 1.055**2.4 if c > 10 else c / 255 / 12.92 for c in rgb(status)]
    light = sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    return float(116 * light ** (1 / 3) - 16)


def test_the_colours_differ_in_lightness() -> None:
    """For those who see colours otherwise, and on paper."""
    assert min(abs(lightness(a) - lightness(b)) for a, b in combinations(Status, 2)) >= 12


@pytest.mark.parametrize(
    ("counts", "values", "days"),
    [
        ((25, 20, 18, 17), ["17", "25"], ["2021-05-06", "2021-04-15"]),
        ((7, 8, 9, 30, 5, 4, 8, 6), ["6", "7", "30", "4"], ["2021-05-06", "2021-03-18", "04-08", "04-22"]),
        ((20, 20, 20), ["20", "20"], ["2021-05-06", "2021-04-22"]),
        ((3,), [], []),
    ],
)  # fmt: skip
def test_the_trend_names_its_ends_and_its_extremes(
    written: list[Written], counts: tuple[int, ...], values: list[str], days: list[str]
) -> None:
    facts = standing(category(completed=1), counts=counts)
    chart(replace(facts, trend=facts.trend[:1]), None)
    ahead = len(written)
    chart(facts, None)
    words = [one.words for one in written[2 * ahead :]]
    assert [one for one in words if "-" not in one] == values
    assert [one for one in words if "-" in one] == days


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (0, 5, 0)])
def test_where_nothing_is_open_the_line_lies_on_the_ground(counts: tuple[int, ...]) -> None:
    assert opened(chart(standing(category(completed=1), counts=counts), None).png).width == 1080
