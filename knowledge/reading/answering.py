"""Lines that say who answers for a finding, and by when: 责任单位：, 整改时限：."""

import re

from knowledge.text import WHO_ANSWERS

_WHO_ANSWERS = re.compile(rf"(?!.*(?:状态|完成|时限)){WHO_ANSWERS}.{{2,80}}")
_WHAT_IS_ASKED = re.compile(
    rf"(?!.*状态)(?:{WHO_ANSWERS}|(?:整改|完成|办结){{1,2}}(?:时限|期限|时间|目标|要求)\s*[：:]).{{2,200}}"
)


def names_who_answers(line: str) -> bool:
    """Whether a line says who answers for a finding: it is neither problem nor reply, wherever it stands."""
    return _WHO_ANSWERS.fullmatch(line) is not None


def says_what_is_asked(line: str) -> bool:
    """Whether a line says who is to do something, by when and to what end:
    of one above the reply; below, it tells of what was done."""
    return _WHAT_IS_ASKED.fullmatch(line) is not None
