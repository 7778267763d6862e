"""The words of the domain: enums and frozen dataclasses."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.text import sentences, shorten

TITLE_LENGTH = 40


class Status(StrEnum):
    """What a text claims of a finding; *not stated* is a status of its own. CLOSED is never claimed: it is
    where a finding stands that a second person verified and struck off."""

    CLOSED = "closed"
    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    LONG_TERM = "long_term"
    NOT_STATED = "not_stated"


SETTLED = frozenset({Status.CLOSED, Status.COMPLETED})
"""Where nothing is left to do; a finding of any other status is open."""

CLAIMS = (Status.COMPLETED, Status.IN_PROGRESS, Status.LONG_TERM)
"""The statuses that an update may claim."""


class RectificationKind(StrEnum):
    """How long a rectification takes, as registers class it: 立行立改, 限期整改, 长期坚持."""

    IMMEDIATE = "immediate"
    TIME_BOUND = "time_bound"
    CONTINUING = "continuing"


class Step(StrEnum):
    """A step of a close-out."""

    PROPOSED = "proposed"
    VERIFIED = "verified"
    RETURNED = "returned"
    REOPENED = "reopened"


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


class Remark(StrEnum):
    """What somebody says of the answer to their question."""

    HELPED = "helped"
    OFF_POINT = "off_point"


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
    WHO_SPEAKS = "who_speaks"
    ANONYMITY = "anonymity"


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
    def category_name(self) -> str | None:
        """What its category is called; the section, where it is a category of its own."""
        return self.heading or self.section

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
class NoticeName:
    """A notice in force as others name it; ``by_day`` where its year does not tell it from those beside."""

    id: int
    title: str
    issuer: str | None = None
    issued_on: date | None = None
    town_id: int | None = None
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another notice in force that has a finding's matter, too, under the code ``there``; ``is_newer`` where
    it is the newer one of the two, which tells of the matter."""

    code: str
    there: str
    notice: NoticeName
    is_newer: bool


@dataclass(frozen=True, slots=True)
class ProgressUpdate:
    """A dated statement by staff; ``status`` only where its words, or its author besides, state one
    outright. ``corrects`` is the id of the update it puts right, ``files`` counts its photos and files,
    ``notice_id`` is the notice that has the code, where that is not said by the record it is in."""

    id: int
    code: str
    text: str
    unit: str
    published_at: datetime
    status: Status
    corrects: int | None = None
    files: int = 0
    notice_id: int = 0


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who works on a finding, who leads them, of what kind it is, and until when it is to be done."""

    code: str
    unit: str | None = None
    owner: str | None = None
    due_on: date | None = None
    lead: str | None = None
    kind: RectificationKind | None = None


@dataclass(frozen=True, slots=True)
class Reassigned:
    """Who worked on a finding, and who does now."""

    before: Ownership
    now: Ownership


@dataclass(frozen=True, slots=True)
class Handover:
    """A unit asks another to take a finding over; ``notice_id`` is the notice that has the code."""

    id: int
    code: str
    from_unit: str
    to_unit: str
    notice_id: int = 0


@dataclass(frozen=True, slots=True)
class Closeout:
    """A step of a finding's close-out; ``reason`` is given where it is returned or re-opened. ``notice_id``
    is the notice that has the code, where that is not said by the record it is in."""

    id: int
    code: str
    step: Step
    person_id: int
    unit: str
    reason: str | None
    taken_at: datetime
    notice_id: int = 0


class Scope(StrEnum):
    """How much somebody follows: one finding, a category of them, or all there is."""

    MATTER = "matter"
    CATEGORY = "category"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Follow:
    """What a person follows, as the newest notice in force has it that has it. ``code`` is the finding's, or
    that of the category's first; None where no notice has it any more, and for everything."""

    id: int
    scope: Scope
    title: str
    code: str | None
    notice_id: int = 0


@dataclass(frozen=True, slots=True)
class Following:
    """All that a person follows, and whether they are told of it once an evening, not at once."""

    follows: tuple[Follow, ...]
    evening: bool


class NewsKind(StrEnum):
    """What followers are told of."""

    UPDATE = "update"
    CORRECTION = "correction"
    VERIFIED = "verified"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a finding that a person follows; ``text`` is the update's, or the reason of
    a re-opening. ``notice`` names the notice where several are in force."""

    kind: NewsKind
    notice_id: int
    code: str
    title: str
    unit: str
    on: date
    text: str
    notice: NoticeName | None = None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many people say that a finding claimed to be done is, and that it is not."""

    resolved: int = 0
    unresolved: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on a card beside the record: whether its reader follows the finding, and what people say
    of it."""

    follows: bool = False
    verdicts: Verdicts = Verdicts()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Alias:
    """What people call a finding; it helps to find it and is never quoted."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice that was loaded, with the number of its findings; answers come from those in force."""

    id: int
    title: str
    loaded_at: datetime
    findings: int
    in_force: bool
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What loading a notice would do: ``replaced`` is the notice that it would take the place of, None where
    it would stand beside all ``others`` in force; ``compared`` is that one, or the newest of its issuer's."""

    replaced: int | None
    others: int
    compared: int | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """Whoever issues notices."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom an invitation made more than a citizen: of one town, or, where that is None, of the
    county, which sees and does all."""

    id: int
    name: str
    role: Role
    unit: str
    town_id: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A progress update on its way to publication; nobody but its author sees it.

    ``chosen`` is the status its author names besides the words, ``preview_id`` the newest message that shows
    the draft, ``corrects`` the update it puts right, ``notice_id`` the notice that has the code.
    """

    id: int
    author_id: int
    code: str
    text: str
    unit: str
    said: Status
    chosen: Status | None = None
    corrects: int | None = None
    preview_id: int | None = None
    files: int = 0
    notice_id: int = 0

    @property
    def status(self) -> Status:
        """What the author chose, else what the words say."""
        return self.chosen or self.said


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question that got no answer, or the finding ``got``, which was off the point: the words of who
    asked it last, and how often it was asked."""

    id: int
    text: str
    times: int
    got: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """What a person was last shown: one finding, or choices in their order; each by its notice and code.
    One that was picked from choices keeps them: ``among``, which alone is a list, and beside the same choices
    says that they were shown twice."""

    shown: tuple[tuple[int, str], ...]
    among: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was logged, what it got, and how often it was asked."""

    text: str
    kind: ReplyKind
    codes: tuple[str, ...]
    times: int = 1
