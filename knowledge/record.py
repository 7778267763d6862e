"""All that is known of a notice and its findings, and what follows from it: where a finding stands now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from typing import Protocol, TypeVar

from knowledge.model import (
    SETTLED,
    Alias,
    AlsoIn,
    Closeout,
    Finding,
    Notice,
    NoticeName,
    Ownership,
    ProgressUpdate,
    Status,
    Step,
)  # fmt: skip

# The dates in notices are those of China.
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class PresentStatus:
    """Where a finding stands, and what says so: the close-out, its re-opening, the words of an update, or the
    notice's."""

    status: Status
    quote: str | None
    update: ProgressUpdate | None = None
    closed: Closeout | None = None
    reopened: Closeout | None = None

    @property
    def claims_completion(self) -> bool:
        return self.status in (Status.COMPLETED, Status.CLOSED)


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
    _reopened: dict[str, Closeout] = field(init=False, repr=False, compare=False)
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
            ("_reopened", {step.code: step for step in self.closeouts if step.step is Step.REOPENED}),
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
        not corrected; else the notice does. Once re-opened it is in progress, whatever was said before. What
        was published under an earlier issue is known to the later one."""
        step = self.closeout(finding.code)
        if step is not None and step.step is Step.VERIFIED:
            return PresentStatus(Status.CLOSED, None, closed=step)
        reopened, updates = self._reopened.get(finding.code), self.updates_of(finding.code)
        corrected = {update.corrects for update in updates}
        for update in updates:
            if reopened is not None and update.published_at <= reopened.taken_at:
                break
            states = update.status is not Status.NOT_STATED and update.id not in corrected
            if states and self.is_since(update.published_at):
                return PresentStatus(update.status, update.text, update)
        if reopened is not None and self.is_since(reopened.taken_at):
            return PresentStatus(Status.IN_PROGRESS, None, reopened=reopened)
        return PresentStatus(finding.status, finding.status_quote)

    def is_open(self, finding: Finding) -> bool:
        """Whether something is left to do: what was said to be completed is open again once its close-out was
        returned, until somebody proposes it anew."""
        return self.leaves_open(finding.code, self.present_status(finding).status)

    def leaves_open(self, code: str, status: Status) -> bool:
        """The same of a finding whose present status is known."""
        step = self.closeout(code)
        return status not in SETTLED or (step is not None and step.step is Step.RETURNED)

    def is_since(self, moment: datetime) -> bool:
        """Whether the notice could not know yet what happened then."""
        return self._since is None or moment >= self._since


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
