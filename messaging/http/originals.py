"""The original of what reached us, as it may be handed out: no address that speaks for a person."""

from __future__ import annotations

import re
from base64 import b64decode, encodebytes
from binascii import Error
from functools import cache

from django.conf import settings

SOFT = rb"(?:=\r?\n)?"  # where quoted-printable breaks a line inside a word
WIDE = rb"(?:%s(?:\x00|=00)){0,3}" % SOFT  # what UTF-16 and UTF-32 write between two letters
CODED = {b"+": rb"(?:\+|=2B)", b"@": rb"(?:@|=40)", b"-": rb"(?:-|=2D)", b"_": rb"(?:_|=5F)"}
TOKEN = rb"(?:(?:[\w.-]|=2D|=5F|=2E|=\r?\n)%s)+?" % WIDE
BASE64 = re.compile(
    rb"(?:^[A-Za-z0-9+/]{4,}={0,2}\r?\n)+(?:^[A-Za-z0-9+/]+={0,2}\r?$)?"
    rb"|^[A-Za-z0-9+/]{24,}={0,2}\r?$",
    re.MULTILINE,
)
IN_A_HEAD = re.compile(rb"(=\?[^?\s]+\?B\?)([A-Za-z0-9+/]+={0,2})(\?=)", re.IGNORECASE)
LAST_WIDE = re.compile(rb"(?:%s(?:\x00|=00))*\Z" % SOFT)
UNREADABLE = b"\xe2\x80\xa6"  # what stands in place of a secret
PLAIN = b"."  # the same in an alphabet of more than one byte a letter


def harmless(raw: bytes) -> bytes:
    """`raw` without the secret parts of our addresses, in whatever way a mail writes them."""
    if "{token}" not in settings.REPLY_ADDRESS:
        return raw
    lines = BASE64.sub(lambda found: _recoded(found.group()), raw)
    return _masked(
        IN_A_HEAD.sub(lambda found: b"%s%s%s" % (found[1], _word(found[2]), found[3]), lines)
    )


def _word(coded: bytes) -> bytes:
    """The same of a word in a head, which stands on one line."""
    return _recoded(coded).replace(b"\n", b"")


def _recoded(lines: bytes) -> bytes:
    """Lines of base64, with what they say masked; the same ones where they say no secret."""
    try:
        said = b64decode(lines + b"==")  # what a run of lines lacks at its end
    except (Error, ValueError):
        return lines
    masked = _masked(said)
    return lines if masked == said else encodebytes(masked)


def _masked(text: bytes) -> bytes:
    return _ours(settings.REPLY_ADDRESS).sub(_hidden, text)


def _hidden(found: re.Match[bytes]) -> bytes:
    """The address without its secret, in letters as wide as they were."""
    wide = LAST_WIDE.search(found[2])
    width = wide[0] if wide else b""
    return b"%s%s%s" % (found[1], PLAIN + width if width else UNREADABLE, found[3])


@cache
def _ours(address: str) -> re.Pattern[bytes]:
    before, _sign, after = address.encode().partition(b"{token}")
    pattern = b"(%s)(%s)(%s)" % (_coded(before) + WIDE, TOKEN, _coded(after))
    return re.compile(pattern, re.IGNORECASE)


def _coded(text: bytes) -> bytes:
    """A pattern for `text`, each sign of it as quoted-printable and wide alphabets write it."""
    signs = (text[at : at + 1] for at in range(len(text)))
    return (WIDE + SOFT).join(CODED.get(sign, re.escape(sign)) for sign in signs)
