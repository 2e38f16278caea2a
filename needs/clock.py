"""What time brings to needs: people are invited to say what they need."""

from celery import shared_task
from django.utils import timezone

from needs.diagnosis.invitations import invite


@shared_task
def ask_for_needs() -> int:
    """Invite people to say what they need; how many messages are new."""
    return invite(timezone.now())
