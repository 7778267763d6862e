"""How long a keystroke takes: python -m tests.bench.inline [QUESTIONS]

Questions are typed inline character by character on the shipped notice, in process; a time is that from the
update to the answer given to the Bot API.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from telegram import Update

from bot.runtime import keep_what_stays
from tests.town import DATA, Town

_QUESTIONS = 50
# Beyond this long the keyboard feels slow; what issue 12 promises.
_PROMISED_MS = 20.0


def typed(how_many: int) -> list[str]:
    """So many labelled questions, spread over all there are."""
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [str(json.loads(line)["q"]) for line in lines]
    return questions[:: max(len(questions) // how_many, 1)][:how_many]


async def times(questions: list[str], make: Callable[[Path], Town] = Town) -> list[float]:
    """In ms, of each keystroke, the quickest first."""
    with tempfile.TemporaryDirectory() as folder:
        town = make(Path(folder))
        await town.open()
        someone, took = town.newcomer(), []
        for typed in ("", "1", questions[0]):  # what is made when first asked for, above all the index
            await someone.types(typed)
        keep_what_stays()  # as the bot does
        for question in questions:
            someone = town.newcomer()
            for end in range(len(question) + 1):
                query = town.telegram.types(someone.account, question[:end])
                update = Update.de_json(query, town.application.bot)
                started = time.perf_counter()
                await town.application.process_update(update)
                took.append((time.perf_counter() - started) * 1000)
                assert town.telegram.offers(query), question[:end]
        await town.close()
        town.database.close()
    return sorted(took)


def main() -> int:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else _QUESTIONS
    took = asyncio.run(times(typed(how_many)))
    median, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    sys.stdout.write(
        f"{len(took)} keystrokes: p50 {median:.1f} ms, p99 {p99:.1f} ms, longest {took[-1]:.1f} ms\n"
    )
    return 0 if p99 <= _PROMISED_MS else 1


if __name__ == "__main__":
    sys.exit(main())
