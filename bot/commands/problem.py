"""A command that cannot be carried out."""


class Problem(Exception):
    """Ends the command with ``exit_code`` and its one line on stderr."""

    def __init__(self, line: str, exit_code: int = 2) -> None:
        super().__init__(line)
        self.exit_code = exit_code
