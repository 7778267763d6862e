"""What ships beside the code: the notice, and the tables that asking is made of."""

from importlib.resources import files


def data_file(name: str) -> str:
    """The text of a file in this folder."""
    return files("knowledge.data").joinpath(name).read_text(encoding="utf-8")
