"""The table of contents: a notice's findings by section and category."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import Finding


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours in the table: a category ("1.2"), or a section of categories that are each a finding
    themselves ("1")."""

    code: str
    findings: tuple[Finding, ...]

    @property
    def section(self) -> str | None:
        return self.findings[0].section

    @property
    def title(self) -> str | None:
        """What it is called; None where the notice has no words for it."""
        first = self.findings[0]
        if len(self.findings) == 1:
            return first.title
        return first.heading or (first.section if self.is_section else None)

    @property
    def is_section(self) -> bool:
        return "." not in self.code


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings' groups, in the notice's order."""
    found: list[Group] = []
    for section in _split(findings, parts=1):
        categories = _split(section.findings, parts=2)
        are_findings = len(categories) == len(section.findings) > 1
        found += [section] if are_findings else categories
    return tuple(found)


def group_of(code: str, among: Iterable[Group]) -> Group | None:
    """The group that a code, or the beginning of one, stands for."""
    return next((group for group in among if f"{code}.".startswith(f"{group.code}.")), None)


def _split(findings: Iterable[Finding], parts: int) -> list[Group]:
    """By so many parts of their codes."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(".".join(finding.code.split(".")[:parts]), []).append(finding)
    return [Group(code, tuple(its)) for code, its in found.items()]
