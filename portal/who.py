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
    """An expert whom somebody meets or met: since when they know of them, when they meet."""

    name: str
    since: datetime
    last: datetime | None = None  # that has begun
    next: datetime | None = None


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
    """Each expert with a session of this person that was not cancelled, who was first comes first.

    Of those that are over, the last one; of those that are to come, the next.
    """
    now = timezone.now()
    taking = (*Booking.TAKING, Booking.State.HELD, Booking.State.MISSED)
    rows = Booking.objects.filter(participation=participation, state__in=taking)
    met: dict[int, list[Booking]] = {}
    for each in rows.select_related("expert").order_by("made_at", "pk"):
        met.setdefault(each.expert_id, []).append(each)
    return [
        Helper(
            name=own[0].expert.name,
            since=own[0].made_at,
            last=max((each.starts_at for each in own if each.starts_at <= now), default=None),
            next=min((each.starts_at for each in own if each.starts_at > now), default=None),
        )
        for own in met.values()
    ]
