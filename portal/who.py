"""“Who has my data”: everybody outside the team who reads of a person, since when, what for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coaching.models import Booking
from desk.models import Opinion
from partners.doors.views import takes_part
from partners.models import Referral

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from people.models import Participation


@dataclass(frozen=True)
class Helper:
    """An expert of somebody: since when, when they met last, when they meet next."""

    name: str
    since: datetime
    last: datetime | None
    next: datetime | None


@require_safe
def who(request: HttpRequest, slug: str) -> HttpResponse:
    """Partners, institutions that were asked for an opinion, experts."""
    participation = takes_part(request, slug)
    context = {
        "stop": participation.stop,
        "doors": _doors(participation),
        "opinions": _opinions(participation),
        "experts": _experts(participation),
    }
    return render(request, "portal/who.html", context)


def _doors(participation: Participation) -> list[Referral]:
    """Every door, the open ones first, each with when it was read last (`read_at`)."""
    rows = Referral.objects.filter(participation=participation)
    found = rows.select_related("partner", "theme").annotate(read_at=Max("readings__at"))
    return sorted(found.order_by("-opened_at"), key=lambda door: door.revoked_at is not None)


def _opinions(participation: Participation) -> list[Opinion]:
    """Institutions that a team asked about the file, and did not take the question back from."""
    asked = Opinion.objects.filter(
        application__participation=participation, withdrawn_at__isnull=True
    )
    return list(asked.order_by("-asked_at"))


def _experts(participation: Participation) -> list[Helper]:
    """Each expert with a session of this person, that was not cancelled."""
    taking = (*Booking.TAKING, Booking.State.HELD, Booking.State.MISSED)
    rows = Booking.objects.filter(participation=participation, state__in=taking)
    by_expert: dict[int, list[Booking]] = {}
    for each in rows.select_related("expert").order_by("made_at", "pk"):
        by_expert.setdefault(each.expert_id, []).append(each)
    return [_helper(bookings, timezone.now()) for bookings in by_expert.values()]


def _helper(bookings: list[Booking], now: datetime) -> Helper:
    """What all sessions with one expert say, the one that was arranged first being the first."""
    moments = [each.starts_at for each in bookings]
    return Helper(
        bookings[0].expert.name,
        bookings[0].made_at,
        max((each for each in moments if each <= now), default=None),
        min((each for each in moments if each > now), default=None),
    )
