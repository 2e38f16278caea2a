"""The picture that is shown where the link of a stop is shared, in the language it is read in."""

from __future__ import annotations

import hashlib
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse

from core.language import language_of_page
from core.links import absolute
from core.typesetting import picture

if TYPE_CHECKING:
    from programs.models import Stop

TEMPLATE = Path(__file__).parent / "data" / "card.typ"
KEPT = 60 * 60 * 24 * 7


def words_of(stop: Stop) -> dict[str, str]:
    """What the card says: program, name, one sentence, when one may apply."""
    days = render_to_string("portal/parts/stop-window.html", {"stop": stop})
    return {
        "program": stop.program.name or "",
        "name": stop.name or "",
        "tagline": stop.tagline or "",
        "days": unescape(" ".join(days.split())),
    }


def edition(stop: Stop) -> str:
    """A name for the card as it is today: it changes with its words, and never says them."""
    words = "\n".join([language_of_page(), *words_of(stop).values()])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def address(stop: Stop) -> str:
    """Where the card stands, for a page in this language; another edition has another address."""
    path = reverse("portal:card", args=[stop.slug, language_of_page()])
    return f"{absolute(path)}?v={edition(stop)}"


def card(stop: Stop) -> bytes:
    """The card as a PNG of 1200 × 630; drawn once for each of its editions."""
    key = f"card:{stop.pk}:{edition(stop)}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        drawn = picture(TEMPLATE, words_of(stop))
        cache.set(key, drawn, KEPT)
    return drawn
