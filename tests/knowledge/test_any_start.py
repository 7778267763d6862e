"""Sets are in another order in each process; what is answered is not."""

import json
import os
import subprocess
import sys
from pathlib import Path

_SAID = """
import json
from knowledge.asking.query import make_query
from knowledge.asking.ranking import rank
from knowledge.text import normalise
from tests.asking import index_of, labelled

index = index_of("asking/n2.txt")
found = [rank(make_query(normalise(one["q"]), index), index) for one in labelled("asking/n2")]
print(json.dumps([[(match.entry.finding.code, match.probability) for match in its] for its in found]))
"""


def ranked(seed: str) -> object:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    said = subprocess.run([sys.executable, "-c", _SAID], env=environment, cwd=root, capture_output=True)
    return json.loads(said.stdout)


def test_what_is_found_does_not_depend_on_the_start() -> None:
    assert ranked("0") == ranked("5")
