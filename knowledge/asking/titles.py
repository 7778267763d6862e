"""What a question names that is no matter of the finding shown, and stands in the title of another."""

from knowledge.asking.followups import own_units
from knowledge.asking.staying import NAMES_A_MATTER
from knowledge.index.index import Index
from knowledge.index.sources import Key
from knowledge.text import normalise


def titled(normal: str, index: Index, shown: tuple[Key, ...]) -> Key | None:
    """The one other finding of the same notice whose title has a telling word of the question, which those
    shown have not, letter by letter: by its sound alone a word may be found anywhere."""
    here = [entry.forms.normal for key in shown if (entry := index.entry(*key))]
    own = (unit.word for unit in own_units(normal, index) if unit.weight >= NAMES_A_MATTER)
    words = [word for word in own if len(word) > 1 and not any(word in text for text in here)]
    if not words:
        return None
    titles = {entry.key: normalise(entry.finding.title) for entry in index.entries_of(shown[0][0])}
    found = [key for key, title in titles.items() if any(word in title for word in words)]
    return found[0] if len(found) == 1 else None
