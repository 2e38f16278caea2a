"""PDFs that people send: nothing is kept that a PDF would do by itself when it is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CLEANER = Path(__file__).with_name("pdf_cleaning.py")
DRAWER = Path(__file__).with_name("pdf_drawing.py")
CLEANED, LOCKED, TOO_MANY = 10, 11, 13  # how it ends
SIZE = 8  # digits before each picture
PATIENCE = 30  # seconds, on a machine that is busy
MARK = b"%PDF-"


class Locked(Exception):  # noqa: N818  it says what the file is
    """It cannot be opened without a password."""


class TooManyPages(Exception):  # noqa: N818  it says what was found
    """It has more pages than are asked for."""


class Broken(Exception):  # noqa: N818  it says what the file is
    """It is broken, or asks for more memory or time than a document does."""


def harmless_pdf(data: bytes) -> bytes:
    """`data` without scripts, actions, forms that send and files inside; itself without any.

    Read in a process of its own: its memory and time end at a limit, and what it breaks is only
    itself. Raises `Locked` or `Broken`.
    """
    done = _apart(CLEANER, data)
    if done.returncode not in {0, CLEANED}:
        raise Broken
    return done.stdout if done.returncode == CLEANED else data


def pages_of(data: bytes, *, most: int) -> list[bytes]:
    """The pages of a PDF as JPEGs of 1,280 pixels in width; read in a process of its own too.

    Raises `Locked`, `Broken`, or `TooManyPages` beyond `most`.
    """
    done = _apart(DRAWER, data, str(most))
    if done.returncode == TOO_MANY:
        raise TooManyPages
    if done.returncode:
        raise Broken
    pages, rest = [], done.stdout
    while rest:
        end = SIZE + int(rest[:SIZE])
        pages.append(rest[SIZE:end])
        rest = rest[end:]
    return pages


def _apart(program: Path, data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What a program of ours made of a PDF. Raises `Locked`, or `Broken` when it takes too long."""
    whole = data[data.find(MARK) :]  # some programs put a mark or an empty line before it
    try:
        done = subprocess.run(  # noqa: S603  our own program, without a shell
            [sys.executable, "-I", str(program), *arguments],
            input=whole,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={"PATH": os.environ.get("PATH", "")},
        )
    except subprocess.TimeoutExpired as endless:
        raise Broken from endless
    if done.returncode == LOCKED:
        raise Locked
    return done
