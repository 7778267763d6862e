"""Questions to many notices at once: each goes to those it names."""

from dataclasses import replace

import pytest

from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Choices, NotFound, Overview, Reply
from knowledge.asking.routing import routes
from knowledge.asking.searching import MAX_CHOICES
from knowledge.asking.talking import may_lean
from knowledge.index.index import Index
from knowledge.index.names import parts
from knowledge.language.language import language
from knowledge.model import Intent, Talk
from knowledge.reading.parser import read_notice
from knowledge.record import Record
from tests.asking import labelled
from tests.town import DATA


@pytest.fixture(scope="module")
def county() -> Index:
    """Some seventy notices of towns, offices, hospitals, schools and firms, the newest first."""
    files = sorted((DATA / "notices").rglob("*.txt"))
    read = [read_notice(file.read_bytes()).notice for file in files]
    records = [Record(notice, notice_id=number) for number, notice in enumerate(read, start=1)]
    newest_first = sorted(records, key=lambda one: str(one.notice.issued_on), reverse=True)
    return Index.over(newest_first, language())


@pytest.fixture(scope="module")
def two_years() -> Index:
    """The notice of a town, 1, and another by the same town two years later, 2."""
    first = read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice
    assert first.issued_on is not None
    later = read_notice((DATA / "notices" / "layouts" / "a01.txt").read_bytes()).notice
    second = replace(
        later, title=first.title, issuer=first.issuer, issued_on=first.issued_on.replace(year=2023)
    )
    return Index.over([Record(second, notice_id=2), Record(first, notice_id=1)], language())


@pytest.fixture(scope="module")
def town_and_hospital() -> Index:
    """The notice of a town, 1, and that of the only hospital, 2."""
    files = ("hubin-2021.txt", "layouts/h02.txt")
    read = [read_notice((DATA / "notices" / file).read_bytes()).notice for file in files]
    return Index.over([Record(its, notice_id=at) for at, its in enumerate(read, start=1)], language())


def notice_ids(reply: Reply) -> tuple[int, ...]:
    return reply.notice_ids if isinstance(reply, Choices) else (reply.notice_id,)


def test_each_notice_is_found_by_every_name_it_goes_by(county: Index) -> None:
    missed = []
    for source in county.notices.sources:
        places, office = parts(source)
        forms = {"".join(places) + office, *places[-1:], "".join(places[-1:]) + office} - {""}
        for form in forms:
            scope = routes(f"{form}招待费超标整改得怎么样了", county)[0].scope
            if scope is None or source.notice_id not in scope:
                missed.append(form)
    assert missed == []


def test_a_question_that_names_its_notice_is_answered_from_it(county: Index) -> None:
    (hubin,) = [source for source in county.notices.sources if "湖滨" in source.title]
    asked = [one["q"] for one in labelled("asking/hubin-heldout") if one["codes"]]
    strays = [q for q in asked if {*notice_ids(answer(f"湖滨镇{q}", county))} != {hubin.notice_id}]
    assert len(strays) <= len(asked) / 100


@pytest.mark.parametrize(
    "question", ["沐阳市市监局整改得怎么样", "平川县交通局的招待费", "云桥县一中的食堂", "临汐市卫健委的人才"]
)
def test_offices_go_by_their_short_names(county: Index, question: str) -> None:
    scope = routes(question, county)[0].scope
    assert scope is not None
    (one,) = scope
    assert (county.notices.source(one).issuer or "")[2:5] == question[:3]


@pytest.mark.parametrize("question", ["湖宾镇喷漆中心", "hubinzhen喷漆中心"])
def test_a_name_is_known_by_its_sound(county: Index, question: str) -> None:
    reply = answer(question, county)
    assert isinstance(reply, Answer)
    assert reply.codes[0] == "1.2.6"
    assert "湖滨" in county.notices.source(reply.notice_id).title


def test_a_name_alone_asks_for_what_there_is(county: Index) -> None:
    reply = answer("湖滨镇", county)
    assert isinstance(reply, Overview)
    assert reply.intent is Intent.LIST
    assert "湖滨" in county.notices.source(reply.notice_id).title


def test_what_the_named_notice_does_not_tell_is_not_told_from_another(county: Index) -> None:
    reply = answer("湖滨镇药品耗材采购回扣", county)
    assert isinstance(reply, NotFound | Choices)
    assert all("湖滨" in county.notices.source(one).title for one in notice_ids(reply))


@pytest.mark.parametrize("question", ["医院的举报电话", "医院哪些还没改完", "医院查出几个问题", "医院的目录"])
def test_the_only_one_of_a_kind_is_known_by_its_kind(town_and_hospital: Index, question: str) -> None:
    reply = answer(question, town_and_hospital, home=frozenset({1}))
    assert isinstance(reply, Overview)
    assert reply.notice_id == 2


def test_who_names_somebody_else_does_not_go_on_with_the_card(town_and_hospital: Index) -> None:
    shown = answer("敬老院", town_and_hospital)
    assert isinstance(shown, Answer)
    reply = answer("医院敬老院呢", town_and_hospital, Talk(((1, shown.finding.code),)))
    assert not isinstance(reply, Answer) or reply.notice_id == 2


def test_an_overview_is_of_the_notice_named(county: Index) -> None:
    reply = answer("云汀县水利局联系电话是多少", county)
    assert isinstance(reply, Overview)
    assert reply.intent is Intent.CONTACT
    assert "云汀县" in county.notices.source(reply.notice_id).title


@pytest.mark.parametrize(
    ("question", "notice_id"),
    [
        ("2021年通报里共有多少问题", 1), ("2023年的通报什么时候发的", 2), ("湖滨镇2021年有多少问题", 1),
        ("今年的通报共有多少问题", 2), ("上次通报共有多少问题", 1), ("共有多少问题", 2),
    ],
)  # fmt: skip
def test_a_year_says_which_notice(two_years: Index, question: str, notice_id: int) -> None:
    assert notice_ids(answer(question, two_years)) == (notice_id,)


def test_a_year_inside_a_matter_is_none_of_a_notice(two_years: Index) -> None:
    assert notice_ids(answer("2020年招商引资完成了多少", two_years))[0] == 1


def test_a_code_is_of_the_newest_notice_of_a_town(two_years: Index) -> None:
    both = [code for code, notices in two_years.notices.having.items() if len(notices) == 2]
    assert notice_ids(answer(both[0], two_years)) == (2,)


def test_a_code_that_several_towns_have_is_to_be_chosen_the_newest_first(county: Index) -> None:
    reply = answer("1.1.1", county)
    assert isinstance(reply, Choices)
    assert reply.total > MAX_CHOICES
    ages = [county.notices.age(one) for one in reply.notice_ids]
    assert ages == sorted(ages)


def test_the_year_chooses_among_codes(two_years: Index) -> None:
    reply = answer("2021年通报 1.1.1", two_years)
    assert isinstance(reply, Answer)
    assert reply.notice_id == 1


def test_the_same_words_in_two_notices_are_choices_the_newest_first() -> None:
    notice = read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice
    index = Index.over([Record(notice, notice_id=2), Record(notice, notice_id=1)], language())
    reply = answer("喷漆中心整改进展", index)
    assert isinstance(reply, Choices)
    assert reply.notice_ids == (2, 1)
    assert reply.codes == ("1.2.6", "1.2.6")


def test_one_matter_in_two_notices_is_one_story_told_by_the_newer() -> None:
    notice = read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice
    apart = Index.over([Record(notice, notice_id=2), Record(notice, notice_id=1)], language())
    matters = {code: number for number, code in enumerate(apart.codes, start=100)}
    for entry in apart.entries:
        entry.facts = replace(entry.facts, matter=matters[entry.finding.code])
    reply = answer("喷漆中心整改进展", apart)
    assert isinstance(reply, Answer)
    assert (reply.notice_id, reply.codes[0]) == (2, "1.2.6")


def test_what_names_nobody_is_looked_for_first_where_the_talk_was(county: Index) -> None:
    (hubin,) = [source for source in county.notices.sources if "湖滨" in source.title]
    talk = Talk(((hubin.notice_id, "1.2.6"),))
    first, leaning = (answer("招商引资进展", county, one) for one in (None, talk))
    assert may_lean("招商引资进展", first, county)
    assert {*notice_ids(leaning)} == {hubin.notice_id}
