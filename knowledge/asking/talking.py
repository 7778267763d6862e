"""What a person was last shown, and how long a question may lean on it."""

from datetime import datetime, timedelta

from knowledge.asking.ellipsis import asks, is_of_the_whole, own_words
from knowledge.asking.followups import leans
from knowledge.asking.reply import Answer, Choices, Miss, NotFound, Overview, Reply
from knowledge.asking.turning import turned_to
from knowledge.index.index import Index
from knowledge.language.tokens import Tokenizer
from knowledge.model import Intent, Talk
from knowledge.text import normalise

LAPSES = timedelta(minutes=15)
NOTHING = Talk(())
"""After a change of subject that led nowhere, after all was shown, and after a town was chosen."""

# In nats: less than this is a word that many findings may hold by chance, as 房 and 喝.
_A_MATTER = 12.5
_ENDING = (Miss.NO_MATCH, Miss.UNKNOWN_CODE, Miss.NONE_MEANT)
_OF_NOTHING_KNOWN = (*_ENDING, Miss.NO_QUESTION, Miss.NOTHING_SHOWN)


def lasts(shown_at: datetime, now: datetime) -> bool:
    """Whether a question asked now may lean on what was shown then."""
    return now - shown_at < LAPSES


def may_lean(question: str, reply: Reply, index: Index) -> bool:
    """Whether a question may be answered otherwise by who knows what was shown before; ``reply`` is what it
    got as a first question. What is answered outright by more than a mere word of its own does not."""
    if isinstance(reply, Choices):
        return True
    if isinstance(reply, NotFound):
        return reply.miss in _OF_NOTHING_KNOWN
    normal = normalise(question)
    if isinstance(reply, Overview):
        return not is_of_the_whole(normal)
    if index.notices.are_of_several and not index.notices.names.find(normal):
        return True  # whose notice is meant is what was talked of
    tokenizer = index.language.tokenizer
    return _names_little(normal, tokenizer) or leans(normal, tokenizer) or bool(turned_to(normal, index))


def _names_little(normal: str, tokenizer: Tokenizer) -> bool:
    """Whether it asks of a mere word, which is no topic by itself; a number is none."""
    own = (word for word in own_words(normal, tokenizer) if not word.isdecimal())
    return asks(normal) and sum(map(tokenizer.rarity, own)) < _A_MATTER


def after(reply: Reply, before: Talk | None) -> Talk | None:
    """What the person was last shown once this reply is; None where that changes nothing. One of the choices
    shown before keeps them, and so do they themselves, shown again. Where all findings are listed, it is no
    longer one of them that is talked of; how many there are, and how far they are, is asked in between."""
    if isinstance(reply, Answer):
        shown = (reply.notice_id, reply.finding.code)
        listed = (before.among or before.shown) if before else ()
        return Talk((shown,), listed if len(listed) > 1 and shown in listed else ())
    if isinstance(reply, Choices):
        offered = tuple(zip(reply.notice_ids, reply.codes, strict=True))
        is_again = before is not None and {*before.shown} == {*offered}
        return Talk(offered, offered if is_again else ())
    if isinstance(reply, Overview) and reply.intent is Intent.LIST and reply.manner is None:
        return NOTHING
    is_end = isinstance(reply, NotFound) and reply.miss in _ENDING and not reply.goes_on
    return NOTHING if is_end else None
