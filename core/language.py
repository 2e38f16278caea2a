"""In which language a page is read."""

from django.conf import settings
from django.utils.translation import get_language

BABEL_LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}


def language_of_page() -> str:
    """The language of this request or block: `ar`, `fr` or `en`."""
    return get_language() or settings.LANGUAGE_CODE


def translated(path: str) -> tuple[str, ...]:
    """The columns of a translated field reached over a relation: `stop__name` is three of them.

    modeltranslation rewrites the names of a model's own fields only: the plain column, which says
    what was saved last, would be read, and each of the three asked for once a row.
    """
    return tuple(f"{path}_{language}" for language, _name in settings.LANGUAGES)


def babel_locale() -> str:
    """How numbers and dates are written in the language of the page, as Babel names it."""
    return BABEL_LOCALES.get(language_of_page(), "ar_MA")
