"""What several views say alike: a finding's headline, the source, a day, an update, whom to ask."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.views.html import bold, escape, quote, quotes
from handlers.views.texts import public as texts
from knowledge.model import Finding, Notice, NoticeName, ProgressUpdate
from knowledge.record import Record


def which(record: Record) -> list[str]:
    """The source before all else, where there are several: a long text comes in several messages."""
    return [source_line(record)] if record.is_one_of_several else []


def headline(finding: Finding) -> str:
    """Its code and title."""
    return bold(f"{finding.code} {finding.title}")


def source(notice: Notice | NoticeName) -> str:
    """《title》, issuer, date: whatever of them the notice has."""
    issued_on = notice.issued_on.isoformat() if notice.issued_on else None
    return "，".join(part for part in (f"《{notice.title}》", notice.issuer, issued_on) if part)


def source_line(record: Record) -> str:
    """The last line of what is quoted: whence it is."""
    return texts.SOURCE.format(source=escape(source(record.notice)))


def update_block(update: ProgressUpdate, zone: ZoneInfo, label: str) -> str:
    """An update in its author's words, under a label with its day and unit."""
    said_on = local_date(update.published_at, zone)
    return f"{escape(label.format(date=said_on, unit=update.unit))}\n{quote(update.text)}"


def local_date(moment: date | datetime | None, zone: ZoneInfo) -> str:
    """The day as people of the town call it; nothing for no date."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone).date()
    return moment.isoformat() if moment else ""


def labelled(label: str, text: str) -> list[str]:
    """A label over a quotation, which takes several blocks where it is long."""
    first, *rest = quotes(text)
    return [f"{label}\n{first}", *rest]


def whom_to_ask(notice: Notice) -> str:
    """The notice's own way to its issuer."""
    if notice.phone:
        return texts.CALL.format(phone=notice.phone)
    if notice.email:
        return texts.WRITE_MAIL.format(email=notice.email)
    return texts.GO_THERE.format(issuer=notice.issuer or texts.THE_ISSUER)
