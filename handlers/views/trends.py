"""A number from day to day, as a line above a ground of nought."""

from handlers.views.canvas import FAINT, INK, LEFT, RIGHT, RULE, SHADE, Canvas, Spot, Style
from knowledge.progress.standing import Point

_HEADING = Style(34, INK, bold=True)
_VALUE, _EXTREME = Style(42, INK, bold=True, halo=True), Style(36, INK, halo=True)
_DATE = Style(32, FAINT)
_HIGH, _INSET = 190, 10
_ENDS = 2
# So much is free between two values, or two dates.
_APART = 24


def trend(canvas: Canvas, top: int, points: tuple[Point, ...], heading: str) -> int:
    """Draws two days or more from ``top`` down; the lower end of that."""
    canvas.line([(LEFT, top), (RIGHT, top)], RULE, 2)
    if heading:
        canvas.text((LEFT, top := top + 62), heading, _HEADING)
    ground = top + 84 + _HIGH
    spots = _spots(points, ground)
    canvas.area([(spots[0][0], ground), *spots, (spots[-1][0], ground)], SHADE)
    canvas.line([(LEFT, ground), (RIGHT, ground)], RULE, 2)
    canvas.line(spots, FAINT, 5)
    told = _told(points)
    for point, spot in zip(points, spots, strict=True):
        canvas.dot(spot, 10 if point in told else 6, INK if point in told else FAINT)
    _label(canvas, told, dict(zip(points, spots, strict=True)), ground + 46)
    return ground + 52


def _spots(points: tuple[Point, ...], ground: int) -> list[Spot]:
    first, highest = points[0].day, max(*(point.count for point in points), 1)
    days = (points[-1].day - first).days
    left, wide = LEFT + _INSET, RIGHT - LEFT - 2 * _INSET
    return [
        (left + wide * (point.day - first).days / days, ground - _HIGH * point.count / highest)
        for point in points
    ]


def _told(points: tuple[Point, ...]) -> list[Point]:
    """The last and the first; the highest and the lowest where those are other numbers."""
    ends = (points[-1], points[0])
    extremes = (max(points, key=_count), min(points, key=_count))
    others = (point for point in extremes if point.count not in {end.count for end in ends})
    return [*dict.fromkeys((*ends, *others))]


def _count(point: Point) -> int:
    return point.count


def _label(canvas: Canvas, told: list[Point], spots: dict[Point, Spot], dates: int) -> None:
    """The values above the line, the days below it: the ends first, as the rest may lack the room."""
    values, days = _Row(canvas), _Row(canvas)
    for at, point in enumerate(told):
        is_end = at < _ENDS
        x, y = spots[point]
        values.put((x, y - 24), f"{point.count}", _VALUE if is_end else _EXTREME)
        days.put((x, dates), f"{point.day}" if is_end else f"{point.day:%m-%d}", _DATE)


class _Row:
    """Words side by side, inside the margins; those that would touch others are left out."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._taken: list[tuple[float, float]] = []

    def put(self, spot: Spot, words: str, style: Style) -> None:
        half = self._canvas.width_of(words, style) / 2
        x = min(max(spot[0], LEFT + half), RIGHT - half)
        start, end = x - half - _APART, x + half + _APART
        if all(end <= left or right <= start for left, right in self._taken):
            self._taken.append((x - half, x + half))
            self._canvas.text((x, spot[1]), words, style, "m")
