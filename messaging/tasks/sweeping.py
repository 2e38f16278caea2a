"""The sweeper: settles what was left behind, and says what waits too long."""

import logging
from datetime import timedelta

from django.utils import timezone

from core.tasks import shared_task
from messaging import installation
from messaging.models import Inbound, Message
from messaging.tasks import settling

logger = logging.getLogger(__name__)

LATE, DAY = timedelta(minutes=5), timedelta(days=1)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Settle what can be settled without anybody, and say in the log what cannot."""
    if not installation.may_send():
        return
    settling.give_back()
    settling.conclude_from_silence()
    settling.drop_unwanted_by_hand()
    settling.forget_codes()
    now = timezone.now()
    late, parked = (
        Message.objects.due(now - LATE).count(),
        Message.objects.needing_a_person(now).count(),
    )
    broken = Inbound.objects.broken(since=now - DAY).count()
    if broken:
        logger.error("Of what arrived within a day, %s could not be read or kept.", broken)
    if late:
        logger.error("%s messages have been due for more than five minutes.", late)
    if parked:
        logger.warning(
            "Of %s messages nobody knows whether they arrived: they wait for a person.", parked
        )
