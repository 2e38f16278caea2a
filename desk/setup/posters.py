"""Posters of a stop, whose code leads to its page, and which campaign brought whom."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from applications.models import Application
from core.delivery import protect
from core.fields import SlugField
from core.links import absolute
from core.qr import qr_file
from core.typesetting import document
from desk.setup.views import stop_here
from people.phones import as_dialled
from programs.models import Province

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from programs.models import Stop

TEMPLATE = Path(__file__).parent / "data" / "poster.typ"


class Poster(forms.Form):
    """Where a poster hangs, and what it calls itself."""

    province = forms.ModelChoiceField(
        label=gettext_lazy("Province that the link fills in"),
        queryset=Province.objects.none(),
        required=False,
        to_field_name="iso",
        empty_label=gettext_lazy("None: people choose"),
    )
    campaign = SlugField(
        label=gettext_lazy("Name of the campaign"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Small Latin letters, digits and hyphens, such as fair-sefrou."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )

    def __init__(self, data: Mapping[str, str], *, stop: Stop) -> None:
        super().__init__(data)
        province = cast("forms.ModelChoiceField[Province]", self.fields["province"])
        province.queryset = Province.objects.filter(region=stop.center.region_id)

    def link(self, stop: Stop) -> str:
        """The page of the stop, with what this poster tells of who comes by it."""
        told = {"province": getattr(self.cleaned_data.get("province"), "iso", "")}
        told["campaign"] = self.cleaned_data.get("campaign", "")
        query = urlencode({name: value for name, value in told.items() if value})
        address = absolute(reverse("portal:stop", args=[stop.slug]))
        return f"{address}?{query}" if query else address


@require_safe
def posters(request: HttpRequest, stop: str) -> HttpResponse:
    """A poster as it is chosen, to be printed; and who came by each campaign."""
    at = stop_here(request, stop)
    form = Poster(request.GET, stop=at)
    link = form.link(at) if form.is_valid() else ""
    context = {
        "stop": at,
        "form": form,
        "link": link,
        "code": mark_safe(qr_file(link)) if link else "",  # noqa: S308  our own drawing
        "query": request.GET.urlencode(),
        "sources": sources_of(at),
    }
    return render(request, "desk/setup/posters.html", context, status=200 if link else 422)


@require_safe
def poster(request: HttpRequest, stop: str) -> HttpResponse:
    """The poster as a PDF, in the language of the page."""
    at = stop_here(request, stop)
    form = Poster(request.GET, stop=at)
    if not form.is_valid():
        return HttpResponse(status=422)
    link = form.link(at)
    days = render_to_string("portal/parts/stop-window.html", {"stop": at})
    words = {
        "program": at.program.name or "",
        "name": at.name or "",
        "tagline": at.tagline or "",
        "days": unescape(" ".join(days.split())),
        "scan": _("Scan the code to apply"),
        "free": _("Free of charge"),
        "contact": as_dialled(at.center.phone),
        "code": qr_file(link),
        "link": link,
        "shown": link.partition("//")[2].partition("?")[0].rstrip("/"),
    }
    drawn = HttpResponse(document(TEMPLATE, words), content_type="application/pdf")
    return protect(drawn, name=f"{at.slug}.pdf", shown=True)


def sources_of(stop: Stop) -> list[Any]:
    """How many began and how many sent, by what brought them; the most first. One statement."""
    rows = Application.objects.filter(stop=stop, channel=Application.Channel.WEB)
    counted = (
        rows.order_by()
        .values("campaign")
        .annotate(begun=Count("pk"), sent=Count("pk", filter=Q(submitted_at__isnull=False)))
    )
    return list(counted.order_by("-sent", "-begun", "campaign"))
