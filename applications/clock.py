"""What time does to candidacies: what was begun and left is forgotten."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from applications.actions import discard
from applications.models import Application

DAYS = 60  # as long as a browser holds on to what it began
MANY = 1000


@shared_task
def forget_drafts() -> int:
    """Forget what nobody has touched for sixty days; how many there were."""
    old = Application.objects.filter(
        state=Application.State.DRAFT, updated_at__lt=timezone.now() - timedelta(days=DAYS)
    )
    found = list(old.order_by("updated_at")[:MANY])
    for application in found:
        discard(application)
    return len(found)
