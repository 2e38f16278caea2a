"""A question's markup, drawn once by crispy-forms and cut where an answer goes; pages join it."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


VALUE, ERROR, RECEIVED = (
    f"{name}-{secrets.token_hex(8)}" for name in ("value", "error", "received")
)
IN_TAGS = re.compile(r"\s*\n\s*")
BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
SLOTS = re.compile(
    rf'(?P<input> value="{VALUE}")'
    rf"|(?P<text>{VALUE})"
    rf"|(?P<error>{ERROR})"
    rf"|(?P<received><p[^>]*>[^<]*{RECEIVED}[^<]*</p>)"
    r'|(?<=<option) value="(?P<option>[^"]+)"'
    r'|(?<=type="radio" )(?P<radio>name="[^"]+" value="(?P<radio_code>[^"]+)")'
    r'|(?<=type="checkbox" )(?P<box>name="[^"]+" value="(?P<box_code>[^"]+)")',
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Markup in pieces: the even ones stay, each slot between them is empty until it is filled."""

    pieces: tuple[str, ...]
    whole: str
    slots: Mapping[str, int]
    wraps: Mapping[str, str]

    def fill(self, values: Sequence[str], *, error: str = "", received: str = "") -> str:
        """Put in what was answered or typed, escaped."""
        if not values and not error and not received:
            return self.whole
        pieces, slots, wraps = list(self.pieces), self.slots, self.wraps
        if (place := slots.get("=")) is not None and values:
            pieces[place] = wraps["="].replace(VALUE, escape(values[-1]), 1)
        else:
            for value in values:
                if (place := slots.get(f":{value}")) is not None:
                    pieces[place] = wraps[":"]
        if error:
            pieces[slots["!"]] = escape(error)
        if received and (place := slots.get("received")) is not None:
            pieces[place] = wraps["received"].replace(RECEIVED, escape(received), 1)
        return "".join(pieces)


def fragment(html: str) -> Fragment:
    """Cut drawn markup at its slots."""
    html = IN_TAGS.sub(" ", BETWEEN_TAGS.sub("><", html.strip().replace(f"\n{VALUE}", VALUE)))
    pieces: list[str] = []
    slots: dict[str, int] = {}
    wraps: dict[str, str] = {}
    end = 0
    for match in SLOTS.finditer(html):
        key, kept, wrap = _slot(match)
        pieces += [html[end : match.start()] + kept, ""]
        slots[key] = len(pieces) - 1
        wraps[key[0] if key[0] == ":" else key] = wrap
        end = match.end()
    pieces.append(html[end:])
    return Fragment(tuple(pieces), "".join(pieces), slots, wraps)


def pictogram(name: str) -> str:
    """The drawing `name` of templates/icons; nothing when there is no such drawing."""
    try:
        return get_template(f"icons/{name or 'none'}.svg").render()
    except TemplateDoesNotExist:
        return SafeString()


def join(cuts: Iterable[str]) -> SafeString:
    """A page of questions."""
    # Drawn by templates; what was typed is escaped by Fragment.fill.
    return mark_safe("".join(cuts))  # noqa: S308


def _slot(match: re.Match[str]) -> tuple[str, str, str]:
    """Say what the slot is for, what stays before it, and what is put into it."""
    kind = match.lastgroup
    whole = match.group()
    if kind == "error":
        return "!", "", ""
    if kind == "received":
        return "received", "", whole
    if kind == "option":
        return f":{match['option']}", whole, " selected"
    if match["radio"] or match["box"]:
        return f":{match['radio_code'] or match['box_code']}", whole, " checked"
    # A browser drops the first line break of a textarea.
    return "=", "", f"\n{whole}" if kind == "text" else whole
