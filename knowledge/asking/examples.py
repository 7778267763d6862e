"""Questions to begin with: what one may ask of a notice, tried before it is printed."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer
from knowledge.index.index import Index
from knowledge.model import Finding
from knowledge.record import Record

_LENGTHS = range(4, 13)
_MOST_TRIED = 300
# 关于“行风建设抓得不够紧”问题的整改 → 行风建设抓得不够紧
_CORE = re.compile(r"(?:关于|针对)?[“‘]?(?P<core>.+?)[”’]?(?:的?问题)?(?:的整改)?")
_CLAUSE = re.compile(r"[\u4e00-\u9fff“”]+")


def examples(record: Record, index: Index, forms: Sequence[str], most: int) -> list[str]:
    """Questions that are answered outright, each with a finding of its own, of as many categories as may be.
    ``forms`` say how a matter is asked about, the best first."""
    first_of, more = dict[str, str](), list[str]()
    told = set[str]()
    for finding, question in islice(_to_try(record, forms), _MOST_TRIED):
        if finding.code not in told and _is_answered(question, finding, record, index):
            told.add(finding.code)
            if first_of.setdefault(finding.code.rpartition(".")[0], question) != question:
                more.append(question)
        if len(first_of) == most:
            break
    return [*first_of.values(), *more][:most]


def _to_try(record: Record, forms: Sequence[str]) -> Iterator[tuple[Finding, str]]:
    """Notices begin with doctrine and end with what touches people: the last come first, what the notice says
    before what people call it."""
    last_first = record.notice.findings[::-1]
    named = [(one, name) for one in last_first for name in _clauses(one.title)]
    called = [(one, name) for one in last_first for name in record.aliases_of(one.code)]
    for finding, name in (*named, *called):
        if len(name) in _LENGTHS:
            yield from ((finding, form.format(matter=name)) for form in forms)


def _clauses(title: str) -> list[str]:
    core = _CORE.fullmatch(title)
    return _CLAUSE.findall(core["core"] if core else title)


def _is_answered(question: str, finding: Finding, record: Record, index: Index) -> bool:
    reply = answer(question, index)
    is_its_own = isinstance(reply, Answer) and reply.notice_id == record.notice_id
    return is_its_own and reply.codes[:1] == (finding.code,)
