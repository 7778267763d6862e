"""The passage of a finding that answers: one sentence or one measure, verbatim."""

from knowledge.asking.choosing import ranked
from knowledge.asking.presence import in_passages
from knowledge.asking.query import Query
from knowledge.index.entries import Entry, Passage


def focus(query: Query, entry: Entry) -> Passage:
    """The passage that answers best. A question that names nothing that any passage holds gets the sentence
    the status was read from, else the reply's first."""
    if any(query.pairs_in(one.forms) for one in entry.passages) or _is_told_otherwise(query, entry):
        return ranked(query, entry)[0][0]
    quoted = entry.finding.status_quote
    saying_status = (p for p in entry.passages if quoted and (p.text in quoted or quoted in p.text))
    return next(saying_status, entry.passages[0])


def _is_told_otherwise(query: Query, entry: Entry) -> bool:
    """Whether a passage holds in other words what the question names."""
    return any(map(any, in_passages(query, entry)))
