"""Asking before something is stored."""

import sys

from bot.problem import Problem


def confirmed(question: str, without_terminal: str) -> bool:
    """Whether the operator says yes. Raises Problem where there is nobody to be asked."""
    if not sys.stdin.isatty():
        raise Problem(without_terminal)
    try:
        return input(question).strip().lower() in ("y", "yes", "是")
    except EOFError:
        print()
        return False
