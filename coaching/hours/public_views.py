"""The public pages of experts: who helps on what, and the form of whoever wants to help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.hours import lives
from coaching.hours.forms import Joining
from coaching.models import Expert, Mode
from core.doors import refuse_in_a_hurry
from core.drawn_once import draw_once
from core.refusals import saying_beside
from programs.models import Stop, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

ANNOUNCED = Stop.objects.announced().select_related("center__region")
SPOKEN = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Shown:
    """One expert as the public sees them: no telephone, no address."""

    pk: int
    name: str
    headline: str
    themes: tuple[Theme, ...]
    languages: tuple[str, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One link that narrows the list, or widens it again."""

    name: str
    query: str
    current: bool


@login_not_required
@require_safe
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who helps at a stop, by theme and language."""

    def context() -> dict[str, Any]:
        stop = get_object_or_404(ANNOUNCED, slug=slug)
        return {"stop": stop, **_directory(stop, request.GET)}

    return draw_once(request, "coaching/hours/directory.html", context, about=(slug,))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, slug: str) -> HttpResponse:
    """I want to help: a form of our own, whose answer is a letter."""
    stop = get_object_or_404(ANNOUNCED, slug=slug)
    form = Joining(request.POST if request.method == "POST" else None, center=stop.center)
    if request.method == "POST" and form.is_valid():
        with saying_beside(form):
            refuse_in_a_hurry(request, "helping")
            lives.ask(stop.center, form.values())
            messages.success(request, _("Thank you. The team writes to you within a few days."))
            return redirect("directory:all", stop.slug)
    status = 422 if form.errors else 200
    context = {"stop": stop, "form": form}
    return render(request, "coaching/hours/joining.html", context, status=status)


def _directory(stop: Stop, asked: Mapping[str, str]) -> dict[str, Any]:
    """Who is shown, and the links that narrow; four statements for any number."""
    rows = Expert.objects.listed().filter(center=stop.center_id)
    theme, language = asked.get("theme", ""), asked.get("language", "")
    known = {each.code: each for each in Theme.objects.filter(experts__in=rows).distinct()}
    if theme in known:
        rows = rows.filter(themes=known[theme])
    if language in SPOKEN:
        rows = rows.filter(languages__contains=[language])
    here = {"theme": theme if theme in known else "", "language": language}
    return {
        "experts": [_shown(each) for each in rows.prefetch_related("themes").order_by("pk")],
        "narrowed": any(here.values()),
        "themes": [_choice(here, "theme", code, each.name) for code, each in sorted(known.items())],
        "spoken": [_choice(here, "language", code, name) for code, name in SPOKEN.items()],
    }


def _shown(expert: Expert) -> Shown:
    modes = dict(Mode.choices)
    return Shown(
        expert.pk,
        expert.name,
        expert.headline,
        tuple(expert.themes.all()),
        tuple(str(SPOKEN[code]) for code in expert.languages if code in SPOKEN),
        tuple(str(modes[mode]) for mode in expert.modes if mode in modes),
    )


def _choice(here: dict[str, str], name: str, value: str, label: str) -> Choice:
    """A link to one value; the one that is chosen leads back to all."""
    current = here[name] == value
    query = {**here, name: "" if current else value}
    return Choice(label, urlencode({key: each for key, each in query.items() if each}), current)
