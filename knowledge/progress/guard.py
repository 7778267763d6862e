"""What must not be shown of a person: numbers that lead to them, masked."""

import re

# Phones, identity cards, bank cards: seven digits or more, as people space them, but not an amount.
_NUMBER = re.compile(r"(?<![\d.])\+?\d(?:[ \-]?\d){6,20}[Xx]?(?![\d.])(?!\s*(?:元|万|亿|块|年|平))")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
MASK = "［号码已隐去］"


def mask(text: str) -> str:
    """The text without phone, identity, bank and e-mail numbers."""
    return _NUMBER.sub(MASK, _EMAIL.sub(MASK, text))
