"""What a run with kills came to."""

import re
from collections import Counter
from statistics import median

from bot.shown import Shown
from tests.bench.fleet.kills import KillRun
from tests.bench.fleet.people import Asked

# Who asks so soon after the kill waits for another worker to have the chat.
_SOON_SECONDS = 3.0


class Verdict:
    """``faults`` are what must not be; ``lines`` say what was counted."""

    def __init__(self, run: KillRun, shown: list[Shown]) -> None:
        self.faults: list[str] = []
        self.lines: list[str] = []
        self._what_was_accepted(run)
        self._order(run)
        self._publications(run)
        self._digests(run, shown)
        self._waiting(run)
        self._must_be_none("workers that did not end with 0", sum(code != 0 for code in run.exits))
        self.lines.append("what the workers logged as errors and warnings:")
        self.lines += [f"  {times} x {line}" for line, times in _errors(run.fleet.logs()).most_common(12)]

    def _must_be_none(self, what: str, count: int) -> None:
        self.lines.append(f"{what}: {count}")
        if count:
            self.faults.append(self.lines[-1])

    def _what_was_accepted(self, run: KillRun) -> None:
        states, logged = run.records.states(), run.records.questions()
        questions = sum(len(asked) for asked in run.citizens.asked.values())
        self.lines.append(
            f"{len(run.fleet.kills)} kills, {run.restarts} restarts of PostgreSQL; {questions} questions in "
            f"{len(run.citizens.asked)} chats, not taken at first: {dict(run.postman.refusals)}"
        )
        lost = [one for one in run.postman.accepted if states.get(one) != "done"]
        self._must_be_none(f"of {len(run.postman.accepted)} accepted updates not done", len(lost))
        self._must_be_none("questions not answered", run.citizens.unanswered)
        self._must_be_none("questions in the log twice", sum(times > 1 for times in logged.values()))
        self._must_be_none("questions not in the log", questions - len(logged))

    def _order(self, run: KillRun) -> None:
        """An answer may come again, and those after it, where the kill came before they were noted."""
        repeated = out_of_order = 0
        for chat, asked in run.citizens.asked.items():
            answers = run.citizens.answers[chat]
            firsts = [*dict.fromkeys(answers)]
            out_of_order += firsts != list(asked)
            repeated += len(answers) - len(firsts)
        self._must_be_none("chats answered out of order", out_of_order)
        self.lines.append(f"answers repeated: {repeated}")

    def _publications(self, run: KillRun) -> None:
        published = run.records.published()
        self.lines.append(f"published: {len(published)}")
        self._must_be_none("published twice", sum(times > 1 for times in published.values()))
        self._must_be_none("confirmed and not published", len({*run.staff.confirmed} - {*published}))

    def _digests(self, run: KillRun, shown: list[Shown]) -> None:
        recorded = run.records.digests()
        wanted = run.digests
        sent = Counter(
            (one.chat_id, one.text.splitlines()[0])
            for one in shown
            if one.chat_id in run.readers
            and one.method == "sendMessage"
            and "日报" in one.text.splitlines()[0]
        )
        self.lines.append(
            f"digests recorded: {len(recorded)} for {len(run.readers)} readers, {run.mornings + 1} mornings; "
            f"sent twice, as a kill came before the recording: {sum(sent.values()) - len(sent)}"
        )
        self._must_be_none("digests missing", wanted - len(recorded))
        self._must_be_none("digests recorded twice", sum(times > 1 for times in recorded.values()))
        self._must_be_none("digests recorded and never sent", max(0, wanted - len(sent)))
        self.lines.append(f"notifications: {dict(run.records.notifications())}")

    def _waiting(self, run: KillRun) -> None:
        waits = sorted(
            asked.answered_at[0] - killed_at
            for killed_at, chats in run.orphans
            for chat in chats
            if (asked := _first_after(killed_at, run.citizens.asked.get(chat, {})))
        )
        if not waits:
            self.lines.append("nobody waited for a worker that was killed")
            return
        self.lines.append(
            f"chats of killed workers answered again after: median {median(waits):.1f} s, "
            f"99 % {waits[int(len(waits) * 0.99)]:.1f} s, longest {waits[-1]:.1f} s (of {len(waits)})"
        )
        if run.starts:
            took = sorted(run.starts)
            self.lines.append(
                f"a new worker could answer after: median {median(took):.1f} s, {took[-1]:.1f} s"
            )


def _errors(logs: str) -> Counter[str]:
    """What was logged as an error or a warning, without the time and the numbers."""
    lines = (line for line in logs.splitlines() if re.search(r"\b(ERROR|CRITICAL|WARNING)\b", line))
    return Counter(re.sub(r"\d+", "#", line)[:150] for line in lines)


def _first_after(killed_at: float, asked: dict[str, Asked]) -> Asked | None:
    """The first question that was not answered yet, or asked soon after the kill."""
    open_ones = (one for one in asked.values() if one.answered_at and one.answered_at[0] > killed_at)
    first = next(open_ones, None)
    return first if first and first.at < killed_at + _SOON_SECONDS else None
