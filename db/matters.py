"""Matters: what goes on from one notice to the next, whatever number it has there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from db.findings import to_finding
from db.models import FindingRow
from knowledge.model import Notice
from knowledge.reading.compare import matched


def go_on(
    rows: Sequence[FindingRow], notice: Notice, earlier: Sequence[tuple[Notice, Sequence[FindingRow]]]
) -> None:
    """Each finding of a new notice goes on with the matter of the first of the earlier notices that has it;
    a matter goes on once. One that none of them has begins a matter of its own."""
    found: dict[str, int | None] = {}
    for before, its_rows in earlier:
        matter_of = {row.code: row.matter_id for row in its_rows}
        going_on = {*found.values()}
        free = tuple(one for one in before.findings if matter_of[one.code] not in going_on)
        new = tuple(one for one in notice.findings if one.code not in found)
        pairs = matched(replace(before, findings=free), replace(notice, findings=new))
        found |= {code: matter_of[old] for code, old in pairs.items()}
    for row in rows:
        row.matter_id = found.get(row.code, row.id)


def put_in_categories(rows: Sequence[FindingRow], before: Sequence[FindingRow]) -> None:
    """Each category goes on under its name or else, renamed, with most of its matters."""
    earlier = [row for row in before if row.category_id is not None]
    by_name = {_category(row): row.category_id for row in earlier}
    members: dict[tuple[str | None, str | None], list[FindingRow]] = defaultdict(list)
    for row in rows:
        members[_category(row)].append(row)
    going_on = {by_name[name] for name in members if name in by_name}
    of_matter = {row.matter_id: row.category_id for row in earlier if row.category_id not in going_on}
    for name, found in members.items():
        if name[-1] is None:
            continue
        renamed = Counter(of_matter[row.matter_id] for row in found if row.matter_id in of_matter)
        most = renamed.most_common(1)[0][0] if renamed else found[0].id
        for row in found:
            row.category_id = by_name.get(name, most)


def _category(row: FindingRow) -> tuple[str | None, str | None]:
    """A category is told from others by its name and its section."""
    return row.section, to_finding(row).category_name
