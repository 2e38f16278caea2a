"""What is settled for many messages at once: held by nobody, unwanted, at an indecent hour, never heard of again."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from messaging.hours import Calendar, next_moment
from messaging.http import ways
from messaging.models import Message
from messaging.models.outbox import MessageQuerySet
from messaging.unwanted import unwanted

ATTEMPTS = 6
BLOCK = 5000
MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")
NEVER_ARRIVED = gettext_noop("Nothing was heard of it, though of later ones: it is sent again.")
State, Channel = Message.State, Message.Channel


def give_back() -> None:
    """Take from workers that are gone what they were sending: it may have arrived."""
    now = timezone.now()
    sending = Message.objects.filter(state=State.SENDING, lease_until__lte=now)
    again = sending.filter(ways.repeatable(), attempts__lt=ATTEMPTS)
    _each_free(again, lambda free: free.move(State.NEW, failure=MAYBE_ARRIVED, due_at=now))
    _each_free(sending, lambda free: free.move(State.PARKED, failure=MAYBE_ARRIVED))


def drop_unwanted() -> None:
    """Set aside what is due and must not leave any more."""
    now = timezone.now()
    _each_free(unwanted(Message.objects.due(now), now), lambda free: free.move(State.DROPPED))


def drop_unwanted_by_hand() -> None:
    """The same for what nobody has taken in hand yet."""
    now = timezone.now()
    waiting = Message.objects.filter(channel=Channel.BY_HAND, state=State.NEW, due_at__lte=now)
    _each_free(unwanted(waiting, now), lambda free: free.move(State.DROPPED))


def postpone() -> None:
    """At an indecent hour, let what is due and not urgent wait for the next decent one."""
    now = timezone.now()
    decent = next_moment(now, calendar=Calendar.load())
    if decent > now:
        _each_free(Message.objects.due(now).filter(urgent=False), lambda free: free.update(due_at=decent))


def conclude_from_silence() -> None:
    """Send again what never arrived: its provider, who has told us of later ones since, never told us of it."""
    now = timezone.now()
    parked = Message.objects.filter(state=State.PARKED, attempts__lt=ATTEMPTS)
    for channel in filter(ways.has_echo, Channel):
        heard = Message.objects.filter(channel=channel, state__in=[State.DELIVERED, State.READ])
        latest = heard.aggregate(latest=Max("handed_at"))["latest"]
        if latest is not None:
            silent_since = min(latest, now - timedelta(seconds=settings.MESSAGES_GRACE))
            silent = parked.filter(channel=channel, handed_at__lt=silent_since)
            _each_free(silent, lambda free: free.move(State.NEW, failure=NEVER_ARRIVED, due_at=now))


def _each_free(messages: MessageQuerySet, change: Callable[[MessageQuerySet], int]) -> None:
    """Change those that nobody else is changing, block after block: whoever waits for nobody is in no deadlock."""
    changed = 1
    while changed:
        with transaction.atomic():
            free = messages.order_by().select_for_update(skip_locked=True, of=["self"])
            numbers = [*free.values_list("pk", flat=True)[:BLOCK]]
            changed = change(Message.objects.filter(pk__in=numbers)) if numbers else 0
