"""How the program runs: the only room that reads the environment, the command line and the clock."""

import os

# python-telegram-bot's future: durations, RetryAfter's among them, are timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "true")
