"""The sweeper: settles what was left behind, and says what waits too long."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from messaging.models import Message
from messaging.tasks import settling

logger = logging.getLogger(__name__)

LATE = timedelta(minutes=5)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Give back what nobody holds any more, and say what is late."""
    settling.give_back()
    late = Message.objects.due(timezone.now() - LATE).count()
    if late:
        logger.error("%s messages have been due for more than five minutes.", late)
