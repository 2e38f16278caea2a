"""What is settled for many messages at once: what nobody holds any more, and what must not leave."""

from django.utils import timezone
from django.utils.translation import gettext_noop

from messaging.http import ways
from messaging.models import Message
from messaging.unwanted import unwanted

MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")
State = Message.State


def give_back() -> None:
    """Take from workers that are gone what they held: what they were sending may have arrived."""
    now = timezone.now()
    held = Message.objects.filter(lease__isnull=False, lease_until__lte=now)
    held.filter(state=State.NEW).update(lease=None, lease_until=None)
    sending = held.filter(state=State.SENDING)
    sending.filter(ways.repeatable()).move(State.NEW, failure=MAYBE_ARRIVED, due_at=now)
    sending.exclude(ways.repeatable()).move(State.PARKED, failure=MAYBE_ARRIVED)


def drop_unwanted() -> None:
    """Set aside what is due and must not leave any more."""
    now = timezone.now()
    unwanted(Message.objects.due(now), now).move(State.DROPPED)
