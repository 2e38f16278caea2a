"""In which language a page is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import translation
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.http import HttpRequest

FIRST = re.compile(r"(?<!\d)1(?= [^\W\d])")  # a day before the name of its month
BABEL_LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}


def language_of_page() -> str:
    """The language of this request or block: `ar`, `fr` or `en`."""
    return get_language() or settings.LANGUAGE_CODE


def for_reader(request: HttpRequest, own: str) -> translation.override:
    """Draw a page behind a link of a message in the language of its reader, `own`.

    A language that was chosen in this browser goes before it.
    """
    chosen = {request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")}
    known = chosen & dict(settings.LANGUAGES).keys()
    return translation.override(get_language() if known else own)


def translated(path: str) -> tuple[str, ...]:
    """The columns of a translated field reached over a relation: `stop__name` is three of them.

    modeltranslation rewrites the names of a model's own fields only: the plain column, which says
    what was saved last, would be read, and each of the three asked for once a row.
    """
    return tuple(f"{path}_{language}" for language, _name in settings.LANGUAGES)


def named(path: str) -> Coalesce:
    """The same as one column: in the language of the page, else in the first that has it."""
    first = f"{path}_{language_of_page()}"
    columns = [first, *(each for each in translated(path) if each != first)]
    filled = (NullIf(Cast(column, TextField()), Value("")) for column in columns)
    return Coalesce(*filled, Value(""), output_field=TextField())


def babel_locale() -> str:
    """How numbers and dates are written in the language of the page, as Babel names it."""
    return BABEL_LOCALES.get(language_of_page(), "ar_MA")


def colon() -> str:
    """A colon as the language of the page sets it: French keeps a space before it."""
    return "\N{NO-BREAK SPACE}:" if language_of_page() == "fr" else ":"


def said_day(text: str) -> str:
    """A date in words, its first of the month as French says it: `1er décembre 2026`."""
    return FIRST.sub("1er", text, count=1) if language_of_page() == "fr" else text
