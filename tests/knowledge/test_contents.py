"""The table of contents holds every finding once, whatever a notice is divided into."""

import pytest

from knowledge.asking.contents import group_of, groups
from knowledge.model import Finding, Notice, Status
from tests.knowledge.truth import NAMES, reading


def finding(code: str, section: str | None = None, category: str | None = None) -> Finding:
    return Finding(code, section, category, f"问题{code}。", "", (), Status.NOT_STATED, None)


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_stands_in_one_group_in_order(name: str) -> None:
    findings = reading(name).notice.findings
    assert [one for group in groups(findings) for one in group.findings] == [*findings]


@pytest.mark.parametrize("name", NAMES)
def test_every_code_leads_to_its_group(name: str) -> None:
    findings = reading(name).notice.findings
    found = groups(findings)
    for one in findings:
        group = group_of(one.code, found)
        assert group is not None
        assert one in group.findings


def test_a_section_of_findings_without_categories_is_one_group() -> None:
    findings = [finding(f"1.{n}.1", "一个方面") for n in range(1, 6)]
    [group] = groups(findings)
    assert (group.code, group.title, len(group.findings)) == ("1", "一个方面", 5)


def test_a_category_of_one_is_called_by_its_finding() -> None:
    found = groups([finding("1.1.1"), finding("1.1.2"), finding("1.2.1", category="别的类")])
    assert [(group.code, group.title) for group in found] == [("1.1", None), ("1.2", "问题1.2.1")]


def test_the_beginning_of_no_code_leads_nowhere(notice: Notice) -> None:
    found = groups(notice.findings)
    assert group_of("9.9", found) is None
    assert group_of("1", found) is None
    assert group_of("1.22", found) is None
