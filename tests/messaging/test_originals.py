"""No way of writing a mail carries the address that speaks for somebody out of the house."""

from __future__ import annotations

import quopri
from base64 import b64decode, b64encode
from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from messaging.http.originals import harmless

TOKEN = "7k2p-4mq8x1zt0w5y9rbn3vc"
SAID = f"Le lundi, Microlabs <labs+{TOKEN}@example.ma> a écrit : Bonjour"
Write = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


def lines(width: int) -> Write:
    """Base64 in lines of so many letters."""

    def write(text: bytes) -> bytes:
        coded = b64encode(text)
        return b"\n".join(coded[at : at + width] for at in range(0, len(coded), width)) + b"\n"

    return write


def unlined(raw: bytes) -> bytes:
    """What base64 on its own lines says."""
    return b64decode(raw.strip().replace(b"\n", b""))


WAYS: dict[str, tuple[Write, Write]] = {
    "as it is": (bytes, bytes),
    "quoted-printable": (quopri.encodestring, quopri.decodestring),
    "base64": (lines(76), unlined),
    "base64 in short lines": (lines(20), unlined),
    "base64 on one line": (lines(4000), unlined),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_the_secret_of_our_address_is_in_no_original(way: str, charset: str) -> None:
    write, read = WAYS[way]
    kept = harmless(b"\n" + write(SAID.encode(charset)))
    said = read(kept.removeprefix(b"\n")).decode(charset, "replace")
    assert (TOKEN in said, "labs+" in said, said.endswith("Bonjour")) == (False, True, True)


def test_nor_in_a_short_word_of_a_head() -> None:
    word = b64encode(f"labs+{TOKEN}@example.ma".encode()).decode()
    kept = harmless(f"Subject: =?utf-8?B?{word}?=\n\nOui\n".encode()).decode()
    said = b64decode(kept.partition("?B?")[2].partition("?=")[0] + "==").decode()
    assert (said, kept.endswith("\n\nOui\n")) == ("labs+…@example.ma", True)


def test_what_holds_no_secret_stays_as_it_came() -> None:
    raw = b"Oui\nMerci\nbeaucoup\n\nQUJDRA==\n\n" + "Été, labs@example.ma".encode("utf-16") + b"\n"
    assert harmless(raw) == raw
