"""The bulletin for everybody, once it is signed off: a page, its papers, its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.delivery import protect
from core.drawn_once import draw_once
from core.language import language_of_page
from core.links import absolute
from programs.models import Stop
from reporting.bulletin import paper
from reporting.bulletin.sheet import thawed
from reporting.models import Bulletin

if TYPE_CHECKING:
    from django.http import HttpRequest

KEPT = 60 * 60 * 24  # seconds for which a paper that was typeset is kept


def standing_at(slug: str) -> Bulletin:
    """The version that is read now. Raises Http404 while there is none."""
    stop = get_object_or_404(Stop.objects.announced(), slug=slug)
    row = Bulletin.objects.standing().filter(stop=stop).select_related("stop").first()
    if row is None:
        raise Http404
    return row


def has_bulletin(stop: Stop) -> bool:
    """Whether everybody may read a bulletin of `stop`."""
    return Bulletin.objects.standing().filter(stop=stop).exists()


@login_not_required
@require_safe
def public(request: HttpRequest, stop: str) -> HttpResponse:
    """What the bulletin says, with its papers."""

    def context() -> dict[str, object]:
        row = standing_at(stop)
        language = language_of_page()
        sheet = thawed(row.sheets[language])
        on_paper = language if language in paper.LANGUAGES else "fr"
        path = reverse("bulletin:card", args=[row.stop.slug, on_paper])
        return {
            "stop": row.stop,
            "bulletin": row,
            "sheet": sheet,
            "described": paper.described(sheet),
            "card": f"{absolute(path)}?v={row.version}",
            "on_paper": paper.LANGUAGES,
        }

    return draw_once(request, "reporting/bulletin/public.html", context, about=(stop,))


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def page(_request: HttpRequest, stop: str, language: str) -> HttpResponse:
    """The one page, to be printed."""
    return _paper(stop, language, "bulletin")


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def report(_request: HttpRequest, stop: str, language: str) -> HttpResponse:
    """The report with every table."""
    return _paper(stop, language, "report")


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def card(_request: HttpRequest, stop: str, language: str) -> HttpResponse:
    """The picture that is shown where the link is shared."""
    return _paper(stop, language, "card")


def _paper(slug: str, language: str, kind: str) -> HttpResponse:
    """A paper of the version that is read now; typeset once a day."""
    row = standing_at(slug)
    if language not in paper.LANGUAGES:
        raise Http404
    key = f"bulletin:{row.pk}:{kind}:{language}:{row.published_at.timestamp()}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        sheet = thawed(row.sheets[language])
        drawn = paper.drawn(kind, sheet, language, at=row.counted_at, version=row.version)
        cache.set(key, drawn, KEPT)
    answer = HttpResponse(drawn, content_type=paper.TYPES[kind])
    return protect(answer, name=paper.name_of(kind, slug, language), shown=True, public=True)
