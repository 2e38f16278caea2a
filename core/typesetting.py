"""Pages and pictures that typst sets: words are handed over as inputs, none is run as its code.

Arabic is shaped and turned as it should be, with a font of our own on every machine.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import fontpkg_amiri
import fontpkg_ibm_plex_sans_arabic
from django.utils import timezone
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
# A letter with the marks that stand on it: together they need a font.
WITH_MARKS = re.compile(r"[^\x00-\x7f][\u0300-\u036f\u064b-\u065f\u20d0-\u20f0\ufe00-\ufe0f]*")
LETTERS = b"""
#set document(title: "Letters")
#set text(font: ("Amiri", "IBM Plex Sans Arabic"))
#for letter in json(bytes(sys.inputs.letters)) [#letter #parbreak()]
"""
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
    return _lasting(template.read_bytes(), words, made_at)


def readable(template: Path, words: Mapping[str, str], *, made_at: datetime) -> bytes:
    """As `lasting`, for words that others have written: what no font has is left out."""
    try:
        return lasting(template, words, made_at=made_at)
    except NoLetterError:
        odd = {*without_font("".join(words.values()))}
        kept = {
            name: WITH_MARKS.sub(lambda one: "" if one[0] in odd else one[0], text)
            for name, text in words.items()
        }
        return lasting(template, kept, made_at=made_at)


def without_font(text: str) -> list[str]:
    """The letters of `text` that none of our fonts has, each once, in their order."""
    return _odd(list(dict.fromkeys(WITH_MARKS.findall(text))))


def _odd(letters: list[str]) -> list[str]:
    try:
        _lasting(LETTERS, {"letters": json.dumps(letters)}, timezone.now())
    except NoLetterError:
        if len(letters) == 1:
            return letters
        half = len(letters) // 2
        return [*_odd(letters[:half]), *_odd(letters[half:])]
    return []


def _lasting(template: bytes, words: Mapping[str, str], made_at: datetime) -> bytes:
    try:
        return typst.compile(
            template,
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
