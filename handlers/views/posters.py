"""Posters for the village notice board: of a notice, with questions to ask, or of one finding as it stands.

They are read from two steps away, by old eyes, and printed by whatever printer there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.views.pieces import whom_to_ask
from handlers.views.sheet import HEIGHT, WIDTH, Sheet
from handlers.views.texts import posters as texts
from handlers.views.texts import public
from knowledge.model import Finding
from knowledge.record import Record

_EDGE, _MARGIN = 8, 18
_ROOM, _MIDDLE = WIDTH - 2 * _MARGIN, WIDTH / 2
_QR = 82
# From here down it is the same on all of them: the code and how to use it, whom to call, the dates.
_FOOT = 172


@dataclass(frozen=True, slots=True)
class Way:
    """How to get there: the bot's name, and the link that the code holds."""

    bot: str
    link: str


def of_notice(record: Record, questions: Sequence[str], way: Way, today: date, font: Path) -> Sheet:
    """With questions that one may ask."""
    sheet = Sheet(font)
    y = _head(sheet, record)
    size = sheet.fitting(texts.CALL_TO_ASK, 18, _ROOM)
    sheet.text((_MIDDLE, y + 22), texts.CALL_TO_ASK, size, "m", bold=True)
    y += 42
    if questions:
        sheet.text((_MIDDLE, y), texts.ASK_LIKE_THIS, 7, "m")
    said = [texts.EXAMPLE.format(question=question) for question in questions]
    size = min((sheet.fitting(words, 9, _ROOM) for words in said), default=0)
    for number, words in enumerate(said, start=1):
        sheet.text((_MIDDLE, y + 2 + 16 * number), words, size, "m", bold=True)
    _foot(sheet, record, texts.HOW, way, today)
    return sheet


def of_finding(record: Record, finding: Finding, way: Way, today: date, zone: ZoneInfo, font: Path) -> Sheet:
    """With where it stands today, in the words of whoever says so."""
    sheet = Sheet(font)
    y = _head(sheet, record) + 12
    sheet.text((_MARGIN, y), texts.FINDING.format(code=finding.code), 7)
    y = _block(sheet, y + 4, finding.title, 10.5, 3, bold=True) + 8
    status = public.STATUS[record.present_status(finding).status]
    words = texts.STANDS.format(day=_said(today), status=status)
    sheet.frame((_MARGIN, y), (WIDTH - _MARGIN, y + 17), 0.8)
    sheet.text((_MIDDLE, y + 11.7), words, sheet.fitting(words, 9, _ROOM - 8), "m", bold=True)
    says, quoted = _grounds(record, finding, zone)
    y = _block(sheet, y + 21, says, 6, 1) if says else y + 20
    lines = int((_FOOT - 4 - y) / (6.5 * 1.4))
    if quoted and lines > 0:
        _block(sheet, y, quoted, 6.5, lines)
    _foot(sheet, record, texts.HOW_FOR_ONE, way, today)
    return sheet


def _head(sheet: Sheet, record: Record) -> float:
    """The frame, whose notice it is and what it is called; gives where that ends."""
    sheet.frame((_EDGE, _EDGE), (WIDTH - _EDGE, HEIGHT - _EDGE), 1)
    y = 27.0
    if issuer := record.notice.issuer:
        sheet.text((_MIDDLE, y), issuer, sheet.fitting(issuer, 9, _ROOM), "m", bold=True)
        y += 12
    for line in sheet.lines(texts.SOURCE.format(title=record.notice.title), 7, _ROOM, 2):
        sheet.text((_MIDDLE, y), line, 7, "m")
        y += 10
    sheet.rule((_MARGIN, y - 4), _ROOM, 0.6)
    return y - 4


def _block(
    sheet: Sheet, top: float, words: str, size: float, most: int, left: float = _MARGIN, bold: bool = False
) -> float:
    """Lines of words down from ``top`` and right from ``left``; gives where they end."""
    width = WIDTH - _MARGIN - left
    for number, line in enumerate(sheet.lines(words, size, width, most), start=1):
        sheet.text((left, top + size * (1.4 * number - 0.3)), line, size, bold=bold)
        end = top + size * 1.4 * number
    return end


def _grounds(record: Record, finding: Finding, zone: ZoneInfo) -> tuple[str, str]:
    """Who says how it stands, and what they say."""
    present = record.present_status(finding)
    if present.closed is not None:
        return texts.VERIFIED.format(day=_said(present.closed.taken_at.astimezone(zone))), ""
    if present.reopened is not None:
        return texts.REOPENED.format(day=_said(present.reopened.taken_at.astimezone(zone))), ""
    if present.update is not None:
        day = _said(present.update.published_at.astimezone(zone))
        return texts.BY_UNIT.format(unit=present.update.unit, day=day), present.update.text
    if present.quote is None:
        return texts.NOT_STATED, ""
    return texts.BY_NOTICE, present.quote


def _foot(sheet: Sheet, record: Record, how: str, way: Way, today: date) -> None:
    sheet.rule((_MARGIN, _FOOT), _ROOM, 0.6)
    sheet.qr((_MARGIN - 2, _FOOT + 3), _QR, way.link)
    left = _MARGIN + _QR + 2.0
    y = _block(sheet, _FOOT + 6, how, 7, 5, left) + 4
    y = _block(sheet, y, texts.OR_SEARCH, 6, 1, left)
    name = texts.BOT.format(bot=way.bot)
    sheet.text((left, y + 7), name, sheet.fitting(name, 8, WIDTH - _MARGIN - left), bold=True)
    _block(sheet, y + 12, texts.WORDS, 6, 1, left)
    call = texts.NO_TELEGRAM.format(way=whom_to_ask(record.notice))
    sheet.text((_MIDDLE, HEIGHT - 26), call, sheet.fitting(call, 9, _ROOM), "m", bold=True)
    issued_on = record.notice.issued_on
    dates = [texts.ISSUED.format(day=_said(issued_on))] if issued_on else []
    line = "　".join([*dates, texts.PRINTED.format(day=_said(today))])
    sheet.text((_MIDDLE, HEIGHT - 14), line, 4.5, "m")


def _said(day: date | datetime) -> str:
    return texts.DAY.format(day=day)
