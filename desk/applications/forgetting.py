"""Ticks and acts on many files are of their day: nothing of them is kept longer than a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from desk.models import Act, Pick
from messaging.models import Broadcast

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT = timedelta(days=7)
BLOCK = 500  # a row may name thousands of files


def forget_ticks_and_acts() -> int:
    """Delete what was ticked or done a week ago; how many. A draft keeps the files it is for."""
    before = timezone.now() - KEPT
    drafts = Broadcast.objects.filter(state=Broadcast.State.DRAFT, filters__has_key="picked")
    ticks = Pick.objects.alias(number=Cast("pk", CharField())).filter(made_at__lt=before)
    ticks = ticks.exclude(number__in=drafts.values_list(KT("filters__picked")))
    return _without(ticks) + _without(Act.objects.filter(at__lt=before))


def _without(rows: QuerySet[Pick] | QuerySet[Act]) -> int:
    """Delete `rows`, a block at a time."""
    gone, block = 0, True
    while block:
        numbers = [*rows.order_by("pk").values_list("pk", flat=True)[:BLOCK]]
        block = bool(numbers)
        gone += rows.filter(pk__in=numbers).delete()[0] if numbers else 0
    return gone
