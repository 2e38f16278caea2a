"""The calendar of a stop: on a page, on paper, and in one's own calendar by a private address."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import ics
from core.delivery import protect
from core.doors import private
from core.links import absolute
from people.access import staff, stop_in_charge
from programs.calendar import entries
from workshops.models import CalendarFeed
from workshops.planning.month import VIEWS, calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from programs.calendar import Entry

audit = logging.getLogger("microlabs.audit")
BACK, AHEAD = timedelta(days=60), timedelta(days=400)
SHOWN_ONCE = "calendar_feed"  # in the session: a key is shown on one page


@require_safe
def calendar(request: HttpRequest, stop: str) -> HttpResponse:
    """Workshops, deadlines and days of rest of a stop: a month, a week, or a list."""
    at = stop_in_charge(staff(request), stop)
    context = {
        "stop": at,
        "calendar": calendar_of(at, request.GET.dict()),
        "views": VIEWS,
        "feed": request.session.pop(SHOWN_ONCE, ""),
        "fed": CalendarFeed.objects.filter(user=staff(request), stop=at).first(),
    }
    return render(request, "workshops/planning/calendar.html", context)


@require_POST
def feed(request: HttpRequest, stop: str) -> HttpResponse:
    """Make the private address anew; an older one of this person ends."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    key = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        user=user, stop=at, defaults={"digest": digest(key), "made_at": timezone.now()}
    )
    audit.info("user %s made a calendar feed of stop %s", user.pk, at.pk)
    request.session[SHOWN_ONCE] = absolute(reverse("planning_own:feed", args=[key]))
    messages.success(request, _("This address is shown once. Add it to your calendar."))
    return redirect("planning:calendar", at.slug)


@require_POST
def feed_removal(request: HttpRequest, stop: str) -> HttpResponse:
    """Take the private address away; whoever reads there finds nothing from now on."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    CalendarFeed.objects.filter(user=user, stop=at).delete()
    audit.info("user %s took a calendar feed of stop %s away", user.pk, at.pk)
    messages.success(request, _("This address shows nothing any more."))
    return redirect("planning:calendar", at.slug)


@private
@require_safe
def read(_request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file of a stop, for whoever was given its address and still works there."""
    rows = CalendarFeed.objects.select_related("user", "stop__center")
    found = rows.filter(digest=digest(key), user__is_active=True).first()
    if found is None or not found.user.stops_in_charge().filter(pk=found.stop_id).exists():
        raise Http404
    today = timezone.localdate()
    with translation.override(found.user.language):
        events = entries(found.stop, today - BACK, today + AHEAD)
        whole = ics.calendar(line for entry in events for line in _event(entry))
    answer = HttpResponse(whole, content_type="text/calendar; charset=utf-8")
    return protect(answer, name=f"{found.stop.slug}.ics")


def digest(key: str) -> str:
    """What stands in the table for a key of a feed."""
    return hashlib.sha256(key.encode()).hexdigest()


def _event(entry: Entry) -> Iterator[str]:
    """One entry; moments in UTC, which every reader knows, whole days without an hour."""
    yield from ("BEGIN:VEVENT", f"UID:{entry.key}@{urlsplit(absolute('/')).hostname}")
    yield f"DTSTAMP:{timezone.now():%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{entry.version}"
    if entry.starts_at and entry.ends_at:
        yield f"DTSTART:{entry.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTEND:{entry.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"SUMMARY:{ics.text(entry.title)}"
    if entry.place:
        yield f"LOCATION:{ics.text(entry.place)}"
    yield f"STATUS:{'TENTATIVE' if entry.kind == 'draft' else 'CONFIRMED'}"
    yield "END:VEVENT"
