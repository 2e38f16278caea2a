"""What plans leave to the background: computing, and booking one after the other."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from coaching.matching.working import work_on
from coaching.models import MatchPlan
from core.tasks import shared_task

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEASE = timedelta(minutes=4)  # without a sign, the worker is taken for lost
LONG = (MatchPlan.State.WANTED, MatchPlan.State.CONFIRMED)
logger = logging.getLogger(__name__)


def wake(plan: MatchPlan) -> None:
    """Have it worked on now; without a broker, by the next round of the clock."""
    try:
        work_on_plan.apply_async((plan.pk,), retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; plans are made with the next round.")


@shared_task(ignore_result=True)
def work_on_plan(number: int) -> None:
    """Compute or book a plan, unless another worker does so now."""
    now = timezone.now()
    ours = _waiting().filter(pk=number)
    if ours.update(heard_at=now):
        work_on(MatchPlan.objects.select_related("stop__center", "made_by").get(pk=number))


def go_on() -> int:
    """Let plans go on whose call or whose worker was lost; how many."""
    lost = list(_waiting())
    for plan in lost:
        wake(plan)
    return len(lost)


def _waiting() -> QuerySet[MatchPlan]:
    silent = Q(heard_at=None) | Q(heard_at__lt=timezone.now() - LEASE)
    return MatchPlan.objects.filter(silent, state__in=LONG)
