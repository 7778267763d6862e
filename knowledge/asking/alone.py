"""A finding shown by itself, as buttons and links ask for it: of whichever notice, without an index."""

from knowledge.asking.reply import Answer
from knowledge.index.entries import passages_of
from knowledge.model import Finding


def alone(finding: Finding, notice_id: int) -> Answer:
    """The answer to a question that names nothing else: the sentence the status was read from, else the
    reply's first."""
    passages, quoted = passages_of(finding), finding.status_quote
    saying_status = (one for one in passages if quoted and (one[0] in quoted or quoted in one[0]))
    text, part = next(saying_status, passages[0])
    return Answer(finding, text, part, (finding.code,), notice_id)
