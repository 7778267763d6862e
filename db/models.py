"""The tables and their constraints, nothing else. Every time is aware UTC; Telegram's ids need 64 bits."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class TownRow(SQLModel, table=True):
    """Whoever issues notices, by the name that knowledge.towns gives it."""

    __tablename__ = "towns"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class ChatTownRow(SQLModel, table=True):
    """The town whose notices come first in a chat; a person's private chat has their own id."""

    __tablename__ = "chat_towns"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    town_id: int


class NoticeRow(SQLModel, table=True):
    """A notice as it was read. ``in_force`` is what history says of it, kept beside it, as it is asked often;
    ``dated_on`` is the day by which it is newer than others: when it was issued, else when it was loaded. One
    that names no issuer is of no town."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_in_force", "in_force", "dated_on"),)

    id: int | None = Field(default=None, primary_key=True)
    title: str
    issuer: str | None
    issued_on: date | None
    phone: str | None
    email: str | None
    inspection_period: str | None
    digest: str = Field(unique=True)
    loaded_at: datetime
    in_force: bool = False
    dated_on: date
    town_id: int | None = Field(default=None, index=True)


class FindingRow(SQLModel, table=True):
    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("notice_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="notices.id", index=True)
    position: int
    code: str
    section: str | None
    category: str | None
    problem: str
    rectification: str
    measures: list[str] = Field(sa_column=Column(JSON, nullable=False))
    status: str
    status_quote: str | None
    matter_id: int | None = Field(default=None, index=True)
    """The first row of the matter, which later issues of the notice go on with."""
    category_id: int | None = None
    """The first row of the category, likewise; None for one that stands under no heading."""


class OfferRow(SQLModel, table=True):
    """A notice that an admin sent as a file, as it was read; ``state`` is open, loaded or cancelled.
    ``against`` is the notice in force that it is to replace, None where it is to stand beside all."""

    __tablename__ = "offers"

    id: int | None = Field(default=None, primary_key=True)
    admin_id: int = Field(sa_type=BigInteger)
    notice: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    against: int | None
    state: str
    offered_at: datetime


class AliasRow(SQLModel, table=True):
    """What people call a finding; nobody added those that came with a notice."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("finding_id", "text"),)

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="findings.id")
    text: str
    added_at: datetime
    added_by: int | None = Field(default=None, sa_type=BigInteger)
    removed_at: datetime | None = None


class ForeignQuestionRow(SQLModel, table=True):
    """A question, normalised, that staff of a town say is no matter of its notices; town 0 is the county."""

    __tablename__ = "foreign_questions"

    text: str = Field(primary_key=True)
    town_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    said_by: int = Field(sa_type=BigInteger)
    said_at: datetime


class OwnershipRow(SQLModel, table=True):
    """Who works on a matter, who leads them, and until when; a matter without a row is nobody's yet.
    ``kind`` is immediate, time_bound or continuing."""

    __tablename__ = "ownerships"

    matter_id: int = Field(primary_key=True)
    unit: str | None = None
    owner: str | None = None
    due_on: date | None = None
    lead: str | None = None
    kind: str | None = None


class RegisterOfferRow(SQLModel, table=True):
    """A register that a supervisor sent back: the cells that differ, until they are taken or left;
    ``state`` is open, taken or cancelled."""

    __tablename__ = "register_offers"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger)
    changes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    state: str
    offered_at: datetime


class SubscriptionRow(SQLModel, table=True):
    """On which days a person has the digest, who has said so: workdays, daily or never."""

    __tablename__ = "subscriptions"

    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    days: str


class FollowRow(SQLModel, table=True):
    """What a person wants to hear of: ``subject_id`` is a matter, a category, or 0 for everything, as
    ``scope`` says."""

    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_subject", "scope", "subject_id", "person_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    scope: str
    subject_id: int


class EveningReaderRow(SQLModel, table=True):
    """Who wants to hear once an evening, and not at once."""

    __tablename__ = "evening_readers"

    person_id: int = Field(primary_key=True, sa_type=BigInteger)


class VerdictRow(SQLModel, table=True):
    """Whether somebody says that a matter claimed to be done is; who is a key that says nothing without the
    salt."""

    __tablename__ = "verdicts"

    matter_id: int = Field(primary_key=True)
    person_key: str = Field(primary_key=True)
    resolved: bool
    said_at: datetime


class HandoverRow(SQLModel, table=True):
    """A unit asks another to take a matter over; ``state`` is asked, accepted, declined or
    overtaken (meanwhile a unit was named for the matter)."""

    __tablename__ = "handovers"

    id: int | None = Field(default=None, primary_key=True)
    matter_id: int = Field(index=True)
    from_unit: str
    to_unit: str
    state: str
    asked_by: int = Field(sa_type=BigInteger)
    asked_at: datetime


class CloseoutRow(SQLModel, table=True):
    """A step of a matter's close-out: proposed, verified, returned or reopened. Rows are only added; the
    newest of a matter says where it is."""

    __tablename__ = "closeouts"

    id: int | None = Field(default=None, primary_key=True)
    matter_id: int = Field(index=True)
    step: str
    person_id: int = Field(sa_type=BigInteger)
    unit: str
    reason: str | None
    taken_at: datetime


class OpinionRow(SQLModel, table=True):
    """A ticket of a citizen's. ``person_id`` is for the answer alone, ``person_key`` for erasing; both are
    empty when it is erased, and so is ``salt``, without which history's digests of it tell nothing.
    ``unit`` of the town handles it, the supervisors where there is none; one of no town is the county's."""

    __tablename__ = "opinions"

    id: int | None = Field(default=None, primary_key=True)
    number: str | None = Field(default=None, unique=True)
    person_id: int | None = Field(default=None, index=True, sa_type=BigInteger)
    person_key: str | None = Field(default=None, index=True)
    matter_id: int | None = None
    town_id: int | None = Field(default=None, index=True)
    unit: str | None = None
    state: str = Field(index=True)
    salt: str
    received_at: datetime
    changed_at: datetime
    reopened_at: datetime | None = None
    erased_at: datetime | None = None


class OpinionWordsRow(SQLModel, table=True):
    """What its author wrote, or the place they sent; rows are only added, and emptied when it is erased."""

    __tablename__ = "opinion_words"

    id: int | None = Field(default=None, primary_key=True)
    opinion_id: int = Field(foreign_key="opinions.id", index=True)
    text: str
    latitude: float | None = None
    longitude: float | None = None
    said_at: datetime


class OpinionReplyRow(SQLModel, table=True):
    """What a unit answered; ``grade`` is 1 to 5, the best."""

    __tablename__ = "opinion_replies"

    id: int | None = Field(default=None, primary_key=True)
    opinion_id: int = Field(foreign_key="opinions.id", index=True)
    person_id: int = Field(sa_type=BigInteger)
    unit: str
    text: str
    replied_at: datetime
    grade: int | None = None
    graded_at: datetime | None = Field(default=None, index=True)


class PersonRow(SQLModel, table=True):
    """An account that an invitation gave a role; the id is Telegram's (negative: the terminal's). Who is of
    no town is the county's."""

    __tablename__ = "people"

    id: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    role: str
    unit: str
    joined_at: datetime
    town_id: int | None = None


class InviteRow(SQLModel, table=True):
    """A one-time invitation to a town, or to the county; without a unit it is for the issuer of the newest
    notice in force at the time."""

    __tablename__ = "invites"

    code_hash: str = Field(primary_key=True)
    role: str
    unit: str | None
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, sa_type=BigInteger)
    town_id: int | None = None


class DraftRow(SQLModel, table=True):
    """A progress update before publication; ``state`` is open, unplaced (its finding is not chosen yet),
    published, cancelled or expired.

    ``status`` is what the words say, ``chosen`` what the author says besides. ``message_id`` is the message
    it was written in, ``preview_id`` the newest that shows it, ``album`` the one its first photo came in,
    ``corrects_id`` the update that it corrects.
    """

    __tablename__ = "drafts"

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = Field(index=True, sa_type=BigInteger)
    finding_id: int = Field(foreign_key="findings.id")
    text: str
    unit: str
    status: str
    state: str
    created_at: datetime
    chosen: str | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    preview_id: int | None = Field(default=None, sa_type=BigInteger)
    album: str | None = None
    corrects_id: int | None = None


class UpdateRow(SQLModel, table=True):
    """A published progress update; one draft becomes one update, whatever is tapped twice. One withdrawn
    is shown to nobody."""

    __tablename__ = "updates"

    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="findings.id", index=True)
    draft_id: int = Field(foreign_key="drafts.id", unique=True)
    author_id: int = Field(sa_type=BigInteger)
    text: str
    unit: str
    status: str
    published_at: datetime = Field(index=True)
    corrects_id: int | None = None
    withdrawn_at: datetime | None = None


class EvidenceRow(SQLModel, table=True):
    """A photo or file of a draft, or of the update it became, or of an opinion; without either it waits for
    a draft.

    ``state`` is owed (not fetched yet), kept (its bytes are in the file that ``sha256`` names), refused, or
    forgotten (emptied).
    """

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int | None = Field(default=None, foreign_key="drafts.id", index=True)
    opinion_id: int | None = Field(default=None, index=True)
    person_id: int = Field(index=True, sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    album: str | None
    kind: str
    file_id: str
    name: str | None
    sha256: str | None = None
    state: str = Field(index=True)
    tries: int = 0
    not_before: datetime
    sent_at: datetime


class DialogRow(SQLModel, table=True):
    """What the bot waits for from a person in a chat."""

    __tablename__ = "dialogs"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    person_id: int = Field(primary_key=True, sa_type=BigInteger)
    step: str
    subject_id: int
    asked_at: datetime


class TalkRow(SQLModel, table=True):
    """What a person was shown in a chat: the newest row counts. ``place`` is the group, 0 for the private
    chat, whose id is the person's; who is a key that says nothing without the salt. ``shown`` and ``among``
    are knowledge.model.Talk's."""

    __tablename__ = "talks"
    __table_args__ = (Index("ix_talks_person", "person_key", "place", "update_id"),)

    id: int | None = Field(default=None, primary_key=True)
    place: int = Field(sa_type=BigInteger)
    person_key: str
    update_id: int = Field(sa_type=BigInteger)
    shown: list[tuple[int, str]] = Field(sa_column=Column(JSON, nullable=False))
    among: list[tuple[int, str]] = Field(sa_column=Column(JSON, nullable=False))
    shown_at: datetime


class QuestionRow(SQLModel, table=True):
    """A question and what it got; who asked is a key that says nothing without the salt. ``update_id`` is the
    update it came in, ``remark`` what its asker said of the answer: helped or off_point. The town is that
    whose notices it went to; it went to all where there is none."""

    __tablename__ = "questions"

    id: int | None = Field(default=None, primary_key=True)
    text: str
    kind: str
    codes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    asked_at: datetime = Field(index=True)
    person_key: str | None = Field(default=None, index=True)
    update_id: int | None = Field(default=None, index=True, sa_type=BigInteger)
    remark: str | None = None
    town_id: int | None = Field(default=None, index=True)


class EventRow(SQLModel, table=True):
    """History: every change writes its line here in its own transaction; lines are only ever added.
    ``digest`` and ``chain`` are db.history's."""

    __tablename__ = "events"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    actor_id: int | None = Field(sa_type=BigInteger)
    subject_id: int | None = Field(sa_type=BigInteger)
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    happened_at: datetime
    update_id: int | None = Field(default=None, sa_type=BigInteger)
    salt: str
    digest: str
    chain: str


class InboxRow(SQLModel, table=True):
    """An update as Telegram delivered it. ``state``: new, done, failed (tried in vain), unreadable.
    ``chat_id`` is the chat whose order it keeps, 0 where it comes from none."""

    __tablename__ = "inbox"

    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    chat_id: int = Field(default=0, sa_type=BigInteger, index=True)
    body: str | None
    state: str = Field(index=True)
    error: str | None = None
    received_at: datetime


class WorkerRow(SQLModel, table=True):
    """A process that handles updates beside others, and until when the others believe that it lives."""

    __tablename__ = "workers"

    id: str = Field(primary_key=True)
    alive_until: datetime


class ClaimRow(SQLModel, table=True):
    """The chats that a worker handles, and nobody else; they are free when it is gone."""

    __tablename__ = "claims"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    worker: str = Field(foreign_key="workers.id", ondelete="CASCADE", index=True)


class EffectRow(SQLModel, table=True):
    """What an update has brought about; a second delivery finds it here and does nothing again."""

    __tablename__ = "effects"

    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    action: str = Field(primary_key=True)
    subject_id: int | None


class JobRunRow(SQLModel, table=True):
    """A job of the clock, claimed for a day by whoever came first."""

    __tablename__ = "job_runs"

    name: str = Field(primary_key=True)
    due_date: date = Field(primary_key=True)
    claimed_at: datetime


class WrongCodeRow(SQLModel, table=True):
    """A wrong invitation code somebody tried."""

    __tablename__ = "wrong_codes"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(index=True, sa_type=BigInteger)
    tried_at: datetime


class OutboxRow(SQLModel, table=True):
    """A notification owed: to one chat, or to everybody of a role (in a unit), or to all who follow a matter,
    for whom it becomes a row a chat, which keeps the role it is owed for.

    It holds facts; the words are found when it is sent. ``state``: owed, expanded, sent, dead.
    ``but_not`` is one of the role who caused it, and knows; of a role or a unit, those of ``to_town`` are
    meant, as db.towns has it. Until ``claimed_until`` one sender alone has it.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "chat_id", "not_before", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    to_role: str | None = None
    to_unit: str | None = None
    to_town: int | None = None
    to_matter: int | None = None
    but_not: int | None = Field(default=None, sa_type=BigInteger)
    expanded_to: int | None = Field(default=None, sa_type=BigInteger)
    state: str
    tries: int = 0
    not_before: datetime
    claimed_until: datetime | None = None
    error: str | None = None


class PaceRow(SQLModel, table=True):
    """When a chat may be sent the next notification; chat 0 stands for all of them together."""

    __tablename__ = "paces"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    free_at: datetime


class BlockedRow(SQLModel, table=True):
    """A chat that has blocked the bot; nothing is owed to it."""

    __tablename__ = "blocked"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    blocked_at: datetime
