"""Rows of notices and findings as values."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.models import FindingRow, NoticeRow
from knowledge.model import Finding, Notice, Status


def finding_rows(session: Session, notice: NoticeRow) -> Sequence[FindingRow]:
    of_notice = select(FindingRow).where(FindingRow.notice_id == notice.id)
    return session.exec(of_notice.order_by(col(FindingRow.position))).all()


def matter_of(finding: FindingRow) -> int:
    """The matter that a finding is about, whichever notice it stands in."""
    return finding.matter_id or finding.id or 0


def notice_of(row: NoticeRow, findings: Sequence[FindingRow]) -> Notice:
    return Notice(
        title=row.title, issuer=row.issuer, issued_on=row.issued_on, phone=row.phone, email=row.email,
        inspection_period=row.inspection_period, findings=tuple(to_finding(finding) for finding in findings),
    )  # fmt: skip


def to_finding(row: FindingRow) -> Finding:
    return Finding(
        code=row.code, section=row.section, category=row.category, problem=row.problem,
        rectification=row.rectification, measures=tuple(row.measures), status=Status(row.status),
        status_quote=row.status_quote,
    )  # fmt: skip
