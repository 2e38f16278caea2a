"""The letters behind the day of a month, in Django's own dates too: `1er décembre 2026` in French.

A format of Django cannot say that only the first day has them: its letter `S`, else the English
ordinal, writes them in the language of the page. The admin, forms and `|date` read it.
"""

from __future__ import annotations

from django.utils import dateformat

from core.language import language_of_page

english = dateformat.DateFormat.S


def say_first_days() -> None:
    """Take the place of Django's own, which is English in every language."""
    dateformat.DateFormat.S = letters  # type: ignore[assignment,method-assign]  # no setting


def letters(written: dateformat.DateFormat) -> str:
    """Those behind this day: in French the first has some, in Arabic none."""
    if language_of_page() == "en":
        return str(english(written))
    return "er" if language_of_page() == "fr" and written.j() == 1 else ""
