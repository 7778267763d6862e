"""The words of the domain, as DESIGN's table has them: enums and frozen dataclasses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from knowledge.text import sentences, shorten

TITLE_LENGTH = 40

# The dates in notices are those of China.
_CHINA = timezone(timedelta(hours=8))


class Status(StrEnum):
    """What a text claims of a finding; *not stated* is a status of its own."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    LONG_TERM = "long_term"
    NOT_STATED = "not_stated"


class Role(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class ReplyKind(StrEnum):
    """What became of a question."""

    ANSWER = "answer"
    CHOICES = "choices"
    OVERVIEW = "overview"
    NOT_FOUND = "not_found"


class Intent(StrEnum):
    """Questions about the notice as a whole."""

    CONTACT = "contact"
    COUNT = "count"
    STATUS_LIST = "status_list"
    ISSUER = "issuer"
    DATE = "date"
    HOW_TO_REPORT = "how_to_report"
    LIST = "list"
    HELP = "help"
    INSPECTION_PERIOD = "inspection_period"


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered problem with the notice's reply to it; every text is the notice's own."""

    code: str
    section: str | None
    category: str | None
    problem: str
    rectification: str
    measures: tuple[str, ...]
    status: Status
    status_quote: str | None

    @property
    def heading(self) -> str | None:
        """The category it stands under; None where it is that category itself."""
        return None if self.category and self.problem.startswith(self.category) else self.category

    @property
    def title(self) -> str:
        """The problem in its own first words: a sentence, or as much of one as a line holds and …"""
        first = next(iter(sentences(self.problem)), self.problem)
        return shorten(first.rstrip("。；;."), TITLE_LENGTH)


@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    issuer: str | None
    issued_on: date | None
    phone: str | None
    email: str | None
    inspection_period: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProgressUpdate:
    """A dated statement by staff; ``status`` only where its words state one outright."""

    id: int
    code: str
    text: str
    unit: str
    published_at: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class PresentStatus:
    """Where a finding stands, and the words that say so: the notice's, or those of an update."""

    status: Status
    quote: str | None
    update: ProgressUpdate | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """What people call a finding; it helps to find it and is never quoted."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that may be quoted: the notice in force and what was published after it, oldest first.

    ``notice_id`` tells this notice from those before it; ``version`` grows with every change.
    """

    notice: Notice
    updates: tuple[ProgressUpdate, ...] = ()
    notice_id: int = 0
    version: int = 0
    aliases: tuple[Alias, ...] = ()

    def finding(self, code: str) -> Finding | None:
        return next((finding for finding in self.notice.findings if finding.code == code), None)

    def neighbours(self, code: str) -> tuple[str | None, str | None]:
        """The codes before and after, in the notice's order."""
        codes = [None, *(finding.code for finding in self.notice.findings), None]
        at = codes.index(code)
        return codes[at - 1], codes[at + 1]

    def updates_of(self, code: str) -> tuple[ProgressUpdate, ...]:
        """The finding's updates, newest first."""
        return tuple(update for update in reversed(self.updates) if update.code == code)

    def aliases_of(self, code: str) -> tuple[str, ...]:
        """What people call the finding."""
        return tuple(alias.text for alias in self.aliases if alias.code == code)

    def present_status(self, finding: Finding) -> PresentStatus:
        """The newest update since the notice that states a status decides; else the notice does. What was
        published under an earlier issue is known to the later one."""
        for update in self.updates_of(finding.code):
            if update.status is not Status.NOT_STATED and self._is_since(update):
                return PresentStatus(update.status, update.text, update)
        return PresentStatus(finding.status, finding.status_quote)

    def _is_since(self, update: ProgressUpdate) -> bool:
        issued_on = self.notice.issued_on
        return issued_on is None or update.published_at.astimezone(_CHINA).date() >= issued_on


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice that was loaded, with the number of its findings; answers come from the one in force."""

    id: int
    title: str
    loaded_at: datetime
    findings: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom an invitation made more than a citizen."""

    id: int
    name: str
    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A progress update on its way to publication; nobody but its author sees it."""

    id: int
    author_id: int
    code: str
    text: str
    unit: str
    status: Status


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was logged, what it got, and how often it was asked."""

    text: str
    kind: ReplyKind
    codes: tuple[str, ...]
    times: int = 1
