"""What webhooks are told, one task each; what happened is put down, what is due is handed out."""

import logging
from datetime import timedelta

from django.utils import timezone
from kombu.exceptions import OperationalError

from core.tasks import shared_task
from reporting.json_api.happenings import put_down
from reporting.json_api.sending import send
from reporting.models import Delivery

AT_ONCE = 200
KEPT = timedelta(days=30)
logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def deliver(pk: str) -> None:
    """Send one that is due; twice is harmless."""
    send(pk)


@shared_task(ignore_result=True)
def tell_hooks() -> None:
    """Put down what happened, and hand out what is due."""
    put_down(timezone.now())
    due = Delivery.objects.due().order_by("due_at")
    for pk in due.values_list("pk", flat=True)[:AT_ONCE]:
        try:
            deliver.apply_async((str(pk),), retry=False)
        except OperationalError:
            logger.warning("The broker cannot be reached; webhooks are told with the next round.")
            return


@shared_task(ignore_result=True)
def forget_deliveries() -> None:
    """Delete what is a month old, though it waits still: its address is paused for good."""
    Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
