"""What coaching forgets once a stop has been over for as long as its people were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coaching.leaving import leaving
from coaching.models import Booking, CareTalk, Case, MatchLine, Request, Step
from coaching.session.forgetting import forget
from people.defaults import KEPT
from people.models import Participation

if TYPE_CHECKING:
    from datetime import datetime

HANGING = (Request, Step, Case, CareTalk, MatchLine)  # on a participation, and gone with it


def forget_stops(now: datetime) -> int:
    """Part with whoever took part in stops that ended so long ago; how many people.

    Sessions stand, without their person and without a word; that some took place, experts' letters
    attest. One person at a time: a night that is cut short goes on in the next.
    """
    last = timezone.localdate(now) - KEPT
    over = Participation.objects.filter(stop__ends_on__lt=last)
    kept = Q()
    for model in (Booking, *HANGING):
        kept |= Q(Exists(model.objects.filter(participation=OuterRef("pk"))))
    known = list(over.filter(kept).order_by("pk"))
    for participation in known:
        _part_with(participation)
    with transaction.atomic():  # and of those whom another room took out meanwhile
        forget(Booking.objects.filter(stop__ends_on__lt=last))
    return len(known)


@transaction.atomic
def _part_with(participation: Participation) -> None:
    leaving(participation, by=None)
    for model in HANGING:
        model.objects.filter(participation=participation).delete()
