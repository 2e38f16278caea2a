"""How many people an expert meets in a day and a week at most, as they have set it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, TruncDay, TruncWeek

from coaching.models import Booking, Slot
from core.composed import Composed, slot

if TYPE_CHECKING:
    from django.db.models import QuerySet

ONE = Composed(lambda: counted(Slot.objects.filter(pk=slot("pk")), but=slot("but")))


def has_room(at: Slot, *, but: int | None = None) -> bool:
    """Whether its expert meets fewer people on its day and in its week than they set.

    `but` is a session that is not counted.
    """
    row: Any = ONE.row({"pk": at.pk, "but": but or 0})
    return bool(row and row.has_room)


def counted(found: QuerySet[Slot], *, but: Any = None) -> QuerySet[Any]:
    """The same slots, each saying whether it `has_room`: counted for those that are read, no more.

    As a condition it would be counted for all that there are, before they are put in order.
    """
    room = Q(in_day__lt=F("expert__per_day"), in_week__lt=F("expert__per_week"))
    rows = found.alias(**_moments()).alias(**_counts(but))
    return rows.annotate(has_room=ExpressionWrapper(room, BooleanField()))


def _moments() -> dict[str, Any]:
    return {"day": TruncDay("starts_at"), "week": TruncWeek("starts_at")}


def _counts(but: Any) -> dict[str, Any]:
    day, week = timedelta(days=1), timedelta(days=7)
    return {"in_day": _met("day", day, but), "in_week": _met("week", week, but)}


def _met(since: str, span: timedelta, but: Any) -> Coalesce:
    """How many other sessions the expert of a slot has from a moment on; a table counts as one."""
    until = ExpressionWrapper(OuterRef(since) + Value(span), DateTimeField())
    theirs = Booking.objects.blocking().filter(
        expert=OuterRef("expert"), starts_at__gte=OuterRef(since), starts_at__lt=until
    )
    counted = theirs.exclude(Q(slot=OuterRef("pk")) | Q(pk=but)).order_by().values("expert")
    many = counted.annotate(many=Count("slot", distinct=True)).values("many")
    return Coalesce(Subquery(many), 0)
