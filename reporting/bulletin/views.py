"""The bulletin at the desk: a look at it, what follows in words, its versions, its papers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.delivery import protect
from core.language import language_of_page
from core.refusals import saying_why
from people.access import at_the_desk, manages, staff, stop_in_charge, stop_managed
from programs.models import Stop
from reporting.bulletin import actions, paper
from reporting.bulletin.forms import Follows
from reporting.bulletin.making import counted_at, sheets_of
from reporting.models import Bulletin, WhatFollows

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin(request: HttpRequest, stop: str) -> HttpResponse:
    """What the bulletin says as it stands; a POST keeps what follows."""
    user = at_the_desk(request)
    at = _stop_of(user, stop)
    if request.method == "POST":
        return _keep(request, stop_managed(staff(request), stop))
    return _page(request, at, _form_of(at))


def _stop_of(user: User, slug: str) -> Stop:
    """The stop, for its center and for the national coordination."""
    if user.is_national:
        return get_object_or_404(Stop.objects.select_related("center__region"), slug=slug)
    return stop_in_charge(user, slug)


def _form_of(stop: Stop) -> Follows:
    row = WhatFollows.objects.filter(stop=stop).first() or WhatFollows(stop=stop)
    return Follows(initial={"arabic": row.arabic, "french": row.french, "seen": row.version})


def _keep(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Keep the text; what is refused stays typed, and may then replace a colleague's."""
    form = Follows(request.POST)
    if form.is_valid():
        typed = {"arabic": form.cleaned_data["arabic"], "french": form.cleaned_data["french"]}
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.write_what_follows(stop, **typed, seen=seen, by=staff(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
            now = WhatFollows.objects.get(stop=stop).version
            form.data = {**form.data, **typed, "seen": str(now)}
        else:
            messages.success(request, _("It is kept."))
            return redirect("bulletin:bulletin", stop.slug)
    return _page(request, stop, form)


def _page(request: HttpRequest, stop: Stop, form: Follows) -> HttpResponse:
    counted = counted_at(stop)
    versions = list(Bulletin.objects.filter(stop=stop).order_by("-version").select_related("by"))
    context = {
        "stop": stop,
        "form": form,
        "sheet": sheets_of(stop, counted)[language_of_page()] if counted else None,
        "versions": versions,
        "standing": next((each for each in versions if each.withdrawn_at is None), None),
        "may_publish": manages(at_the_desk(request), stop),
        "on_paper": paper.LANGUAGES,
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/bulletin/desk.html", context, status=status)


@require_POST
def publication(request: HttpRequest, stop: str) -> HttpResponse:
    """Sign it off: from now on everybody may read it."""
    at = stop_managed(staff(request), stop)
    with saying_why(request):
        made = actions.publish(at, by=staff(request))
        audit.info("user %s published bulletin %s", request.user.pk, made.pk)
        messages.success(request, _("The bulletin is published. It can be taken back below."))
    return redirect("bulletin:bulletin", at.slug)


@require_POST
def withdrawal(request: HttpRequest, stop: str, version: int) -> HttpResponse:
    """Take a version back."""
    return _move(request, stop, version, back=False)


@require_POST
def return_(request: HttpRequest, stop: str, version: int) -> HttpResponse:
    """Put a version back that was taken back."""
    return _move(request, stop, version, back=True)


def _move(request: HttpRequest, slug: str, version: int, *, back: bool) -> HttpResponse:
    at = stop_managed(staff(request), slug)
    row = get_object_or_404(Bulletin, stop=at, version=version)
    if back:
        actions.put_back(row)
        messages.success(request, _("This version can be read again."))
    else:
        actions.withdraw(row)
        messages.success(request, _("This version is taken back; it can be put back below."))
    audit.info("user %s moved bulletin %s", request.user.pk, row.pk)
    return redirect("bulletin:bulletin", at.slug)


@require_safe
def draft(request: HttpRequest, stop: str, language: str, *, kind: str) -> HttpResponse:
    """A paper of the bulletin as it stands, not signed off."""
    at = _stop_of(at_the_desk(request), stop)
    counted = counted_at(at)
    if language not in paper.LANGUAGES or counted is None:
        raise Http404
    sheet = sheets_of(at, counted)[language]
    drawn = paper.drawn(kind, sheet, language, at=counted, version=0)
    answer = HttpResponse(drawn, content_type=paper.TYPES[kind])
    return protect(answer, name=paper.name_of(kind, at.slug, language), shown=True)
