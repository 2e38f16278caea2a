"""Pages and pictures that typst sets: words are handed over as inputs, none is run as its code.

Arabic is shaped and turned as it should be, with a font of our own on every machine.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import fontpkg_amiri
import fontpkg_ibm_plex_sans_arabic
from django.utils.translation import get_language_bidi

from core.language import language_of_page
from core.later import later

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    import typst
else:
    typst = later("typst")

NO_FONT = "could not be displayed"  # as typst says of a letter
POINTS = 72  # an inch: with as many pixels an inch, a length in pt is one in pixels


class NoLetterError(ValueError):
    """A letter stands in none of our fonts."""


@cache
def _fonts() -> typst.Fonts:
    ours = (fontpkg_ibm_plex_sans_arabic, fontpkg_amiri)
    return typst.Fonts(
        include_system_fonts=False, font_paths=[each.ROOT / "files" for each in ours]
    )


def picture(template: Path, words: Mapping[str, str]) -> bytes:
    """The page of `template` as a PNG, one pixel for each pt, in the language of the page."""
    return typst.compile(
        template.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(words),
        format="png",
        ppi=POINTS,
    )


def document(template: Path, words: Mapping[str, str]) -> bytes:
    """The pages of `template` as a PDF, to be printed, in the language of the page."""
    return typst.compile(
        template.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(words),
        format="pdf",
    )


def lasting(template: Path, words: Mapping[str, str], *, made_at: datetime) -> bytes:
    """The pages of `template` as a PDF to be kept for good (PDF/A-2a) and read aloud (PDF/UA-1).

    The same words and moment give the same bytes. Raises NoLetterError for a letter that no font
    has: elsewhere typst would draw a box.
    """
    try:
        return typst.compile(
            template.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=dict(words),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as refused:
        if NO_FONT in str(refused):
            raise NoLetterError(str(refused)) from refused
        raise


def _inputs(words: Mapping[str, str]) -> dict[str, str]:
    direction = "rtl" if get_language_bidi() else "ltr"
    return {"language": language_of_page(), "direction": direction, **words}
