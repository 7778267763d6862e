"""What one printed paragraph holds: several problems, each with its reply, or a problem and its reply."""

from knowledge.reading.drafted import ADDRESSES_A_PROBLEM
from knowledge.reading.faults import is_a_fault
from knowledge.reading.marks import mark_of, reply_in, split_at_labels, without_problem_label
from knowledge.reading.measures import numbered_within


def pieces(paragraph: str, after: str, heading: str) -> list[str]:
    """A paragraph, of which the next and what it stands under are known, cut where a problem or the label of
    a reply begins."""
    return _listed(paragraph, after) or _several(paragraph, heading) or split_at_labels(paragraph)


def _listed(paragraph: str, after: str) -> list[str]:
    """The problems 1.…2.…3.… of one paragraph, of which the next answers as many."""
    problems = numbered_within(without_problem_label(paragraph))
    replies = numbered_within(reply_in(after) or "")
    return problems if len(problems) == len(replies) else []


def _several(paragraph: str, heading: str) -> list[str]:
    """The problems 1.…2.…3.…, or （1）…（2）…, of one paragraph, each of which says itself what was done.
    Below a problem 针对…的问题，… is what was done about a part of it."""
    problems = numbered_within(paragraph) or numbered_within(paragraph, in_brackets=True)
    labelled = [split_at_labels(problem) for problem in problems]
    texts = [mark.text for problem in problems if (mark := mark_of(problem))]
    addressed = not is_a_fault(heading) and all(map(ADDRESSES_A_PROBLEM.match, texts))
    if addressed or all(len(each) > 1 for each in labelled):
        return [piece for each in labelled for piece in each]
    return []
