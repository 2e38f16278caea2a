"""Every night counters are compared with the raw tables: what is wrong is put right, and told."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reporting.counting.folding import fold
from reporting.counting.whole import Drift, agree, hold, put_right, tell
from reporting.models import Aside, Count


def check() -> Drift:
    """Fold what waits, compare everything, keep what is right; what was wrong, for an alarm."""
    fold()
    with transaction.atomic():
        hold()
        fold()  # what came while others counted
        now = timezone.now()
        drift = Drift(0, 0)
        if not Aside.objects.exists() and agree(now):
            Count.objects.update(counted_at=now)  # as pages say: they were, and are the same
        else:
            drift = put_right(now)
    tell(drift)
    return drift
