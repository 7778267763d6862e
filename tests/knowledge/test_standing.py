"""Where the findings stand, and how many were open when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import (
    SETTLED,
    Closeout,
    Finding,
    Notice,
    ProgressUpdate,
    Status,
    Step,
)
from knowledge.progress.standing import Standing, make_standing
from knowledge.record import Record

ISSUED, TODAY = date(2021, 2, 18), date(2021, 3, 1)
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2021, 2, 18, 1, 0, tzinfo=UTC)


def finding(code: str, status: Status = Status.NOT_STATED, category: str | None = "党建方面") -> Finding:
    return Finding(code, "镇党委的问题", category, "问题", "整改", (), status, None)


def notice_of(*findings: Finding, issued_on: date | None = ISSUED) -> Notice:
    return Notice("通报", "某镇", issued_on, None, None, None, findings)


def said(number: int, status: Status, days: float = 0, corrects: int | None = None) -> ProgressUpdate:
    """An update of 1.1.1, so many days after the notice."""
    return ProgressUpdate(number, "1.1.1", "进展", "环保办", MORNING + timedelta(days=days), status, corrects)


def step(number: int, kind: Step, days: float) -> Closeout:
    return Closeout(number, "1.1.1", kind, 7, "督办室", None, MORNING + timedelta(days=days))


def standing(
    updates: Sequence[ProgressUpdate] = (), closeouts: Sequence[Closeout] = (), today: date = TODAY
) -> Standing:
    """Of a notice with one finding that is not said to be done."""
    record = Record(notice_of(finding("1.1.1")), tuple(updates), closeouts=tuple(closeouts))
    return make_standing(record, today, ZONE)


def counts(standing: Standing) -> list[int]:
    return [point.count for point in standing.trend]


def test_each_category_by_status_in_the_notices_order(notice: Notice) -> None:
    facts = make_standing(Record(notice), TODAY, ZONE)
    assert [(one.code, one.total) for one in facts.categories] == [
        ("1.1", 5), ("1.2", 8), ("1.3", 5), ("1.4", 5), ("2.1", 1), ("2.2", 2), ("2.3", 1)
    ]  # fmt: skip
    assert facts.categories[6].heading == "关于村级财务管理不规范问题"
    assert (facts.total, facts.open) == (27, 25)
    for status in Status:
        assert sum(one.by_status[status] for one in facts.categories) == facts.by_status[status]


def test_a_category_without_words_has_those_of_its_section() -> None:
    record = Record(notice_of(finding("3.1.1", category=None)))
    assert make_standing(record, TODAY, ZONE).categories[0].heading == "镇党委的问题"


def test_deeper_codes_belong_to_the_category_they_stand_under() -> None:
    record = Record(notice_of(finding("1.1.1.1"), finding("1.1.2.1"), finding("1.2.1")))
    assert [one.code for one in make_standing(record, TODAY, ZONE).categories] == ["1.1", "1.2"]


def test_of_many_categories_the_smallest_are_taken_together() -> None:
    """Twelve, where the n-th has n findings: the largest are the last seven."""
    many = [finding(f"1.{n}.{item}") for n in range(1, 13) for item in range(n)]
    *kept, rest = make_standing(Record(notice_of(*many)), TODAY, ZONE).categories
    assert [one.code for one in kept] == [f"1.{n}" for n in range(6, 13)]
    assert (rest.code, rest.together, rest.total) == (None, 5, 15)


def test_eight_categories_are_all_shown() -> None:
    record = Record(notice_of(*(finding(f"1.{n}.1") for n in range(1, 9))))
    assert [one.code for one in make_standing(record, TODAY, ZONE).categories][-1] == "1.8"


def test_an_update_counts_from_its_day_on() -> None:
    facts = standing([said(1, Status.COMPLETED, days=3)])
    assert [point.day for point in facts.trend] == [ISSUED + timedelta(days=n) for n in range(12)]
    assert counts(facts) == [1] * 3 + [0] * 9


def test_the_day_ends_at_midnight_in_the_town() -> None:
    """16 hours after 09:00 it is the next day there, and still the same one in UTC."""
    assert counts(standing([said(1, Status.COMPLETED, days=14.9 / 24)]))[0] == 0
    assert counts(standing([said(1, Status.COMPLETED, days=15 / 24)]))[:2] == [1, 0]


def test_what_was_corrected_counts_until_then() -> None:
    facts = standing([said(1, Status.COMPLETED, days=2), said(2, Status.NOT_STATED, days=5, corrects=1)])
    assert counts(facts) == [1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]


def test_what_states_no_status_changes_nothing() -> None:
    facts = standing([said(1, Status.COMPLETED, days=2), said(2, Status.NOT_STATED, days=5)])
    assert counts(facts)[-1] == 0


def test_a_close_out_counts_when_verified_until_it_is_reopened() -> None:
    steps = [step(1, Step.PROPOSED, 1), step(2, Step.VERIFIED, 3), step(3, Step.REOPENED, 6)]
    assert counts(standing(closeouts=steps)) == [1] * 3 + [0] * 3 + [1] * 6


def test_what_the_notice_could_know_already_does_not_count() -> None:
    assert counts(standing([said(1, Status.COMPLETED, days=-3)])) == [1] * 12


def test_an_old_notice_has_its_last_eleven_weeks_shown() -> None:
    trend = standing(today=date(2026, 3, 1)).trend
    assert {later.day - one.day for one, later in pairwise(trend)} == {timedelta(7)}
    assert (len(trend), trend[-1].day) == (12, date(2026, 3, 1))


def test_between_them_the_days_are_spread_from_the_notice_on() -> None:
    trend = standing(today=date(2021, 3, 26)).trend
    assert (len(trend), trend[0].day, trend[-1].day) == (12, ISSUED, date(2021, 3, 26))


def test_a_notice_of_today_has_one_point_and_one_of_tomorrow_too() -> None:
    assert [point.day for point in standing(today=ISSUED).trend] == [ISSUED]
    before = ISSUED - timedelta(days=1)
    assert [point.day for point in standing(today=before).trend] == [before]


def test_a_notice_without_a_date_and_without_findings() -> None:
    facts = make_standing(Record(notice_of(issued_on=None)), TODAY, ZONE)
    assert (facts.total, facts.categories, counts(facts)) == (0, (), [0] * 12)


CODES = ("1.1.1", "1.1.2", "1.2.1")
MOMENTS = st.integers(-3 * 24, 11 * 24).map(lambda hours: MORNING + timedelta(hours=hours))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any history of three findings: updates, corrections, close-outs."""
    statuses, codes = st.sampled_from(list(Status)[1:]), st.sampled_from(CODES)
    updates: list[ProgressUpdate] = []
    for number, moment in enumerate(sorted(draw(st.lists(MOMENTS, max_size=12)))):
        code = draw(codes)
        of_it = [one.id for one in updates if one.code == code]
        corrects = draw(st.sampled_from([None, None, *of_it]))
        updates.append(ProgressUpdate(number, code, "进展", "环保办", moment, draw(statuses), corrects))
    steps = [
        Closeout(number, draw(codes), draw(st.sampled_from(Step)), 7, "督办室", None, moment)
        for number, moment in enumerate(sorted(draw(st.lists(MOMENTS, max_size=6))))
    ]
    findings = [finding(code, draw(statuses)) for code in CODES]
    return Record(notice_of(*findings), tuple(updates), closeouts=tuple(steps))


@given(records())
def test_every_point_is_the_present_status_of_what_was_known_then(record: Record) -> None:
    facts = make_standing(record, TODAY, ZONE)
    for point in facts.trend:
        end = datetime(point.day.year, point.day.month, point.day.day, tzinfo=ZONE) + timedelta(days=1)
        known = Record(
            record.notice,
            tuple(update for update in record.updates if update.published_at < end),
            closeouts=tuple(one for one in record.closeouts if one.taken_at < end),
        )
        present = [known.present_status(one).status for one in record.notice.findings]
        assert point.count == sum(status not in SETTLED for status in present)
    assert facts.trend[-1].count == facts.open
