"""The card of an appointment: a picture with day, hour, title and the QR of its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import override

from core.delivery import protect
from core.typesetting import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEMPLATE = Path(__file__).parent / "data" / "appointment.typ"


def squares(text: str) -> str:
    """The QR code of `text` as rows of 0 and 1, for typst to draw."""
    return "\n".join("".join(map(str, row)) for row in segno.make(text, micro=False).matrix)


def card(words: Mapping[str, str]) -> bytes:
    """The card as a PNG of 720 × 900, in the language of the moment.

    It takes stop, title, day, hour, place, seats, keep, and qr (`squares`).
    """
    return picture(TEMPLATE, words)


def answer(language: str, words: Callable[[], Mapping[str, str]]) -> HttpResponse:
    """The card as it is handed out in `language`. Raises Http404 for one that we do not write."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        drawn = HttpResponse(card(words()), content_type="image/png")
    return protect(drawn, name="microlabs.png", shown=True)
