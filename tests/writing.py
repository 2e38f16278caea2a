"""Ready words, put into the outbox as needed and urgent: they leave whatever the test's hour."""

from typing import Any

from messaging.actions import put
from messaging.models import Message


def write(**words: Any) -> Message:
    """Put a message into the outbox."""
    return put(Message(**({"needed": True, "urgent": True} | words)))
