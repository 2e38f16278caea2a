"""Names of those who agreed to nothing: companions, walk-ins, people of attendance reports.

They are known while a certificate may still be asked for; then they are counted without a name.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from workshops.models import Arrival, ReportName, Seat

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=30)  # after a workshop; for names that a whole stop remembers, after its end
NOBODY = "—"  # in place of a name


def forget_names(now: datetime) -> int:
    """Forget them; how many. Twice is harmless."""
    before = now - KEPT
    walk_ins = Arrival.objects.filter(seat=None, workshop__ends_at__lt=before).exclude(name=NOBODY)
    companions = Seat.objects.filter(count=2, workshop__ends_at__lt=before)
    said = ReportName.objects.filter(stop__ends_on__lt=before.date())
    named = companions.exclude(companion_name=NOBODY, companion_phone="")
    gone = walk_ins.update(name=NOBODY)
    gone += named.update(companion_name=NOBODY, companion_phone="")
    return gone + said.delete()[0]
