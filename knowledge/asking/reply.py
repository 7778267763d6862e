"""What a question gets: one of four kinds of reply."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from knowledge.asking.aspects import Aspect
from knowledge.asking.manner import Manner
from knowledge.index.entries import Part, Passage
from knowledge.index.sources import Key
from knowledge.model import Finding, Intent, ReplyKind, Status


class Miss(StrEnum):
    """Why there is no answer."""

    NO_MATCH = "no_match"
    UNKNOWN_CODE = "unknown_code"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    NO_QUESTION = "no_question"
    NONE_MEANT = "none_meant"
    NOT_THERE = "not_there"
    OTHER_YEAR = "other_year"
    NOTHING_SHOWN = "nothing_shown"
    STILL_UNCLEAR = "still_unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """One finding, and the passage of it (verbatim, ≤ 200 characters) that answers; runners-up by code.
    ``notice_id`` is the notice that holds it, ``beside`` more passages that answer, ``unstated`` what was
    asked for that the finding does not say; ``whole`` says that all of it is asked for, ``again`` what was
    said of the finding as it was shown before."""

    kind: ClassVar = ReplyKind.ANSWER
    finding: Finding
    focus: str
    part: Part
    codes: tuple[str, ...]
    notice_id: int = 0
    beside: tuple[Passage, ...] = ()
    unstated: Aspect | None = None
    whole: bool = False
    again: Manner | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Up to three findings that may be meant, likeliest first, and the notices that hold them; ``total``
    counts those left out, too."""

    kind: ClassVar = ReplyKind.CHOICES
    findings: tuple[Finding, ...]
    total: int
    notice_ids: tuple[int, ...] = ()

    def placed(self, notice_id: int) -> list[tuple[Finding, int]]:
        """Each with its notice; ``notice_id`` is that of those for which none is said."""
        rest = (notice_id,) * (len(self.findings) - len(self.notice_ids))
        return [*zip(self.findings, (*self.notice_ids, *rest), strict=True)]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(finding.code for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Overview:
    """A question about a notice as a whole, or about all its findings of some statuses or some topic.
    A greeting asks for help; then ``manner`` says so."""

    kind: ClassVar = ReplyKind.OVERVIEW
    codes: ClassVar[tuple[str, ...]] = ()
    intent: Intent
    statuses: frozenset[Status] = frozenset(Status)
    topic: str = ""
    findings: tuple[Finding, ...] = ()
    manner: Manner | None = None
    notice_id: int = 0


@dataclass(frozen=True, slots=True)
class NotFound:
    """No answer, and why; ``code`` is the one asked for that the notice does not have, ``manner`` what was
    said in place of a question, ``notice_id`` the notice whose contact helps on. Where it ``goes_on``, what
    was shown before may have been meant, and is talked of still. ``place`` is another that was named, of
    which there is no notice; then ``notice_id`` is 0 where the chat is of no town. ``year`` is one of which
    there is none, ``years`` are those of which there are."""

    kind: ClassVar = ReplyKind.NOT_FOUND
    codes: ClassVar[tuple[str, ...]] = ()
    miss: Miss
    code: str | None = None
    manner: Manner | None = None
    notice_id: int = 0
    goes_on: bool = False
    place: str | None = None
    year: int | None = None
    years: tuple[int, ...] = ()


Reply = Answer | Choices | Overview | NotFound


def keys_of(reply: Reply) -> tuple[Key, ...]:
    """The findings of a reply."""
    if isinstance(reply, Choices):
        return tuple(zip(reply.notice_ids, reply.codes, strict=True))
    return ((reply.notice_id, reply.finding.code),) if isinstance(reply, Answer) else ()


def is_worth_remembering(reply: Reply) -> bool:
    """Whether supervisors learn from the question: over-long, empty and mistyped ones tell nothing."""
    return not isinstance(reply, NotFound) or reply.miss is Miss.NO_MATCH


def is_answered(reply: Reply) -> bool:
    """Whether the notice has something to say; that one may report is nothing of the kind."""
    is_report = isinstance(reply, Overview) and reply.intent is Intent.HOW_TO_REPORT
    return not isinstance(reply, NotFound) and not is_report
