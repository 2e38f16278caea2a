"""Pages beside a workshop: its invitation list, and a copy of it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import saying_why
from people.access import staff
from people.models import Membership
from people.roles import Role
from workshops.models import Workshop
from workshops.planning import inviting
from workshops.planning.access import changed
from workshops.planning.copies import copy_workshop
from workshops.planning.copy_form import CopyForm
from workshops.planning.keeping import refuse
from workshops.seats.finding import find, said

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from workshops.seats.finding import Found

audit = logging.getLogger("microlabs.audit")
SHOWN = 100
DIGITS = re.compile(r"[0-9]{1,18}")


@require_safe
def invitations(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Whom the radar or a colleague put on the list; sent after one confirmation."""
    return _listed(request, changed(request, stop, number))


@require_POST
def finding(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Who of the stop has these words in their name or telephone, and stands on no list yet."""
    found = changed(request, stop, number)
    seen = find(inviting.not_invited(found), request.POST.get("words", ""))
    return _listed(request, found, seen)


@require_POST
def adding(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Put people on the list by hand; nobody is written to by that."""
    found = changed(request, stop, number)
    keys = [int(key) for key in request.POST.getlist("people") if DIGITS.fullmatch(key)]
    count = inviting.add(found, keys, by=staff(request))
    audit.info("user %s put %s people on the list of workshop %s", request.user.pk, count, found.pk)
    told = ngettext("%(count)s person is added.", "%(count)s people are added.", count)
    messages.success(request, told % {"count": count})
    return redirect("planning:invitations", found.stop.slug, number)


@require_POST
def taking_off(request: HttpRequest, stop: str, number: int, pk: int) -> HttpResponse:
    """Take somebody off the list whom nobody has written to."""
    found = changed(request, stop, number)
    found.invitations.waiting().filter(pk=pk).delete()
    return redirect("planning:invitations", found.stop.slug, number)


def _listed(request: HttpRequest, found: Workshop, seen: Found | None = None) -> HttpResponse:
    waiting = inviting.to_write(found)
    context = {
        "found": seen,
        "choices": [(each.pk, said(each)) for each in seen.people] if seen else [],
        "stop": found.stop,
        "workshop": found,
        "waiting": waiting.count(),
        "sent": found.invitations.exclude(sent_at=None).count(),
        "people": list(waiting.order_by("pk")[:SHOWN]),
        "others": list(inviting.not_meant(found).order_by("pk")[:SHOWN]),
        "refused": inviting.refused(found),
    }
    return render(request, "workshops/planning/invitations.html", context)


@require_POST
def sending(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """Write the invitations that wait."""
    found = changed(request, stop, number)
    with saying_why(request):
        count = inviting.send(found)
        audit.info("user %s sent invitations to workshop %s", request.user.pk, found.pk)
        told = ngettext("%(count)s person is invited.", "%(count)s people are invited.", count)
        messages.success(request, told % {"count": count})
    return redirect("planning:invitations", found.stop.slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, stop: str, number: int) -> HttpResponse:
    """The workshop once more, as a draft, here or at another stop of a center one manages."""
    found = changed(request, stop, number)
    user = staff(request)
    stops = user.stops_in_charge()
    if not user.is_superuser:
        stops = stops.filter(center__in=user.centers(Membership.Role.MANAGER))
    form = CopyForm(request.POST if request.method == "POST" else None, workshop=found, stops=stops)
    if request.method == "POST" and form.is_valid() and (made := _copied(form, found)):
        audit.info("user %s copied workshop %s", user.pk, found.pk)
        messages.success(request, _("This is the copy: a draft that nobody sees yet."))
        return redirect("planning:change", made.stop.slug, made.number)
    context = {"stop": found.stop, "workshop": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workshops/planning/copy.html", context, status=status)


def _copied(form: CopyForm, workshop: Workshop) -> Workshop | None:
    """The copy, or None where others were in the way: `form` then says so."""
    typed = form.cleaned_data
    try:
        return copy_workshop(workshop, to=typed["stop"], on=typed["on"], key=typed["key"])
    except ValidationError as refusal:
        refuse(form, refusal)
    return None


@require_safe
def led(request: HttpRequest) -> HttpResponse:
    """For an expert: the workshops that they lead."""
    user = cast("User", request.user)
    if Role.EXPERT not in user.roles:
        raise Http404
    rows = Workshop.objects.filter(trainers__user=user).exclude(state=Workshop.State.CANCELLED)
    shown = rows.select_related("stop", "theme", "venue").distinct().order_by("-starts_at", "pk")
    return render(request, "workshops/planning/led.html", {"rows": list(shown[:SHOWN])})
