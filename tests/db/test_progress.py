"""Progress: published once whoever taps how often, and by nobody who may not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from db import drafts, loading, people, progress, records
from db.drafts import Refused, Written
from db.engine import Database
from db.models import EventRow, UpdateRow
from knowledge.model import Draft, Notice, ProgressUpdate, Role, Status
from tests.town import MORNING

pytestmark = pytest.mark.on_both

AUTHOR = 7


@pytest.fixture
def draft(database: Database, notice: Notice) -> Draft:
    loading.load(database, notice, MORNING)
    people.enrol(database, 7, "张三", Role.STAFF, MORNING)
    made = drafts.draft(database, 1, AUTHOR, 1, "1.2.6", Written("泵站修好", Status.NOT_STATED), MORNING)
    assert isinstance(made, Draft)
    return made


def test_what_is_published_is_in_the_record(database: Database, draft: Draft) -> None:
    published = progress.publish(database, 11, draft.id, 7, MORNING)
    record = records.record(database)
    assert record is not None
    assert record.updates_of("1.2.6") == (published,)


def test_a_second_tap_publishes_nothing(database: Database, draft: Draft) -> None:
    progress.publish(database, 12, draft.id, 7, MORNING)
    assert progress.publish(database, 13, draft.id, 7, MORNING) is Refused.PUBLISHED


def test_taps_at_the_same_moment_publish_once(database: Database, draft: Draft) -> None:
    with ThreadPoolExecutor(8) as pool:
        taps = [pool.submit(progress.publish, database, n, draft.id, 7, MORNING) for n in range(20, 36)]
        results = [tap.result() for tap in taps]
    assert sum(isinstance(result, ProgressUpdate) for result in results) == 1
    with database.snapshot() as session:
        assert len(session.exec(select(UpdateRow)).all()) == 1


def test_another_persons_draft_is_not_there(database: Database, draft: Draft) -> None:
    assert progress.publish(database, 14, draft.id, 8, MORNING) is Refused.GONE


def test_a_role_lost_since_the_preview_publishes_nothing(database: Database, draft: Draft) -> None:
    people.enrol(database, 7, "张三", Role.CITIZEN, MORNING)
    assert progress.publish(database, 15, draft.id, 7, MORNING) is Refused.NOT_ALLOWED


def test_a_role_lost_since_the_words_were_sent_makes_no_draft(database: Database, draft: Draft) -> None:
    people.enrol(database, AUTHOR, "张三", Role.CITIZEN, MORNING)
    written = Written("泵站修好", Status.NOT_STATED)
    assert drafts.draft(database, 16, AUTHOR, 1, "1.2.6", written, MORNING) is Refused.NOT_ALLOWED
    assert drafts.place(database, draft.id, AUTHOR, 1, "1.1.1", MORNING) is Refused.NOT_ALLOWED


def test_a_draft_is_in_the_name_of_the_unit_of_now(database: Database, draft: Draft) -> None:
    people.enrol(database, AUTHOR, "张三", Role.STAFF, MORNING, unit="环保办")
    written = Written("泵站修好", Status.NOT_STATED)
    made = drafts.draft(database, 17, AUTHOR, 1, "1.2.6", written, MORNING)
    assert isinstance(made, Draft)
    assert made.unit == "环保办"


def test_a_cancelled_draft_stays_cancelled(database: Database, draft: Draft) -> None:
    drafts.cancel(database, draft.id, 7, MORNING)
    assert progress.publish(database, 16, draft.id, 7, MORNING) is Refused.CANCELLED


def test_an_unknown_code_makes_no_draft(database: Database, draft: Draft) -> None:
    assert drafts.draft(database, 2, AUTHOR, 1, "9.9.9", Written("x", Status.NOT_STATED), MORNING) is None


def test_publication_and_its_line_of_history_come_together(database: Database, draft: Draft) -> None:
    progress.publish(database, 17, draft.id, 7, MORNING)
    with database.snapshot() as session:
        kinds = list(session.exec(select(EventRow.kind)))
    assert kinds == ["notice_loaded", "enrolled", "progress_drafted", "progress_published"]


def test_the_newest_update_that_states_a_status_decides(database: Database, draft: Draft) -> None:
    done = drafts.draft(database, 3, AUTHOR, 1, "1.2.6", Written("已整改完成", Status.COMPLETED), MORNING)
    assert isinstance(done, Draft)
    progress.publish(database, 18, done.id, 7, MORNING)
    progress.publish(database, 19, draft.id, 7, MORNING)
    record = records.record(database)
    assert record is not None
    finding = record.finding("1.2.6")
    assert finding is not None
    assert record.present_status(finding).status is Status.COMPLETED
    assert finding.status is Status.IN_PROGRESS


def test_the_same_message_delivered_again_makes_no_second_draft(database: Database, draft: Draft) -> None:
    again = drafts.draft(database, 1, AUTHOR, 1, "1.2.6", Written("泵站修好", Status.NOT_STATED), MORNING)
    assert again == draft


def test_the_same_tap_delivered_again_gets_the_same_receipt(database: Database, draft: Draft) -> None:
    first = progress.publish(database, 50, draft.id, 7, MORNING)
    assert progress.publish(database, 50, draft.id, 7, MORNING) == first
