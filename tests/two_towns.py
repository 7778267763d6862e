"""Two towns with the same findings, each with a 财政所, and the county above them. The second is the newer,
and has something of every kind: what somebody of the first must never touch."""

from dataclasses import replace
from datetime import date, timedelta

from db import (
    aliases,
    closeouts,
    drafts,
    handovers,
    loading,
    offers,
    ownerships,
    people,
    progress,
    registers,
    tickets,
)
from db.drafts import Written
from db.engine import Database
from db.migrate import upgrade
from db.models import EvidenceRow, QuestionRow
from db.tickets import Author, Report
from knowledge.model import Draft, Notice, ReplyKind, Role, Status, Step
from knowledge.progress.register import Change, Field
from knowledge.reading.parser import read_notice
from tests.town import DATA, MORNING

HERE, THERE = "湖滨镇", "青岭镇"
NOTICE_HERE, NOTICE_THERE = 1, 2
CODE, CLOSED, MOVING = "1.2.6", "1.2.5", "1.1.1"
ONLY_THERE = "7.1.1"
SECRET = "还差三万元没有到账"
OFFICE = "财政所"
STAFF_HERE, SUPERVISOR_HERE, ADMIN_HERE = 11, 12, 13
STAFF_THERE, SUPERVISOR_THERE, ADMIN_THERE, OTHER_STAFF_THERE = 21, 22, 23, 24
COUNTY, CITIZEN = 31, 41
_BEFORE = MORNING - timedelta(minutes=5)

_PEOPLE = (
    (STAFF_HERE, Role.STAFF, OFFICE, 1),
    (SUPERVISOR_HERE, Role.SUPERVISOR, "督办室", 1),
    (ADMIN_HERE, Role.ADMIN, "党政办", 1),
    (STAFF_THERE, Role.STAFF, OFFICE, 2),
    (SUPERVISOR_THERE, Role.SUPERVISOR, "督办室", 2),
    (ADMIN_THERE, Role.ADMIN, "党政办", 2),
    (OTHER_STAFF_THERE, Role.STAFF, "环保办", 2),
    (COUNTY, Role.SUPERVISOR, "县督查室", None),
)
EVERYBODY = tuple(person_id for person_id, *_ in _PEOPLE)


def notice_here() -> Notice:
    return read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice


def notice_there() -> Notice:
    here = notice_here()
    extra = replace(here.findings[-1], code=ONLY_THERE, problem="澡堂的锅炉三年没有检验。")
    return replace(
        here, issuer=f"中共{THERE}委员会", title=f"{THERE}关于巡察整改进展情况的通报",
        issued_on=date(2021, 3, 1), findings=(*here.findings, extra),
    )  # fmt: skip


def two_towns(database: Database) -> None:
    """Of each kind of thing that the second town has, the id is 1."""
    upgrade(database)
    loading.load(database, notice_here(), _BEFORE)
    loading.load(database, notice_there(), _BEFORE)
    for person_id, role, unit, town_id in _PEOPLE:
        code = people.invite(database, role, unit, _BEFORE, town_id)
        people.join(database, code, person_id, f"某{person_id}", _BEFORE)
    _work_there(database)
    _words_there(database)


def _work_there(database: Database) -> None:
    units = ((CODE, OFFICE), (CLOSED, OFFICE), (MOVING, "环保办"), (ONLY_THERE, OFFICE))
    for number, (code, unit) in enumerate(units, start=1):
        ownerships.assign(database, number, NOTICE_THERE, code, unit, None, SUPERVISOR_THERE, _BEFORE)
    for number, code in enumerate((CODE, CLOSED), start=101):
        _publish(database, number, code)
        _step(database, 200 + number, code, Step.PROPOSED, STAFF_THERE)
    _step(database, 399, CLOSED, Step.VERIFIED, SUPERVISOR_THERE)
    secret = Written(SECRET, Status.NOT_STATED)
    drafts.draft(database, 401, STAFF_THERE, NOTICE_THERE, CODE, secret, MORNING)
    by = OTHER_STAFF_THERE
    handovers.ask(database, 402, NOTICE_THERE, MOVING, OFFICE, by, _BEFORE)
    aliases.teach(database, NOTICE_THERE, CODE, "喷漆那摊子", STAFF_THERE, _BEFORE)
    cells = [Change(CODE, Field.OWNER, "", "张三")]
    registers.offer(database, 403, NOTICE_THERE, cells, SUPERVISOR_THERE, _BEFORE)
    later = replace(notice_there(), issued_on=date(2022, 3, 1))
    offers.offer(database, 404, later, ADMIN_THERE, _BEFORE)


def _publish(database: Database, update_id: int, code: str) -> None:
    written = Written("泵站已修好", Status.NOT_STATED)
    made = drafts.draft(database, update_id, STAFF_THERE, NOTICE_THERE, code, written, _BEFORE)
    assert isinstance(made, Draft)
    with database.transaction() as session:
        photo = EvidenceRow(
            draft_id=made.id, person_id=STAFF_THERE, message_id=1, album=None, kind="photo", file_id="f",
            name=None, sha256="0" * 64, state="kept", not_before=_BEFORE, sent_at=_BEFORE,
        )  # fmt: skip
        session.add(photo)
    progress.publish(database, update_id + 50, made.id, STAFF_THERE, MORNING)


def _step(database: Database, update_id: int, code: str, step: Step, by: int) -> None:
    taken = closeouts.take_step(database, update_id, NOTICE_THERE, code, step, by, _BEFORE)
    assert not isinstance(taken, str), taken


def _words_there(database: Database) -> None:
    author, day = Author(CITIZEN, "key", CITIZEN, 2), MORNING.date()
    about = (NOTICE_THERE, CODE)
    tickets.receive(database, 501, author, Report("路灯坏了"), about, day, _BEFORE)
    tickets.receive(database, 502, author, Report("桥塌了一半"), None, day, _BEFORE)
    with database.transaction() as session:
        row = QuestionRow(
            text="锅炉房什么时候拆", kind=ReplyKind.NOT_FOUND, codes=[], asked_at=_BEFORE, town_id=2
        )
        session.add(row)
