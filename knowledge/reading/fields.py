"""Fields of a finding that bear numbers, under each finding or as the chapters of a notice of one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.reading.answering import says_what_is_asked
from knowledge.reading.drafted import Draft
from knowledge.reading.marks import Kind, is_reply_name, mark_of, reply_in
from knowledge.reading.tree import Node, Outline

_NAME = re.compile(r"([^，,。；;：:“”\d]{2,12})[：:]")
_WHAT_IS_TOLD = re.compile(
    r"(?:反馈|存在|督察)?(?:的)?(?:具体|主要)?问题(?:描述|表现|内容)?|整改(?:任务|事项)"
)
_WHAT_IS_ASKED = re.compile(r"(?:整改|工作)?(?:目标|要求|时限|期限)|责任(?:单位|部门|领导|人)")


def numbered_fields(paragraphs: Sequence[str]) -> set[int]:
    """Where a number counts a field, not a finding: its name has the same number wherever it stands, more
    than once, and so have others, that of a reply among them."""
    at: dict[tuple[Kind, str], list[tuple[int, int | None]]] = defaultdict(list)
    for number, paragraph in enumerate(paragraphs):
        mark = mark_of(paragraph)
        if mark and mark.kind is not Kind.PROBLEM and (name := _NAME.match(mark.text)):
            at[mark.kind, name[1]].append((number, mark.ordinal))
    fields = {key: seen for key, seen in at.items() if _is_same_number(seen)}
    kinds = [kind for kind, _ in fields]
    counting = {kind for kind, name in fields if kinds.count(kind) > 1 and is_reply_name(name)}
    return {number for (kind, _), seen in fields.items() if kind in counting for number, _ in seen}


def _is_same_number(seen: Sequence[tuple[int, int | None]]) -> bool:
    return len(seen) > 1 and len({ordinal for _, ordinal in seen}) == 1


def read_field(field: str) -> tuple[str | None, bool]:
    """What follows the label of a numbered field if that is one of a reply, and whether it says what is
    asked."""
    mark = mark_of(field)
    text = mark.text if mark else field
    return reply_in(text), says_what_is_asked(text)


def fields_in_chapters(found: Outline) -> list[Draft]:
    """The only finding of a notice whose chapters are its fields: 一、整改任务 二、整改措施 三、完成情况."""
    if not found.roots:
        return []
    first, *others = found.roots
    if not _WHAT_IS_TOLD.fullmatch(first.text) or first.children or not first.own:
        return []
    replies = [root for root in others if is_reply_name(root.text)]
    asked = [root for root in others if _WHAT_IS_ASKED.fullmatch(root.text)]
    if not replies or len(replies) + len(asked) < len(others) or not all(map(_is_filled, replies)):
        return []
    begun, *more = replies
    rectification = [*begun.paragraphs(), *_whole(more)]
    return [Draft((first, *others), [*first.own, *_whole(asked)], rectification)]


def _is_filled(root: Node) -> bool:
    return bool(root.own or root.children)


def _whole(roots: Iterable[Node]) -> list[str]:
    return [line for root in roots for line in root.whole()]
