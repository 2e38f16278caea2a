"""What is forgotten of experts: whoever asked to help a year ago and was not taken on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from coaching.hours.occasions import OFFER_DAYS
from coaching.models import Expert, ExpertEvent  # type: ignore[attr-defined]  # pghistory's

if TYPE_CHECKING:
    from datetime import datetime

OFFERED = (Expert.State.ASKED, Expert.State.REFUSED)


@transaction.atomic
def forget_offers(now: datetime) -> int:
    """Delete them and the history of their rows; how many. Nobody ever met them."""
    before = now - timedelta(days=OFFER_DAYS)
    rows = Expert.objects.filter(state__in=OFFERED, user=None, asked_at__lt=before)
    known = list(rows.select_for_update().values_list("pk", flat=True))
    Expert.objects.filter(pk__in=known).delete()
    ExpertEvent.objects.filter(pgh_obj__in=known).delete()
    return len(known)
