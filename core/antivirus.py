"""The virus scanner of the house, where one is configured: it reads every file before it is kept.

It speaks clamd's INSTREAM (man clamd): the file in pieces, each behind its length, an empty one at
the end.
"""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT = 30  # seconds
PORT = 3310
PIECE = 64 * 1024
LONGEST_VERDICT = 4096


class Infected(Exception):  # noqa: N818  it says what was found
    """The scanner knows this file to be harmful."""


class NotScanned(Exception):  # noqa: N818  it says what happened
    """The scanner gave no verdict: it cannot be reached, or the file is too large for it."""


def scan(data: bytes) -> None:
    """Let the scanner at MICROLABS_CLAMD_URL read `data`; without one every file passes.

    Raises `Infected` or `NotScanned`.
    """
    if not settings.CLAMD_URL:
        return
    try:
        with _connection() as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for piece in _pieces(data):
                scanner.sendall(struct.pack("!L", len(piece)) + piece)
            verdict = _verdict(scanner)
    except OSError as lost:
        raise NotScanned from lost
    if verdict.endswith(b" FOUND"):
        raise Infected
    if verdict != b"stream: OK":
        raise NotScanned


def _connection() -> socket.socket:
    """`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""
    where = urlsplit(settings.CLAMD_URL)
    if where.scheme != "unix":
        return socket.create_connection(
            (where.hostname or "127.0.0.1", where.port or PORT), timeout=TIMEOUT
        )
    scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    scanner.settimeout(TIMEOUT)
    try:
        scanner.connect(where.path)
    except OSError:
        scanner.close()
        raise
    return scanner


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]
    yield b""


def _verdict(scanner: socket.socket) -> bytes:
    """What the scanner says, up to the zero that ends it."""
    verdict = b""
    while (
        not verdict.endswith(b"\0")
        and len(verdict) < LONGEST_VERDICT
        and (more := scanner.recv(LONGEST_VERDICT))
    ):
        verdict += more
    return verdict.rstrip(b"\0")
