"""Messages for the tests of the outbox, and what became of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from messaging.models import Message
from tests.writing import write


def sms(key: str = "receipt:1", **changes: Any) -> Message:
    values: dict[str, Any] = {
        "channel": "sms",
        "address": "+212699000001",
        "language": "ar",
        "body": "توصلنا بطلبكم",
    }
    return write(key=key, **(values | changes))


def letter(**changes: Any) -> Message:
    return sms(channel="email", address="a@example.org", subject="Reçu", **changes)


def state_of(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.failure


def later(message: Message) -> None:
    """Let the pause, or the lease, of the message be over."""
    past = timezone.now() - timedelta(seconds=1)
    Message.objects.filter(pk=message.pk).update(due_at=past)
    Message.objects.filter(pk=message.pk, lease_until__isnull=False).update(lease_until=past)
