"""A table of what people call the findings: a line each, the code, a tab, the words."""

from knowledge.codes import leading_code
from knowledge.model import Alias


def read_aliases(table: str) -> tuple[Alias, ...]:
    """The aliases in the lines that begin with a code; other lines, comments among them, are passed over."""
    found = (leading_code(line) for line in table.splitlines())
    return tuple(Alias(code, words) for code, words in filter(None, found) if words)
