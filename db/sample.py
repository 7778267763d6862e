"""The sample: the notice that came with the program, and was nobody's choice."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from db.findings import finding_rows, matter_of
from db.history import Change, note
from db.in_force import all_in_force
from db.models import (
    AliasRow,
    ChatTownRow,
    CloseoutRow,
    DraftRow,
    EventRow,
    ForeignQuestionRow,
    HandoverRow,
    InviteRow,
    NoticeRow,
    OpinionRow,
    OwnershipRow,
    PersonRow,
    QuestionRow,
)
from knowledge.model import Notice
from knowledge.towns import issuing_town


def giving_way(session: Session, notice: Notice) -> NoticeRow | None:
    """The sample, if it is alone in force and is to give way to this notice: that is another town's, and
    nobody has worked on the sample."""
    first = select(EventRow).where(EventRow.kind == Change.NOTICE_LOADED).order_by(col(EventRow.id)).limit(1)
    line = session.exec(first).first()
    if line is None or not line.details.get("shipped") or [*all_in_force(session)] != [line.subject_id]:
        return None
    row = session.get_one(NoticeRow, line.subject_id)
    is_own = issuing_town(row.issuer) == issuing_town(notice.issuer)
    return None if is_own or _is_worked_on(session, row) else row


def hand_over(session: Session, of_sample: int | None, to: int | None, now: datetime) -> None:
    """Whoever joined, was invited, asked or wrote before there was another notice is of that one's town:
    the sample's was nobody's choice. Part of the caller's transaction."""
    for row in session.exec(select(PersonRow).where(PersonRow.town_id == of_sample)):
        row.town_id = to
        note(session, Change.MOVED, now, None, row.id, town=to)
    for table in (InviteRow, OpinionRow, QuestionRow):
        session.execute(update(table).where(col(table.town_id) == of_sample).values(town_id=to))
    _hand_over_choices(session, of_sample, to)


def _hand_over_choices(session: Session, of_sample: int | None, to: int | None) -> None:
    """What stands under a town as its key, which is not left empty: nothing is chosen where there is none."""
    chosen = col(ChatTownRow.town_id) == of_sample
    if to is None:
        session.execute(delete(ChatTownRow).where(chosen))
    else:
        session.execute(update(ChatTownRow).where(chosen).values(town_id=to))
    foreign = col(ForeignQuestionRow.town_id) == (of_sample or 0)
    there = select(ForeignQuestionRow.text).where(ForeignQuestionRow.town_id == (to or 0))
    known = [*session.exec(there)]
    session.execute(delete(ForeignQuestionRow).where(foreign, col(ForeignQuestionRow.text).in_(known)))
    session.execute(update(ForeignQuestionRow).where(foreign).values(town_id=to or 0))


def _is_worked_on(session: Session, notice: NoticeRow) -> bool:
    findings = finding_rows(session, notice)
    ids, its_matters = [one.id for one in findings], [matter_of(one) for one in findings]
    work = (
        select(DraftRow.id).where(col(DraftRow.finding_id).in_(ids)),
        select(AliasRow.id).where(col(AliasRow.finding_id).in_(ids), col(AliasRow.added_by).is_not(None)),
        select(OwnershipRow.matter_id).where(col(OwnershipRow.matter_id).in_(its_matters)),
        select(CloseoutRow.id).where(col(CloseoutRow.matter_id).in_(its_matters)),
        select(HandoverRow.id).where(col(HandoverRow.matter_id).in_(its_matters)),
        select(OpinionRow.id).where(col(OpinionRow.matter_id).in_(its_matters)),
    )
    return any(session.exec(some.limit(1)).first() is not None for some in work)
