"""Releases of the partners' figures: once a month, and the first one of a new stop by a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from needs.models import Need
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
    known = STOPS.filter(_known_needs(), pk=stop.pk).first()
    if known is None:
        raise ValidationError(
            _("Nobody’s needs are known at this stop yet: there is nothing to publish."),
            code="empty",
        )
    Release(today, [known], is_whole=False).write(Theme.objects.all())
    return today


def stops_to_release() -> list[Stop]:
    """Those at which somebody has a need: of any other everybody may know that its numbers are 0.

    Nobody has applied there, or nobody was asked yet. Counted into the country, they would only
    seem to hide somebody.
    """
    return list(STOPS.filter(_known_needs()).order_by("pk"))


def _known_needs() -> Exists:
    at = Need.objects.filter(application__stop=OuterRef("pk")).exclude(state=Need.State.DROPPED)
    return Exists(at.exclude(application__state__in=OUT))


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
