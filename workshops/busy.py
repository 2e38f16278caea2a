"""When people are taken by workshops: who sits in them, and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, F, Value

from core.composed import Composed, slot, slots
from core.language import translated
from people.busy import Busy
from workshops.models import Seat, Workshop

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

SAID = ("starts_at", "ends_at", *translated("title"))  # what is planned of them is no matter here


def busy(people: Collection[int], first: datetime, last: datetime) -> list[Busy]:
    """Seats that are held or offered, and workshops that are led, in one statement."""
    asked = {"people": [*people], "first": first, "last": last}
    found: list[Any] = [*TAKEN.rows(asked)]
    return [
        Busy(
            each.whom,
            each.starts_at,
            each.ends_at,
            each.title,
            f"seat {each.seat}" if each.seat else f"workshop {each.pk}",
        )
        for each in found
    ]


def _meanwhile() -> QuerySet[Workshop]:
    """Those that are held then."""
    held = Workshop.objects.exclude(state=Workshop.State.CANCELLED).only(*SAID)
    return held.filter(starts_at__lt=slot("last"), ends_at__gt=slot("first"))


def _seats() -> QuerySet[Workshop]:
    rows = _meanwhile().filter(
        seats__participation__person__in=slots("people"), seats__state__in=Seat.HOLDING
    )
    return rows.annotate(whom=F("seats__participation__person"), seat=F("seats__pk"))


def _led() -> QuerySet[Workshop]:
    rows = _meanwhile().filter(trainers__user__in=slots("people"))
    nobody = Value(None, output_field=BigIntegerField())
    return rows.annotate(whom=F("trainers__user"), seat=nobody)


TAKEN = Composed(lambda: _seats().order_by().union(_led().order_by(), all=True))
