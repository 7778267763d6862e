"""What a question's own words find in the notices that it goes to, whatever was talked of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge import codes
from knowledge.asking.focus import focus
from knowledge.asking.intents import recognise, statuses_asked_for
from knowledge.asking.manner import read_manner
from knowledge.asking.places import names_another_place
from knowledge.asking.query import Query, make_query
from knowledge.asking.ranking import Match, fitted, matches_of
from knowledge.asking.reply import Answer, Choices, Miss, NotFound, Overview, Reply
from knowledge.asking.routing import Route, routes
from knowledge.asking.telling import told_besides
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.language.numbers import numbers
from knowledge.language.tokens import words_of_any_question
from knowledge.model import Intent
from knowledge.text import normalise

MAX_CHOICES = 3

# From this much of the first one's probability on another finding may well be meant instead, sooner where
# the question is a single word; and from so much on it is shown where there are choices anyway.
MEANT, _MEANT_BY_A_WORD, _SHOWN = 0.35, 0.1, 0.003
# "党建方面有哪些问题": so many findings on a topic are listed; fewer are looked for like any question.
_MANY = 3
_ASKS_FOR_TOPIC = re.compile(
    r"(?:(?:关于|涉及|有关)(?P<about>.{2,8}?)(?:方面|领域)?的?|(?P<in>.{2,8}?)(?:方面|领域|这块|那块|这一?类)的?)"
    r"(?:问题|毛病|整改)?(?:都|还|存在|查出|发现)*(?:有|是)?(?:哪些|哪几个|什么|啥|多少|几个)(?:问题|毛病)?"
)
_COUNTED = re.compile(rf"(?<!第)[这那]?(?P<count>\d{{1,3}}|{codes.HAN_NUMERAL})[个条项](?:反馈)?(?:的)?问题")
_ASKS_HOW_IT_STANDS = re.compile(r"整改|进展|进度|完成|[没未].{0,3}[完好]")

Scope = frozenset[int] | None


def first_that_answers(replies: Iterable[Reply]) -> Reply:
    """The first reply that is one; else the first."""
    first: Reply | None = None
    for reply in replies:
        if not isinstance(reply, NotFound):
            return reply
        first = first or reply
    if first is None:
        raise ValueError("no reply at all")
    return first


def of_route(route: Route, index: Index) -> Reply:
    """The reply of the notices that a route leads to."""
    if not route.text:  # nothing but whose notice: what it says is wanted
        return Overview(Intent.LIST, notice_id=index.notices.newest(route.scope))
    by = (_by_code, _by_manner, _by_words)
    reply = next(reply for one in by if (reply := one(route.text, index, route.scope)))
    return reply if _holds(reply, route.holding, index) else NotFound(Miss.NO_MATCH)


def _holds(reply: Reply, words: Sequence[str], index: Index) -> bool:
    if not words or not isinstance(reply, Answer):
        return not words
    entry = index.entry(reply.notice_id, reply.finding.code)
    return entry is not None and all(word in entry.forms.normal for word in words)


def ranked(question: str, index: Index) -> Iterator[Answer]:
    """All findings that share anything with a question, likeliest first, each with its passage that answers;
    what is not asked for is not looked for."""
    route = routes(normalise(question), index)[0]
    query = make_query(route.text, index)
    for match in matches_of(route.text, index, route.scope):
        yield answer_with(match.entry, query, (match.entry.finding.code,))


def also_meant(question: str, but: Key, index: Index) -> Choices:
    """What a question may mean other than the finding it was answered with, likeliest first."""
    route = routes(normalise(question), index)[0]
    matches = matches_of(route.text, index, route.scope)
    return choices_of([entry for entry in likely(matches, _SHOWN) if entry.key != but][:MAX_CHOICES])


def _by_code(normal: str, index: Index, scope: Scope) -> Reply | None:
    """The reply to a question that names a code, or nothing but an item's number; else None."""
    is_amount = _is_amount(normal, index)
    named = codes.find_codes(normal) or ([] if is_amount else _run_together(normal, index))
    item = None if named else codes.bare_item(normal)
    if not named and item is None:
        return None
    query = make_query(codes.without_codes(normal), index)
    if not named and query.units:
        return None
    meant = {code for name in named for code in codes.matching(name, index.notices.having)}
    meant |= {code for code in index.notices.having if code.split(".")[2] == item}
    found = index.notices.newest_of_each(index.notices.with_codes(meant, scope))
    if not found and is_amount:  # 14.9 looks like a code
        return None
    if not found:
        unknown = named[0] if named else item
        return NotFound(Miss.UNKNOWN_CODE, unknown, notice_id=index.notices.newest(scope))
    entries = [entry for key in found[:MAX_CHOICES] if (entry := index.entry(*key))]
    if len(entries) == 1:
        return answer_with(entries[0], query, (entries[0].finding.code,))
    return choices_of(entries, len(found))


def _is_amount(normal: str, index: Index) -> bool:
    """Whether the question is nothing but a number of the notice, with its measure left out."""
    alone = next(numbers(normal), None)
    return alone is not None and alone.is_bare and alone.end == len(normal) and index.holds(alone)


def _run_together(normal: str, index: Index) -> list[str]:
    code = codes.run_together(normal)
    return [code] if code and code in index.notices.having else []


def _by_manner(normal: str, index: Index, scope: Scope) -> Reply | None:
    """The reply to what is no question."""
    manner = read_manner(normal)
    if manner is None:
        return None
    if overview := _overview(normal, index, scope):
        return replace(overview, manner=manner)
    return NotFound(Miss.NO_QUESTION, manner=manner, notice_id=index.notices.newest(scope))


def _by_words(normal: str, index: Index, scope: Scope) -> Reply:
    if overview := _overview(normal, index, scope):
        return overview
    query = make_query(normal, index)
    if not query.units and _ASKS_HOW_IT_STANDS.search(normal):  # it names no matter: all of them are meant
        about = index.notices.newest(scope)
        return Overview(Intent.STATUS_LIST, statuses_asked_for(normal), notice_id=about)
    if named := _by_alias(normal, index, scope):
        return (
            answer_with(named[0], query, (named[0].finding.code,)) if len(named) == 1 else choices_of(named)
        )
    if abbreviated := _by_initials(query, index, scope):
        return choices_of(abbreviated)
    matches = matches_of(normal, index, scope)
    meant = MEANT if len(query.units) > 1 else _MEANT_BY_A_WORD
    if len(likely(matches, meant)) == 1 and matches[0].probability >= fitted().answer_from:
        ranked = tuple(match.entry.finding.code for match in matches[:MAX_CHOICES])
        return answer_with(matches[0].entry, query, ranked)
    if sum(match.probability for match in matches) >= fitted().offer_from:
        return choices_of(likely(matches, _SHOWN)[:MAX_CHOICES])
    return NotFound(Miss.NO_MATCH, notice_id=index.notices.newest(scope))


def _by_alias(normal: str, index: Index, scope: Scope) -> list[Entry]:
    """The findings that people call just what the question says, and asks nothing else about."""
    tokenizer = index.language.tokenizer

    def says_nothing_else(alias: str) -> bool:
        rest = tokenizer.cut(normal.replace(alias, " "))
        return not any(tokenizer.is_telling(w) and w not in words_of_any_question() for w in rest)

    called = {entry.key: entry for alias, entry in index.aliases_in(normal) if says_nothing_else(alias)}
    return _in_order(called, index, scope)


def _by_initials(query: Query, index: Index, scope: Scope) -> list[Entry]:
    """The findings with words that the question, nothing but initials, may abbreviate."""
    if len(query.units) != 1 or not query.units[0].is_initials:
        return []
    found = map(index.entry_at, sorted(index.with_initials(query.units[0].word)))
    return _in_order({entry.key: entry for entry in found}, index, scope)


def _in_order(entries: Mapping[Key, Entry], index: Index, scope: Scope) -> list[Entry]:
    """Those of the scope, the newest notice first, in its order."""
    order = index.notices.with_codes({code for _, code in entries}, scope)
    return [entries[key] for key in order if key in entries]


def likely(matches: Sequence[Match], share: float) -> list[Entry]:
    """Those with at least this share of the first one's probability."""
    return [match.entry for match in matches if match.probability >= share * matches[0].probability]


def _overview(normal: str, index: Index, scope: Scope) -> Overview | None:
    """A question about the notice as a whole, unless it names a matter besides."""
    if names_another_place(normal, index):
        return None
    about = index.notices.newest(scope)
    normal = _without_count(normal, index, about)
    intent = recognise(normal, index.language.tokenizer)
    if intent is Intent.STATUS_LIST:
        return Overview(intent, statuses_asked_for(normal), notice_id=about)
    on_topic = _on_topic(normal, index, about) if intent in (None, Intent.LIST) else None
    return on_topic or (Overview(intent, notice_id=about) if intent else None)


def _without_count(normal: str, index: Index, about: int) -> str:
    """The question with 问题 for 27个问题, where the notice has just so many: all of them are meant."""
    counted = _COUNTED.search(normal)
    if counted is None or codes.number(counted["count"]) != len(index.notices.source(about).codes):
        return normal
    return f"{normal[: counted.start()]}问题{normal[counted.end() :]}"


def _on_topic(normal: str, index: Index, about: int) -> Overview | None:
    """The list of all findings on a topic, for who asks which there are."""
    match = _ASKS_FOR_TOPIC.search(normal)
    topic = (match["about"] or match["in"]) if match else ""
    found = tuple(e.finding for e in index.entries_of(about) if topic in e.heading.normal) if topic else ()
    return (
        Overview(Intent.LIST, topic=topic, findings=found, notice_id=about) if len(found) >= _MANY else None
    )


def answer_with(entry: Entry, query: Query, ranked: tuple[str, ...]) -> Answer:
    """A finding with the passages that answer; ``ranked`` are the codes of those that may be meant, too."""
    passage = focus(query, entry)
    beside, unstated = told_besides(query.text, entry, passage)
    return Answer(entry.finding, passage.text, passage.part, ranked, entry.notice_id, beside, unstated)


def choices_of(entries: Sequence[Entry], total: int | None = None) -> Choices:
    """As many of the findings as are offered, of so many in all."""
    shown = entries[:MAX_CHOICES]
    findings = tuple(entry.finding for entry in shown)
    return Choices(findings, total or len(entries), tuple(entry.notice_id for entry in shown))
