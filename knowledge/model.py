"""The words of the domain, as DESIGN's table has them: enums and frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Protocol, TypeVar

from knowledge.text import sentences, shorten

TITLE_LENGTH = 40

# The dates in notices are those of China.
_CHINA = timezone(timedelta(hours=8))


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
    """A notice in force as others name it."""

    id: int
    title: str
    issuer: str | None = None
    issued_on: date | None = None
    town_id: int | None = None


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


@dataclass(frozen=True, slots=True)
class PresentStatus:
    """Where a finding stands, and what says so: the close-out, the words of an update, or the notice's."""

    status: Status
    quote: str | None
    update: ProgressUpdate | None = None
    closed: Closeout | None = None

    @property
    def claims_completion(self) -> bool:
        return self.status in (Status.COMPLETED, Status.CLOSED)


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


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


_One = TypeVar("_One", bound=_HasCode)


def _by_code(many: Iterable[_One]) -> dict[str, tuple[_One, ...]]:
    found: dict[str, list[_One]] = {}
    for one in many:
        found.setdefault(one.code, []).append(one)
    return {code: tuple(some) for code, some in found.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """All that may be quoted: a notice in force and what was published after it, oldest first.

    ``notice_id`` tells this notice from all others; ``version`` grows with every change. ``in_force`` counts
    the notices in force, this among them; ``beside`` names the newest others, those of the same issuer first,
    and ``also`` tells which of them have a matter of this one. What is known of one finding is found at once,
    however many there are.
    """

    notice: Notice
    updates: tuple[ProgressUpdate, ...] = ()
    notice_id: int = 0
    version: int = 0
    aliases: tuple[Alias, ...] = ()
    ownerships: tuple[Ownership, ...] = ()
    closeouts: tuple[Closeout, ...] = ()
    in_force: int = 1
    beside: tuple[NoticeName, ...] = ()
    also: tuple[AlsoIn, ...] = ()
    town_id: int | None = None
    _findings: dict[str, Finding] = field(init=False, repr=False, compare=False)
    _updates: dict[str, tuple[ProgressUpdate, ...]] = field(init=False, repr=False, compare=False)
    _aliases: dict[str, tuple[Alias, ...]] = field(init=False, repr=False, compare=False)
    _ownerships: dict[str, Ownership] = field(init=False, repr=False, compare=False)
    _closeouts: dict[str, Closeout] = field(init=False, repr=False, compare=False)
    _also: dict[str, tuple[AlsoIn, ...]] = field(init=False, repr=False, compare=False)
    _since: datetime | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        newest_first, issued_on = reversed(self.updates), self.notice.issued_on
        for name, found in (
            ("_findings", {finding.code: finding for finding in self.notice.findings}),
            ("_updates", _by_code(newest_first)),
            ("_aliases", _by_code(self.aliases)),
            ("_ownerships", {one.code: one for one in self.ownerships}),
            ("_closeouts", {step.code: step for step in self.closeouts}),  # the newest is the last
            ("_also", _by_code(self.also)),
            ("_since", datetime.combine(issued_on, time.min, _CHINA) if issued_on else None),
        ):
            object.__setattr__(self, name, found)

    @property
    def name(self) -> NoticeName:
        notice = self.notice
        return NoticeName(self.notice_id, notice.title, notice.issuer, notice.issued_on, self.town_id)

    @property
    def is_one_of_several(self) -> bool:
        """Whether it must be said which notice this is."""
        return self.in_force > 1

    def finding(self, code: str) -> Finding | None:
        return self._findings.get(code)

    def also_in(self, code: str) -> tuple[AlsoIn, ...]:
        """The other notices in force that have the finding's matter, the newest first."""
        return self._also.get(code, ())

    def tells_of(self, code: str) -> bool:
        """Whether this is the newest notice that has the matter; where several notices are gone through, it
        is told of there, and nowhere else."""
        return not any(one.is_newer for one in self.also_in(code))

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that this notice tells of."""
        return tuple(one for one in self.notice.findings if self.tells_of(one.code))

    def neighbours(self, code: str) -> tuple[str | None, str | None]:
        """The codes before and after, in the notice's order."""
        codes = [None, *(finding.code for finding in self.notice.findings), None]
        at = codes.index(code)
        return codes[at - 1], codes[at + 1]

    def updates_of(self, code: str) -> tuple[ProgressUpdate, ...]:
        """The finding's updates, newest first."""
        return self._updates.get(code, ())

    def aliases_of(self, code: str) -> tuple[str, ...]:
        """What people call the finding."""
        return tuple(alias.text for alias in self._aliases.get(code, ()))

    def ownership(self, code: str) -> Ownership:
        """Who works on the finding; nobody yet, where nobody was named."""
        return self._ownerships.get(code) or Ownership(code)

    def closeout(self, code: str) -> Closeout | None:
        """The newest step of the finding's close-out."""
        return self._closeouts.get(code)

    def present_status(self, finding: Finding) -> PresentStatus:
        """A verified close-out decides; else the newest update since the notice that states a status and was
        not corrected; else the notice does. What was published under an earlier issue is known to the later
        one."""
        step = self.closeout(finding.code)
        if step is not None and step.step is Step.VERIFIED:
            return PresentStatus(Status.CLOSED, None, closed=step)
        updates = self.updates_of(finding.code)
        corrected = {update.corrects for update in updates}
        for update in updates:
            states = update.status is not Status.NOT_STATED and update.id not in corrected
            if states and self.is_since(update):
                return PresentStatus(update.status, update.text, update)
        return PresentStatus(finding.status, finding.status_quote)

    def is_open(self, finding: Finding) -> bool:
        """Whether something is left to do: what was said to be completed is open again once its close-out was
        returned, until somebody proposes it anew."""
        return self.leaves_open(finding.code, self.present_status(finding).status)

    def leaves_open(self, code: str, status: Status) -> bool:
        """The same of a finding whose present status is known."""
        step = self.closeout(code)
        return status not in SETTLED or (step is not None and step.step is Step.RETURNED)

    def is_since(self, update: ProgressUpdate) -> bool:
        """Whether the notice could not know it yet."""
        return self._since is None or update.published_at >= self._since


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the record of the notice that has it."""

    record: Record
    finding: Finding

    @property
    def notice_id(self) -> int:
        return self.record.notice_id

    @property
    def code(self) -> str:
        return self.finding.code


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice that was loaded, with the number of its findings; answers come from those in force."""

    id: int
    title: str
    loaded_at: datetime
    findings: int
    in_force: bool


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
    One that was picked from choices keeps them: ``among``."""

    shown: tuple[tuple[int, str], ...]
    among: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was logged, what it got, and how often it was asked."""

    text: str
    kind: ReplyKind
    codes: tuple[str, ...]
    times: int = 1
