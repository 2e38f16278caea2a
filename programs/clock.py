"""Work of the ground that starts from time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.rooms import Times
from programs import visits
from programs.models import Stop, TakenOver
from programs.opening import sentence

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def turning() -> tuple[QuerySet[Stop], QuerySet[Stop]]:
    """The stops whose day has come, and those whose window has passed."""
    now = timezone.now()
    return _due(now), _over(now)


EVERY: Times = {
    "open and close stops on time": {
        "task": "programs.clock.keep_time",
        "asks": turning,
        "schedule": 60.0,
    },
    "write visits down": {
        "task": "programs.clock.write_visits_down",
        "asks": visits.are_counted,
        "schedule": 30.0,
    },
}


@shared_task(ignore_result=True)
def keep_time() -> None:
    """Open the prepared stops whose day has come, close the open ones whose window has passed.

    What an open one had before a copy is forgotten: it is not taken back any more.
    One that lacks texts or criteria stays prepared; its page in the admin says what is missing.
    """
    now = timezone.now()
    with transaction.atomic():  # no copy is taken back between the look and the opening
        due = _due(now).select_for_update(of=["self"], no_key=True).order_by("pk")
        ready = [stop.pk for stop in due if not sentence(stop)]
        Stop.objects.filter(pk__in=ready).update(state=Stop.State.OPEN)
    TakenOver.objects.exclude(stop__state=Stop.State.PREPARED).delete()
    _over(now).update(state=Stop.State.CLOSED)


@shared_task(ignore_result=True)
def write_visits_down() -> None:
    """Move the visits that Redis holds into the database."""
    visits.write_down()


def _due(now: datetime) -> QuerySet[Stop]:
    return Stop.objects.filter(state=Stop.State.PREPARED, opens_at__lte=now, closes_at__gt=now)


def _over(now: datetime) -> QuerySet[Stop]:
    return Stop.objects.filter(state=Stop.State.OPEN, closes_at__lte=now)
