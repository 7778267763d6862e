"""Making posters: for who asks for one in the chat, for the command line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.views import posters
from handlers.views.naming import code_in, short_name
from handlers.views.posters import Way
from handlers.views.sheet import Sheet, pdf
from handlers.views.texts import posters as texts
from knowledge.asking.examples import examples
from knowledge.index.index import Index
from knowledge.links import Link, To
from knowledge.record import Located, Record

_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A poster, the link that its code holds, and what it is of."""

    sheet: Sheet
    link: str
    name: str

    def pdf(self) -> bytes:
        """One page."""
        return pdf([self.sheet], self.name)


@dataclass(frozen=True, slots=True)
class Printer:
    """``bot`` is the bot's name. For threads: a sheet takes a while, and questions are tried."""

    bot: str
    today: date
    zone: ZoneInfo
    font: Path

    def notice(self, record: Record, index: Index, to: To = To.TOWN) -> Printed:
        """Its link leads to what is the town's newest notice when it is scanned, or to the notice itself."""
        way = self._way(Link(to, None, record.notice_id))
        questions = examples(record, index, texts.ASKED, _QUESTIONS)
        sheet = posters.of_notice(record, questions, way, self.today, self.font)
        return Printed(sheet, way.link, short_name(record.name))

    def finding(self, found: Located) -> Printed:
        """Its link names the notice, too: the code alone may be another finding's one day."""
        way = self._way(Link(To.FINDING, found.finding.code, found.notice_id))
        sheet = posters.of_finding(found.record, found.finding, way, self.today, self.zone, self.font)
        return Printed(sheet, way.link, code_in(found.record, found.finding.code))

    def _way(self, link: Link) -> Way:
        return Way(self.bot, f"https://t.me/{self.bot}?start={link.payload}")
