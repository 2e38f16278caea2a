"""What is settled for many messages at once: held by nobody, unwanted, at an indecent hour, never heard of again."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from messaging.hours import Calendar, next_moment
from messaging.http import ways
from messaging.models import Message
from messaging.unwanted import unwanted

ATTEMPTS = 6
MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")
NEVER_ARRIVED = gettext_noop("Nothing was heard of it, though of later ones: it is sent again.")
State, Channel = Message.State, Message.Channel


def give_back() -> None:
    """Take from workers that are gone what they were sending: it may have arrived."""
    now = timezone.now()
    sending = Message.objects.filter(state=State.SENDING, lease_until__lte=now)
    again = sending.filter(ways.repeatable(), attempts__lt=ATTEMPTS)
    again.move(State.NEW, failure=MAYBE_ARRIVED, due_at=now)
    sending.move(State.PARKED, failure=MAYBE_ARRIVED)


def drop_unwanted() -> None:
    """Set aside what is due and must not leave any more."""
    now = timezone.now()
    unwanted(Message.objects.due(now), now).move(State.DROPPED)


def drop_unwanted_by_hand() -> None:
    """The same for what nobody has taken in hand yet."""
    now = timezone.now()
    waiting = Message.objects.filter(channel=Channel.BY_HAND, state=State.NEW, due_at__lte=now)
    unwanted(waiting, now).move(State.DROPPED)


def postpone() -> None:
    """At an indecent hour, let what is due and not urgent wait for the next decent one."""
    now = timezone.now()
    decent = next_moment(now, calendar=Calendar.load())
    if decent > now:
        Message.objects.due(now).filter(urgent=False).update(due_at=decent)


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
            silent.move(State.NEW, failure=NEVER_ARRIVED, due_at=now)
