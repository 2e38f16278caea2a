"""How messages come into the outbox, what they are about changes, and people decide on them."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.later import later
from core.rows import insert_new, insert_unknown
from messaging.channels.addresses import one_form
from messaging.channels.base import BY_HAND
from messaging.hours import Calendar, next_moment
from messaging.models import Message, Preference, Topic
from messaging.models.outbox import MessageQuerySet
from messaging.unwanted import wanted
from people.models import User

if TYPE_CHECKING:
    from messaging.tasks import delivery
else:
    delivery = later("messaging.tasks.delivery")

BLOCK = 1000
GIVEN_UP = gettext_noop("It was given up: nobody knows whether it arrived.")

logger = logging.getLogger(__name__)
State = Message.State


def put(message: Message) -> Message:
    """Put an unsaved message into the outbox, to leave on commit; a known key gives the first."""
    _in_form(message)
    is_new = insert_new(message)
    _wake_for([message])
    return message if is_new else Message.objects.get(key=message.key)


@transaction.atomic(savepoint=False)
def put_many(messages: Sequence[Message]) -> int:
    """Put unsaved messages into the outbox, a statement per thousand; how many keys are new."""
    for message in messages:
        _in_form(message)
    new = insert_unknown(messages)
    _wake_for(messages)
    return new


def _in_form(message: Message) -> None:
    message.address = one_form(message.address)  # in one form, so that a refusal finds it
    message.subject = " ".join(message.subject.split())


def _wake_for(messages: Sequence[Message]) -> None:
    """Wake the postman after the transaction, once, when there is something for him to do."""
    now = timezone.now()
    due = any(each.due_at <= now and each.channel != BY_HAND for each in messages)
    if due and not any(waiting[1] is delivery.wake for waiting in connection.run_on_commit):
        transaction.on_commit(delivery.wake)


def revise(about: str, *, version: int) -> None:
    """`about` is now at `version`: words about an older one are dropped, waiting or to come."""
    revise_many([about], version=version)


@transaction.atomic
def revise_many(abouts: Collection[str], *, version: int) -> None:
    """Revise many at once, in five statements."""
    topics = [Topic(name=about, version=version) for about in sorted(abouts)]
    Topic.objects.bulk_create(topics, ignore_conflicts=True)
    known = Topic.objects.filter(name__in=abouts)
    _lock(known)
    known.update(version=Greatest("version", Value(version)))
    older = Message.objects.filter(about__in=abouts, version__lt=version)
    drop(older)


@transaction.atomic
def call_off(about: str) -> None:
    """Nothing more is said about what `about` names, whoever writes it."""
    Topic.objects.bulk_create([Topic(name=about)], ignore_conflicts=True)
    Topic.objects.filter(name=about).update(over=True)
    drop(Message.objects.filter(about=about))


@transaction.atomic(savepoint=False)
def drop(messages: MessageQuerySet) -> None:
    """Let go those that still wait."""
    waiting = messages.filter(state__in=[State.NEW, State.PREPARED])
    if keys := _lock(waiting):
        Message.objects.filter(pk__in=keys).move(State.DROPPED)


def _lock(rows: QuerySet[Any]) -> list[Any]:
    """Lock these rows and give their keys; one order, so that no two wait for each other."""
    return [*rows.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True)]


def arrived(message: Message, *, by: User) -> None:
    """Somebody knows that a parked message arrived."""
    _decide(message, State.SENT, by=by, since=[State.PARKED], sent_at=F("handed_at"), failure="")


@transaction.atomic
def send_again(message: Message, *, by: User) -> None:
    """Send a parked or failed message once more, now; no sign-in code: its words are forgotten."""
    if message.secret:
        raise ValidationError(
            _("A sign-in code is not sent again: the person asks for a new one."), code="secret"
        )
    since = [State.PARKED, State.FAILED]
    fresh = {"due_at": timezone.now(), "attempts": 0, "failure": ""}
    _decide(message, State.NEW, by=by, since=since, **fresh)
    transaction.on_commit(delivery.wake)


def give_up(message: Message, *, by: User) -> None:
    """Leave it at that: the message is not sent again. One that failed keeps its reason."""
    failed = Message.objects.filter(pk=message.pk, state=State.FAILED)
    if not failed.update(decided_by=by, decided_at=timezone.now()):
        _decide(message, State.FAILED, by=by, since=[State.PARKED], failure=GIVEN_UP)


def prepare(message: Message, *, by: User) -> None:
    """Open a message in one's WhatsApp. Idempotent. Not an unwanted one, nor in a quiet hour."""
    _refuse_quiet(message)
    opened = Message.objects.filter(pk=message.pk, channel=BY_HAND, state=State.PREPARED)
    if not wanted(opened, timezone.now()).exists():
        _decide(message, State.PREPARED, by=by, since=[State.NEW], handed_at=timezone.now())


def _refuse_quiet(message: Message) -> None:
    """A hand disturbs as machines do: at night, in Friday prayer, on holidays, in quiet hours."""
    later = quiet_until(message)
    if later:
        sentence = _("This is a quiet hour: the message can be sent from %(when)s.")
        when = date_format(timezone.localtime(later), "SHORT_DATETIME_FORMAT")
        raise ValidationError(sentence, code="quiet", params={"when": when})


def quiet_until(message: Message) -> datetime | None:
    """Until when `message` waits because nobody is to be disturbed now; None when it may leave."""
    if message.urgent:
        return None
    own = Preference.objects.filter(person=message.person_id, quiet_from__isnull=False).first()
    hours = (
        (own.quiet_from, own.quiet_until) if own and own.quiet_from and own.quiet_until else None
    )
    now = timezone.now()
    later = next_moment(now, calendar=Calendar.load(), own=hours)
    return later if later > now else None


def could_not(message: Message, *, by: User, reason: str) -> None:
    """Somebody says that a message they opened in WhatsApp cannot be sent, and why."""
    _decide(message, State.FAILED, by=by, since=[State.PREPARED], failure=reason)


def sent_by_hand(message: Message, *, by: User) -> None:
    """Somebody says that they sent it; also of what was dropped after they had opened it."""
    since = [State.NEW, State.PREPARED, State.DROPPED]
    _decide(message, State.SENT, by=by, since=since, sent_at=timezone.now())


def _decide(message: Message, to: str, *, by: User, since: Sequence[str], **outcome: Any) -> None:
    """Move one message on behalf of a person, or refuse because it has moved on meanwhile."""
    mine = Message.objects.filter(pk=message.pk, state__in=since)
    if State.NEW in since:  # without what was dropped before anybody opened it
        mine = mine.filter(channel=BY_HAND).exclude(state=State.DROPPED, handed_at=None)
    if to == State.PREPARED:
        mine = wanted(mine, timezone.now())
    now = timezone.now()
    if not mine.move(to, decided_by=by, decided_at=now, moved_at=now, **outcome):
        raise ValidationError(_("This message has changed meanwhile: read it again."), code="moved")
    logger.info("Message %s is now %s: decided by user %s.", message.pk, to, by.pk)
    message.refresh_from_db()
