"""What time brings to needs: people are invited to say what they need."""

from celery import shared_task
from django.utils import timezone

from core.rooms import Times
from needs.diagnosis.invitations import invite

EVERY: Times = {
    "ask people what they need": {"task": "needs.clock.ask_for_needs", "schedule": 900.0}
}


@shared_task
def ask_for_needs() -> int:
    """Invite people to say what they need; how many messages are new."""
    return invite(timezone.now())
