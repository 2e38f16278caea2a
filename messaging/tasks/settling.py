"""Many messages settled at once: held by nobody, unwanted, at a bad hour, never heard of again."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_noop

from messaging.channels import base as channels
from messaging.hours import Calendar, next_moment
from messaging.models import Inbound, Message
from messaging.models.outbox import MessageQuerySet
from messaging.unwanted import too_late, unwanted

ATTEMPTS = 6
BLOCK = 5000
CODE_TIME = timedelta(hours=1)  # in which a sign-in code that says no time itself is certainly over
MAYBE_ARRIVED = gettext_noop("Its fate is unknown: it may have arrived.")
NEVER_ARRIVED = gettext_noop("Nothing was heard of it, though of later ones: it is sent again.")
NOT_IN_TIME = gettext_noop("It could not leave in time.")
State = Message.State


def give_back() -> None:
    """Take from workers that are gone what they were sending: it may have arrived."""
    now = timezone.now()
    sending = Message.objects.lost(now)
    again = sending.filter(channels.repeatable(), attempts__lt=ATTEMPTS)
    _each_free(again, lambda free: free.move(State.NEW, failure=MAYBE_ARRIVED, due_at=now))
    _each_free(sending, lambda free: free.move(State.PARKED, failure=MAYBE_ARRIVED))


def drop_unwanted() -> None:
    """Set aside what is due and must not leave; somebody's own words, too late, go to the desk."""
    now = timezone.now()
    late = too_late(Message.objects.due(now), now)
    _each_free(late, lambda free: free.move(State.FAILED, failure=NOT_IN_TIME))
    _each_free(unwanted(Message.objects.due(now), now), lambda free: free.move(State.DROPPED))


def drop_unwanted_by_hand() -> None:
    """Set aside in the same way what nobody has taken in hand yet."""
    now = timezone.now()
    waiting = Message.objects.filter(channel=channels.BY_HAND, state=State.NEW, due_at__lte=now)
    _each_free(unwanted(waiting, now), lambda free: free.move(State.DROPPED))


def forget_codes() -> None:
    """Keep nothing of a sign-in code whose fate nobody knows, once its time is over."""
    codes = Message.objects.filter(secret=True, state=State.PARKED)
    over = Q(expires_at__lte=timezone.now()) | Q(
        expires_at=None, handed_at__lte=timezone.now() - CODE_TIME
    )
    _each_free(codes.filter(over), lambda free: free.move(State.FAILED))


def postpone() -> None:
    """At an indecent hour, let what is due and not urgent wait for the next decent one."""
    now = timezone.now()
    decent = next_moment(now, calendar=Calendar.load())
    if decent > now:
        _each_free(
            Message.objects.due(now).filter(urgent=False), lambda free: free.update(due_at=decent)
        )


def conclude_from_silence() -> None:
    """Send again, once, what never arrived: of a later one we were told in good time, of it never.

    "In good time" is within the grace after it was sent: our ears were open then. No conclusion
    while a later status is unread or unreadable, nor where a refusal or a person decided before.
    """
    now, grace = timezone.now(), timedelta(seconds=settings.MESSAGES_GRACE)
    soon = OuterRef("handed_at") + grace
    later = Message.objects.filter(
        channel=OuterRef("channel"), state__in=[State.DELIVERED, State.READ]
    )
    heard = later.filter(
        handed_at__gt=OuterRef("handed_at"),
        handed_at__lte=soon,
        moved_at__lte=Least(soon, now - grace),
    )
    unread = Inbound.objects.unread_statuses().filter(
        provider=OuterRef("channel"), arrived_at__gte=OuterRef("handed_at")
    )
    parked = Message.objects.filter(
        state=State.PARKED, channel__in=channels.with_echo(), attempts=1, decided_at=None
    )
    silent = parked.filter(Exists(heard), ~Exists(unread), handed_at__lte=now - grace)
    _each_free(silent, lambda free: free.move(State.NEW, failure=NEVER_ARRIVED, due_at=now))


def _each_free(messages: MessageQuerySet, change: Callable[[MessageQuerySet], int]) -> None:
    """Change those that nobody else is changing, by blocks: waiting for nobody avoids deadlocks."""
    changed = 1
    while changed:
        with transaction.atomic():
            free = messages.order_by().select_for_update(skip_locked=True, of=["self"])
            numbers = [*free.values_list("pk", flat=True)[:BLOCK]]
            changed = change(Message.objects.filter(pk__in=numbers)) if numbers else 0
