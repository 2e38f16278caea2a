"""For staff and trainers: certificates of those who were there, and what stays of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.delivery import protect
from workshops.after.certificates import (
    link_of,
    make_certificates,
    name_of,
    paper_of,
    present_at,
    unwritable,
    zipped,
)
from workshops.after.letters import send_certificates
from workshops.hall.views import led
from workshops.models import Certificate
from workshops.tabs import tabs

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User
    from workshops.models import Workshop


def made_for(workshop: Workshop) -> list[Certificate]:
    """The certificates of a workshop, in the order in which they were made."""
    return list(Certificate.objects.filter(workshop=workshop))


@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Who was there and has a certificate or none yet; a POST makes those that are missing."""
    workshop = led(request, stop, number)
    if request.method == "POST":
        count, bad = make_certificates(workshop, by=cast("User", request.user))
        if bad:
            names = _(", ").join(bad)
            sentence = _("No font has all letters of: %(names)s. Please write it otherwise.")
            messages.warning(request, sentence % {"names": names})
        told = ngettext(
            "%(count)s certificate has been made.", "%(count)s certificates have been made.", count
        )
        messages.success(request, told % {"count": count})
        return redirect(request.path)
    present = present_at(workshop)
    rows = made_for(workshop)
    having = {row.arrival_id for row in rows}
    missing = [name_of(row) for row in present if row.pk not in having]
    context = {
        "workshop": workshop,
        "stop": workshop.stop,
        "tabs": tabs(workshop, "after_desk:certificates", request.user),
        "rows": [(row.words["name"], link_of(row.key), row.made_at) for row in rows],
        "missing": missing,
        "unwritable": unwritable(missing) if missing else [],
    }
    return render(request, "workshops/after/certificates.html", context)


@require_safe
def papers(request: HttpRequest, stop: str, number: int, kind: str) -> HttpResponse:
    """All certificates of a workshop: one PDF to print, or a ZIP with one for each."""
    workshop = led(request, stop, number)
    rows = made_for(workshop)
    if not rows:
        raise Http404
    name = f"{workshop.stop.slug}-{workshop.number}.{kind}"
    if kind == "zip":
        drawn = HttpResponse(zipped(rows), content_type="application/zip")
    else:
        drawn = HttpResponse(paper_of(rows), content_type="application/pdf")
    return protect(drawn, name=name)


@require_POST
def letters(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Write to everybody who has a certificate where to find it; once each."""
    workshop = led(request, stop, number)
    count = send_certificates(workshop)
    told = ngettext("%(count)s letter leaves.", "%(count)s letters leave.", count)
    messages.success(request, told % {"count": count})
    return redirect("after_desk:certificates", stop, number)
