"""What is forgotten of doors: all words about people, once a stop is long over or they leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partners.models import (  # type: ignore[attr-defined]  # pghistory makes one
    DoorPass,
    Referral,
    ReferralEvent,
    ReferralReading,
)

if TYPE_CHECKING:
    from datetime import datetime

    from partners.models import ReferralQuerySet

KEPT_MONTHS = 24  # after the end of a stop, as people read when they apply
KEPT = timedelta(days=KEPT_MONTHS * 365 // 12)
PASSES_KEPT = timedelta(days=1)
FORGOTTEN = "—"  # in place of why a partner could not help


@transaction.atomic
def forget(now: datetime) -> int:
    """Close what is open still of stops that ended long ago, and drop the words; how many doors.

    Codes of a stand go after a day. That a door was open, and how it ended, stays for the figures.
    """
    DoorPass.objects.filter(made_at__lt=now - PASSES_KEPT).delete()
    old = Referral.objects.filter(participation__stop__ends_on__lt=(now - KEPT).date())
    left = old.exclude(revoked_at__isnull=False, shows=[])
    keys = list(left.values_list("pk", flat=True))
    rows = Referral.objects.filter(pk__in=keys)
    rows.open_doors().update(revoked_at=timezone.now())
    forget_words(rows)
    ReferralReading.objects.filter(referral__in=keys).delete()
    return rows.update(shows=[])


def forget_words(referrals: ReferralQuerySet) -> None:
    """Drop what a partner said and noted of people, in the rows and in their history."""
    keys = list(referrals.values_list("pk", flat=True))
    rows = Referral.objects.filter(pk__in=keys)
    rows.exclude(reason="").update(reason=FORGOTTEN)
    rows.update(note="")
    ReferralEvent.objects.filter(pgh_obj__in=keys).update(reason="")
