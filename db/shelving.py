"""Makes the shelf of a large collection, in a process of its own:

python -m db.shelving < {"url": …, "folder": …, "words": …}
"""

import json
import signal
import sys
from contextlib import closing
from pathlib import Path

from db import material
from db.engine import Database
from knowledge.index.shelf_writer import write_shelf
from knowledge.language.language import Language, language


def make_shelf(database: Database, folder: Path, known: Language) -> None:
    """Makes the shelf of the present state, which is the newest then."""
    state = material.mark(database)
    sources = material.sources(database)
    notices = ((source, material.of_notice(database, source.notice_id)) for source in sources)
    write_shelf(folder / str(state.version), notices, known, state.version, state.chain)


def main() -> None:
    # So that what was begun is cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given = json.load(sys.stdin)
    with closing(Database(given["url"])) as database:
        make_shelf(database, Path(given["folder"]), language(given["words"]))


if __name__ == "__main__":
    main()
