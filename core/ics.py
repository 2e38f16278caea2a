"""Calendar files as RFC 5545 writes them: words of people escaped, lines of at most 75 bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDED = 74  # bytes of a line; the next ones begin with a space
# Casablanca by hand: the two changes since 2026. What libraries write leaves readers an hour off.
ZONE = """BEGIN:VTIMEZONE
TZID:Africa/Casablanca
BEGIN:STANDARD
DTSTART:20260322T020000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:+01
END:STANDARD
BEGIN:STANDARD
DTSTART:20260920T030000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:+00
END:STANDARD
END:VTIMEZONE"""


def text(words: str) -> str:
    """Words of people: no line, comma or semicolon of theirs counts."""
    escaped = re.sub(r"([\\;,])", r"\\\1", words.replace("\r\n", "\n"))
    return re.sub(r"[\n\r\u2028\u2029]", r"\\n", escaped)


def calendar(lines: Iterable[str]) -> bytes:
    """The file that holds these lines: of events, and of a zone where one is named."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Microlabs//Workshops//EN")
    whole = (*head, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", *lines, "END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in whole for piece in _folded(line)).encode()


def _folded(line: str) -> Iterator[str]:
    """One line in pieces of at most 75 bytes, no letter cut."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > FOLDED:
            yield piece
            piece = " "
        piece += letter
    yield piece
