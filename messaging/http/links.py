"""Which words of a text may be clicked: addresses of this site, and nothing that somebody typed."""

import re

from django.conf import settings
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

JOINER = "\u2060"  # takes no room and breaks no line, but no mail program sees an address around it
ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S+|\b[\w-]+(?:\.[\w-]+)+\b")
BEFORE = r"""(?<![^\s(«"'\u2066])"""  # an address stands by itself
SIGNS = re.compile(r"([.:@])")


def own_links(text: str) -> SafeString:
    """`text` as HTML in which the addresses of this site can be clicked, and no others."""
    marked = re.split(rf"{BEFORE}({re.escape(settings.SITE_URL)}(?:/[\w./~%-]*)?)(?![\w@:.-])", text)
    pieces = [_link(piece) if place % 2 else conditional_escape(piece) for place, piece in enumerate(marked)]
    return mark_safe(linebreaks(mark_safe("".join(pieces)), autoescape=False))  # noqa: S308  each piece is escaped


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" dir="ltr" style="color:#1b4f8f">{}</a>', address, address)


def harmless(text: str, *, typed: list[str]) -> str:
    """`text` in which what people typed holds no address that a mail program would make clickable."""
    for words in typed:
        if ADDRESS.search(words) and not words.startswith(settings.SITE_URL + "/"):
            text = text.replace(words, SIGNS.sub(rf"\1{JOINER}", words))
    return text
