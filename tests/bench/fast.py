"""Whether .[fast] answers as the default does, and how fast each is: python -m tests.bench.fast"""

import sys
import time
from dataclasses import replace

from knowledge.asking.answers import answer
from knowledge.index.index import Index
from knowledge.language.language import language
from knowledge.language.tokens import Tokenizer
from knowledge.model import ReplyKind
from tests.asking import labelled, record_of

_SETS = ("questions", "paraphrases", "negatives", "asking/hubin-fit", "asking/hubin-heldout")


def _asked(fast: bool) -> tuple[list[tuple[ReplyKind, tuple[str, ...]]], list[float]]:
    """What each question gets, the first of ranked codes only, and the milliseconds it takes."""
    words = replace(language(), tokenizer=Tokenizer(fast))
    index = Index.over([record_of("notices/hubin-2021.txt", aliased=True)], words)
    replies, times = [], []
    for name in _SETS:
        for line in labelled(name):
            started = time.perf_counter()
            reply = answer(line["q"], index)
            times.append((time.perf_counter() - started) * 1000)
            replies.append((reply.kind, reply.codes if reply.kind == "choices" else reply.codes[:1]))
    return replies, sorted(times)


def main() -> None:
    (slow, slow_times), (fast, fast_times) = _asked(fast=False), _asked(fast=True)
    differ = sum(one != other for one, other in zip(slow, fast, strict=True))
    sys.stdout.write(f"{differ} of {len(slow)} answers differ\n")
    for name, times in (("jieba", slow_times), ("rjieba", fast_times)):
        size = len(times)
        sys.stdout.write(f"{name}: p50 {times[size // 2]:.2f} ms, p99 {times[int(size * 0.99)]:.2f} ms\n")


if __name__ == "__main__":
    main()
