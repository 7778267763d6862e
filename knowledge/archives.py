"""Office files are zip archives: what is wrong with one is known before anything in it is unpacked."""

import io
import zipfile
from enum import StrEnum

_UNPACKED_BYTES, _ENTRIES = 60_000_000, 2_000


class Fault(StrEnum):
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"


def fault_of(data: bytes, part: str, unpacked_bytes: int = _UNPACKED_BYTES) -> Fault | None:
    """Why it is not to be unpacked, as one that should hold this part: a small file may hold gigabytes."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        return Fault.BROKEN
    if any(entry.flag_bits & 1 for entry in entries):
        return Fault.ENCRYPTED
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > unpacked_bytes:
        return Fault.TOO_LARGE
    return None if any(entry.filename == part for entry in entries) else Fault.OTHER_KIND
