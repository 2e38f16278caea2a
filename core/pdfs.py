"""PDFs that people send: nothing is kept that a PDF would do by itself when it is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CLEANER = Path(__file__).with_name("pdf_cleaning.py")
CLEANED, LOCKED = 10, 11  # how it ends
PATIENCE = 30  # seconds, on a machine that is busy
MARK = b"%PDF-"


class Locked(Exception):  # noqa: N818  it says what the file is
    """It cannot be opened without a password."""


class Broken(Exception):  # noqa: N818  it says what the file is
    """It is broken, or asks for more memory or time than a document does."""


def harmless_pdf(data: bytes) -> bytes:
    """`data` without scripts, actions, forms that send and files inside; itself without any.

    Read in a process of its own: its memory and time end at a limit, and what it breaks is only
    itself. Raises `Locked` or `Broken`.
    """
    whole = data[data.find(MARK) :]  # some programs put a mark or an empty line before it
    try:
        done = subprocess.run(  # noqa: S603  our own program, without a shell
            [sys.executable, "-I", str(CLEANER)],
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
    if done.returncode not in {0, CLEANED}:
        raise Broken
    return done.stdout if done.returncode == CLEANED else data
