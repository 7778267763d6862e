"""Whether a question is about another place than the notice."""

import re
from functools import cache, partial

from knowledge.data import data_file
from knowledge.index.index import Index

# Two characters before 镇, 乡, 县, 市 are a name unless one of them is a word that stands before such by
# itself (把镇, 哪乡, 超市), or something of our own follows (镇里, 镇财政, 市场).
_NO_NAME = (
    "的我们这那哪咱俺全本各乡镇县市区城村小老外邻贵某该几个是"
    "对把让给在到从被和与跟了着过不没有大上下里来去说都也还就"
)
_NAMED = re.compile(
    rf"(?=([^\W\da-z{_NO_NAME}]{{2}})(街道|[镇乡县]|(?<![超门集股夜菜早])市)"
    r"(?![上里纪财政党委府机干领长书人内外村城下直场面民容]))"
)

# Where somebody is tells of no matter there: 我人在广东, 小子在天津打工.
_WHEREABOUTS = re.compile(r"(?<=[我俺咱人他她们子女妹弟姐哥])(?:现在|还|都)?在[一-鿿]{2}(?![市县])")


def names_another_place(question: str, index: Index) -> bool:
    """Whether a normalised question names a town, a county or a city that no notice names, and none that
    one does."""
    return another_place(question, index) is not None


def another_place(question: str, index: Index) -> str | None:
    """The first such place in the question."""
    return index.of_questions.get((another_place, question), partial(_another_place, question, index))


def _another_place(question: str, index: Index) -> str | None:
    tokenizer = index.language.tokenizer
    named = [name + kind for name, kind in _NAMED.findall(question) if tokenizer.is_name(name)]
    named += [word for word in tokenizer.cut(_WHEREABOUTS.sub(" ", question)) if word in _cities()]
    return (
        named[0]
        if named and not any(index.has_name(one) or index.notices.names.find(one) for one in named)
        else None
    )


@cache
def _cities() -> frozenset[str]:
    lines = data_file("places.txt").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
