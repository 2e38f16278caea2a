"""What every page knows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal import sheet


@dataclass(frozen=True)
class Language:
    """A language this page can be read in, and the address that shows it so."""

    code: str
    name: str
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, object]:
    """URLs of this page in every language, stylesheet on a first visit, whether a demo."""
    return {
        "path": request.path,
        "languages": languages_of(request),
        "first_sheet": "" if sheet.is_kept(request) else mark_safe(sheet.text()),  # noqa: S308  our own file
        "demo": settings.DEMO,
    }


def languages_of(request: HttpRequest) -> list[Language]:
    """This page in each language: the rest of the address, filters and all, stays."""
    query = request.GET.copy()
    current = get_language()
    languages = []
    for code, name in settings.LANGUAGES:
        query["lang"] = code
        languages.append(Language(code, name, f"?{query.urlencode()}", code == current))
    return languages
