"""The original of what reached us, as it may be handed out: no address that speaks for a person."""

from __future__ import annotations

import re
from base64 import b64decode, encodebytes
from binascii import Error
from functools import cache

from django.conf import settings

SOFT = rb"(?:=\r?\n)?"  # where quoted-printable breaks a line inside a word
CODED = {b"+": rb"(?:\+|=2B)", b"@": rb"(?:@|=40)", b"-": rb"(?:-|=2D)", b"_": rb"(?:_|=5F)"}
TOKEN = rb"(?:[\w.-]|=2D|=5F|=2E|=\r?\n)+?"
BASE64 = re.compile(
    rb"(?:^[A-Za-z0-9+/]{40,}={0,2}\r?\n)+(?:^[A-Za-z0-9+/]+={0,2}\r?$)?", re.MULTILINE
)
UNREADABLE = b"\xe2\x80\xa6"  # what stands in place of a secret


def harmless(raw: bytes) -> bytes:
    """`raw` without the secret parts of our addresses, in whatever way a mail writes them."""
    if "{token}" not in settings.REPLY_ADDRESS:
        return raw
    return _masked(BASE64.sub(lambda found: _recoded(found.group()), raw))


def _recoded(lines: bytes) -> bytes:
    """Lines of base64, with what they say masked; the same ones where they say no secret."""
    try:
        said = b64decode(lines)
    except (Error, ValueError):
        return lines
    masked = _masked(said)
    return lines if masked == said else encodebytes(masked)


def _masked(text: bytes) -> bytes:
    return _ours(settings.REPLY_ADDRESS).sub(rb"\1" + UNREADABLE + rb"\2", text)


@cache
def _ours(address: str) -> re.Pattern[bytes]:
    before, _sign, after = address.encode().partition(b"{token}")
    pattern = b"(%s)(?:%s)(%s)" % (_coded(before), TOKEN, _coded(after))
    return re.compile(pattern, re.IGNORECASE)


def _coded(text: bytes) -> bytes:
    """A pattern for `text`, each sign of it as quoted-printable may write it."""
    signs = (text[at : at + 1] for at in range(len(text)))
    return SOFT.join(CODED.get(sign, re.escape(sign)) for sign in signs)
