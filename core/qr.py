"""A QR code as a drawing, in a page or as a file of its own: no style, nothing that runs."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe

EDGE = 2  # modules of quiet around it; the page adds its own
SCALE = 4  # pixels of a module


def qr_svg(text: str) -> SafeString:
    """The QR code of `text`, dark on white in every theme, as an SVG element that a page sizes."""
    drawn = segno.make(text, micro=False).svg_inline(
        scale=SCALE, border=EDGE, unit="px", light="#fff", svgclass=None, lineclass=None
    )
    # Drawn by the library: lines alone, `text` is in none of its letters.
    return mark_safe(drawn)  # noqa: S308


def qr_file(text: str) -> str:
    """The QR code of `text` as an SVG file that is as large as its reader likes.

    A seventh of it may be unreadable: paper is folded, and hangs in the rain.
    """
    drawn = io.BytesIO()
    segno.make(text, micro=False, error="m").save(
        drawn, kind="svg", omitsize=True, border=EDGE, xmldecl=False, light="#fff"
    )
    return drawn.getvalue().decode()
