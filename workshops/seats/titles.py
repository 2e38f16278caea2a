"""The title of a workshop in an SMS: its first words, so that the whole stays within two parts."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from core.language import language_of_page
from core.sms_parts import is_plain

if TYPE_CHECKING:
    from workshops.models import Workshop

MOST = {"ar": 18, "fr": 50, "en": 50}  # letters: an SMS in Arabic holds fewer
CUT = "…"


def in_few_words(workshop: Workshop) -> str:
    """The title in the language of the page, cut between two words.

    Where it would turn a French or English SMS into one of seventy letters a part, its theme.
    """
    language = language_of_page()
    title = workshop.title
    if language != "ar" and not is_plain(title):
        title = str(workshop.theme)
    most = MOST[language]
    found = shorten(title, width=most, placeholder=CUT)
    return f"{title[: most - 1]}{CUT}" if found == CUT else found
