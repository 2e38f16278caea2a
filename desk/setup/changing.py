"""The pages on which a stop is changed in place: days, texts, themes, who stands beside it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desk.setup.forms import Days, Partners, StopForm, Texts, Themes
from desk.setup.house import take_house_texts
from desk.setup.views import stop_here

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, stop: str) -> HttpResponse:
    """Name, days, places; the address while nobody has read it."""
    return _change(request, stop, Days, "dates")


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, stop: str) -> HttpResponse:
    """What the public page and the receipt say, in three languages side by side."""
    return _change(request, stop, Texts, "texts")


@require_POST
def house_texts(request: HttpRequest, stop: str) -> HttpResponse:
    """Take the texts of the house where nothing is written, then read and change them."""
    at = stop_here(request, stop)
    new = take_house_texts(at)
    audit.info("user %s took %s texts of the house for stop %s", request.user.pk, new, at.pk)
    sentence = ngettext(
        "%(count)d text was filled in: read it, and change what your region says otherwise.",
        "%(count)d texts were filled in: read them, and change what your region says otherwise.",
        new,
    )
    messages.success(request, sentence % {"count": new})
    return redirect("setup:texts", at.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest, stop: str) -> HttpResponse:
    """What the experts help with."""
    return _change(request, stop, Themes, "themes")


@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: HttpRequest, stop: str) -> HttpResponse:
    """Which institutions stand beside the stop."""
    return _change(request, stop, Partners, "partners")


def _change(request: HttpRequest, slug: str, kind: type[StopForm], page: str) -> HttpResponse:
    """Show the form, or keep what was typed; what is refused stays typed."""
    at = stop_here(request, slug)
    form = kind(request.POST if request.method == "POST" else None, instance=at)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        audit.info("user %s changed the %s of stop %s", request.user.pk, page, at.pk)
        messages.success(request, _("It is kept."))
        return redirect("setup:assistant", kept.slug)
    at.refresh_from_db()  # a refused form has left its words in the row
    context = {"stop": at, "form": form}
    return render(request, f"desk/setup/{page}.html", context, status=422 if form.errors else 200)
