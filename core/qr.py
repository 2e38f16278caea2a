"""A QR code as a drawing that stands in a page: no file, no style, nothing that runs."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

EDGE = 2  # modules of quiet around it; the page adds its own
SCALE = 4  # pixels of a module


def qr_svg(text: str) -> SafeString:
    """The QR code of `text`, dark on white in every theme, as an SVG element."""
    drawn = segno.make(text, micro=False).svg_inline(
        scale=SCALE, border=EDGE, light="#fff", svgclass=None, lineclass=None
    )
    # Drawn by the library: lines alone, `text` is in none of its letters.
    return mark_safe(drawn)  # noqa: S308
