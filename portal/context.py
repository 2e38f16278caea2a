"""What every page knows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal import sheet


@dataclass(frozen=True)
class Language:
    """A language this page can be read in, and the URL that shows it so."""

    code: str
    name: str
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, object]:
    """This page's path and languages, its stylesheet on a first visit, whether this is the demo."""
    return {
        "path": request.path,
        "languages": languages_of(request),
        **({} if sheet.is_kept(request) else first_sheets()),
        "demo": settings.DEMO,
    }


def first_sheets() -> dict[str, object]:
    """The styles that a first page brings inside: of any page, and what is enough for a form."""
    return {
        "first_sheet": mark_safe(sheet.text("microlabs")),  # noqa: S308  our own
        "first_sheet_of_a_form": mark_safe(sheet.text("form")),  # noqa: S308  our own
    }


def languages_of(request: HttpRequest) -> list[Language]:
    """This page in each language: the rest of the URL, filters and all, stays."""
    query = request.GET.copy()
    current = get_language()
    languages = []
    for code, name in settings.LANGUAGES:
        query["lang"] = code
        languages.append(Language(code, name, f"?{query.urlencode()}", code == current))
    return languages
