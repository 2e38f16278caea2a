"""Which words of a text may be clicked: addresses of this site, and nothing that somebody typed."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from django.conf import settings
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

JOINER = "\u2060"  # takes no room and breaks no line, but no mail program sees an address around it
ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+|\b[\w-]+(?:\.[\w-]+)+\b")
BEFORE = r"""(?<![^\s(«"'\u2066])"""  # an address stands by itself
SIGNS = re.compile(r"([.:@])")


def own_links(text: str) -> SafeString:
    """`text` as HTML in which the URLs of this site can be clicked, and no others."""
    pieces = [
        _link(piece) if place % 2 else conditional_escape(piece)
        for place, piece in enumerate(_marked(text))
    ]
    return mark_safe(linebreaks(mark_safe("".join(pieces)), autoescape=False))  # noqa: S308


def _marked(text: str) -> list[str]:
    """`text` in pieces; every second one is a whole URL of this site."""
    return re.split(
        rf"{BEFORE}({re.escape(settings.SITE_URL)}(?:/[\w./~%-]*+)?+)(?![\w@:.-])", text
    )


def _link(url: str) -> SafeString:
    return format_html('<a href="{}" dir="ltr" style="color:#1b4f8f">{}</a>', url, url)


def harmless(text: str, *, typed: Iterable[str]) -> str:
    """`text` without addresses, typed by people, that mail programs make clickable; ours stay."""
    words = (piece for each in typed for piece in _marked(normalize("NFC", each))[::2])
    addresses = {address[0] for piece in words for address in ADDRESS.finditer(piece)}
    if not addresses:
        return text
    foreign = re.compile("|".join(map(re.escape, sorted(addresses, key=len, reverse=True))))
    pieces = _marked(text)
    pieces[::2] = [foreign.sub(_broken, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _broken(match: re.Match[str]) -> str:
    return SIGNS.sub(rf"\1{JOINER}", match[0])
