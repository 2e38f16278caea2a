"""Releases of the partners' figures: once a month, and the first one of a new stop by a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from programs.models import Stop, Theme
from reporting.disclosure.building import Release
from reporting.disclosure.counted import OUT
from reporting.models import Cell

if TYPE_CHECKING:
    from datetime import date

ONE_AT_A_TIME = 2_611_003  # the advisory lock of releases
STOPS = Stop.objects.select_related("center__region")


@transaction.atomic
def release_month() -> date | None:
    """Publish this month’s tables of every stop, unless they are there; the day, or nothing."""
    _wait_for_others()
    today = timezone.localdate()
    of_month = Cell.objects.filter(stop=None, day__gte=today.replace(day=1))
    if of_month.exists() or Cell.objects.filter(day=today).exists():  # then of tomorrow
        return None
    if stops := stops_to_release():
        Release(today, stops, is_whole=True).write(Theme.objects.all())
        return today
    return None


@transaction.atomic
def release_first(*, stop: Stop) -> date:
    """Publish the tables of a stop that has none yet, between two monthly releases."""
    _wait_for_others()
    if Cell.objects.filter(stop=stop).exists():
        raise ValidationError(
            _("This stop has been published already: the next release is that of next month."),
            code="published",
        )
    today = timezone.localdate()
    if Cell.objects.filter(stop=None, day=today).exists():
        raise ValidationError(
            _("The release of the month was made today: publish this stop tomorrow."),
            code="today",
        )
    Release(today, [STOPS.get(pk=stop.pk)], is_whole=False).write(Theme.objects.all())
    return today


def stops_to_release() -> list[Stop]:
    """Those at which somebody applied: of any other everybody knows that all its numbers are 0.

    Counted into the country, they would only seem to hide somebody.
    """
    sent = Application.objects.filter(stop=OuterRef("pk")).exclude(state__in=OUT)
    return list(STOPS.filter(Exists(sent)).order_by("pk"))


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
