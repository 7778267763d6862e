"""What may become of a request to take a matter over."""

from enum import StrEnum


class HandoverState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"
