"""What became of promises, and how fast partners answer: counted by the database, in days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.utils import timezone

from partners.models import Referral
from programs.models import Partner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partners.models import Promise
    from programs.models import Center, Stop

FEWEST_PARTNERS, FEWEST_ANSWERS = 3, 5  # others, and answers of each, before anything is compared
# Medians in days: of one partner, and of all answers of the others that have enough of them.
MEDIANS = """
    WITH answered AS (
        SELECT referral.partner_id AS partner,
               extract(epoch FROM referral.answered_at - referral.opened_at) / 86400 AS days
        FROM partners_referral referral
        JOIN people_participation place ON place.id = referral.participation_id
        JOIN programs_stop stop ON stop.id = place.stop_id
        WHERE stop.center_id = %(center)s AND referral.answered_at IS NOT NULL
    ), others AS (
        SELECT partner FROM answered WHERE partner <> %(partner)s
        GROUP BY partner HAVING count(*) >= %(answers)s
    )
    SELECT
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
         FROM answered WHERE partner = %(partner)s),
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
         FROM answered WHERE partner IN (SELECT partner FROM others)),
        (SELECT count(*) FROM others)
"""


@dataclass(frozen=True)
class Kept:
    """A promise so far: files answered in time, answered or waiting too late, waiting in time."""

    promise: Promise
    in_time: int
    late: int
    waiting: int

    @property
    def is_kept(self) -> bool:
        """Whether as many files as promised were answered in time."""
        return self.in_time >= self.promise.files

    @property
    def is_late(self) -> bool:
        """Whether files wait, or waited, longer than promised, and the promise is not kept yet."""
        return bool(self.late) and not self.is_kept


@dataclass(frozen=True)
class Comparison:
    """Median days to the first answer: one's own, and that of all others together.

    `others` is None where they are too few to be compared without being known.
    """

    own: float | None
    others: float | None


@dataclass(frozen=True)
class States:
    """How many doors to one partner stand in which state; closed ones are counted apart."""

    partner: Partner
    waiting: int
    taken: int
    refused: int
    financed: int
    closed: int


def kept(promises: Iterable[Promise]) -> list[Kept]:
    """How each promise stands now; one statement each."""
    return [_kept(promise) for promise in promises]


def _kept(promise: Promise) -> Kept:
    """A door that was closed without an answer counts for nobody."""
    zone = ZoneInfo(settings.TIME_ZONE)
    since = datetime.combine(promise.since, time(), zone)
    span = timedelta(days=promise.days)
    due = ExpressionWrapper(F("answered_at") - F("opened_at"), output_field=DurationField())
    doors = Referral.objects.filter(
        participation__stop=promise.stop_id, partner=promise.partner_id, opened_at__gte=since
    ).annotate(took=due)
    answered = Q(answered_at__isnull=False)
    waits = Q(answered_at__isnull=True, revoked_at__isnull=True)
    too_long = Q(opened_at__lt=timezone.now() - span)
    found = doors.aggregate(
        in_time=Count("pk", filter=answered & Q(took__lte=span)),
        late=Count("pk", filter=(answered & Q(took__gt=span)) | (waits & too_long)),
        waiting=Count("pk", filter=waits & ~too_long),
    )
    return Kept(promise, **found)


def comparison(partner: Partner, center: Center) -> Comparison:
    """How fast a partner answers in a region, beside all others there together.

    Nothing of the others where fewer than three have five answers each.
    """
    asked = {"partner": partner.pk, "center": center.pk, "answers": FEWEST_ANSWERS}
    with connection.cursor() as cursor:
        cursor.execute(MEDIANS, asked)
        own, others, many = cursor.fetchone()
    enough = own is not None and many >= FEWEST_PARTNERS
    return Comparison(_days(own), _days(others) if enough else None)


def _days(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)


def states_of(stop: Stop) -> list[States]:
    """Every partner of a stop with the states of the doors that lead to it; two statements."""
    still, state = Q(revoked_at__isnull=True), Referral.State
    found = {
        partner: counts
        for partner, *counts in Referral.objects.filter(participation__stop=stop)
        .order_by()
        .values("partner")
        .annotate(
            waiting=Count("pk", filter=still & Q(state=state.OPEN)),
            taken=Count("pk", filter=still & Q(state=state.TAKEN)),
            refused=Count("pk", filter=still & Q(state=state.REFUSED)),
            financed=Count("pk", filter=still & Q(state=state.FINANCED)),
            closed=Count("pk", filter=~still),
        )
        .values_list("partner", "waiting", "taken", "refused", "financed", "closed")
    }
    rows = Partner.objects.filter(Q(stops=stop) | Q(pk__in=found)).distinct()
    return [States(partner, *found.get(partner.pk, [0] * 5)) for partner in rows]
