"""What time does after sessions: steps whose day has come, and tomorrow for experts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.utils import timezone

from coaching.models import Booking, Expert, Step
from coaching.session import letters
from coaching.session.links import HELPING
from messaging.actions.letters import write_many

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

WAITS = timedelta(days=7)  # a clock that stood still reminds of nothing older
EVENING = 17


def remind_of_steps(now: datetime) -> int:
    """Remind people of their own steps whose day has come, once; how many messages are new."""
    today = timezone.localdate(now)
    due = Step.objects.open().filter(
        owner=Step.Owner.PERSON, due_on__lte=today, due_on__gt=today - WAITS, booking__isnull=False
    )
    whole = due.select_related(*letters.OF_STEPS)
    return letters.remind_of(list(whole.order_by("pk")))


def tell_days(now: datetime) -> int:
    """Tell experts in the evening what they have tomorrow, once; how many messages are new."""
    local = timezone.localtime(now)
    if local.hour < EVENING:
        return 0
    tomorrow = local.date() + timedelta(days=1)
    booked = Booking.objects.filter(
        state=Booking.State.BOOKED, slot__on=tomorrow, expert__state__in=HELPING
    )
    days = _counted(booked, "expert")
    for expert, (many, first) in _counted(booked.exclude(beside=None), "beside").items():
        known, soonest = days.get(expert, (0, first))
        days[expert] = (known + many, min(first, soonest))
    experts = Expert.objects.filter(pk__in=days).select_related("user", "center").order_by("pk")
    return write_many([letters.tell_day(each, tomorrow, *days[each.pk]) for each in experts])


def _counted(booked: QuerySet[Booking], whose: str) -> dict[int, tuple[int, datetime]]:
    """How many sessions, and when the first, by the expert in this column."""
    rows = booked.order_by().values(whose).annotate(n=Count("pk"), first=Min("starts_at"))
    return {each[whose]: (each["n"], each["first"]) for each in rows}
