"""Which sessions are missing at a stop, and asking experts for days after one look."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coaching.hours import letters
from coaching.hours.missing import missing, only_women, people_of, who_could_help
from people.access import manages, staff, stop_in_charge, stop_managed
from programs.models import Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_safe
def lines(request: HttpRequest, stop: str) -> HttpResponse:
    """By theme and province: who needs a session and has none, and for how many no slot is free."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    context = {"stop": at, "lines": missing(at), "may_manage": manages(user, at)}
    return render(request, "coaching/hours/missing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, stop: str, theme: str) -> HttpResponse:
    """Who is asked for days on a theme, in which words; sent, they are."""
    at = stop_managed(staff(request), stop)
    about = get_object_or_404(Theme, code=theme)
    found = missing(at)
    people, women = people_of(found, about), only_women(found, about)
    able = who_could_help(at, about, women=women)
    if request.method == "POST" and able:
        day = f"{timezone.localdate():%Y-%m-%d}"
        count = letters.ask_for_days(able, at, about, people, day) if people else 0
        audit.info("user %s asked experts of stop %s for days", request.user.pk, at.pk)
        said = ngettext("%(count)s expert is asked.", "%(count)s experts are asked.", count)
        messages.success(request, said % {"count": count})
        return redirect("experts:missing", at.slug)
    context = {"stop": at, "theme": about, "experts": able, "people": people}
    context["women"] = women
    return render(request, "coaching/hours/asking.html", context)
