"""How Python runs the program: what is kept for good, and how threads take turns."""

import gc
import sys

# In seconds; Python's own is 0.005. An answer gives up its turn a hundred times, at each call into numpy or
# SQLite, and beside a thread that counts it waited as long each time: 200 ms at worst, now 70, while the
# digest of 10,000 findings takes a third longer.
_TURN, _PYTHONS_TURN = 0.0003, 0.005


def keep_what_stays() -> None:
    """From now on the collector of garbage passes over what there is: modules, dictionary and index are
    millions of objects that stay, and each of its rounds over them would hold everybody up (measured: up to
    two seconds at 10,000 findings and 100,000 updates)."""
    gc.collect()
    gc.freeze()


def let_go() -> None:
    """The program ends, or, in a test, its process goes on without it."""
    gc.unfreeze()
    sys.setswitchinterval(_PYTHONS_TURN)


def take_short_turns() -> None:
    """From now on whoever waits for their turn has it soon."""
    sys.setswitchinterval(_TURN)
