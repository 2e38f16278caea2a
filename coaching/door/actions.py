"""The queue of a day: opened, a number taken, called, received, given back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.door.links import ticket_link
from coaching.door.occasions import GUEST_DAYS
from coaching.models import QueueDay, Ticket
from core.lives import move as move_on
from messaging.actions.letters import Letter, Reader, write_many
from messaging.actions.outbox import revise
from people.names import fold

if TYPE_CHECKING:
    from datetime import date, datetime

    from people.models import Participation
    from programs.models import Stop

State = Ticket.State
MOST = 999  # numbers of a day
NEAR = 2  # how many are before whoever is told that it is almost their turn
KEPT = timedelta(days=GUEST_DAYS)  # after the day, for what somebody still asks about it


@transaction.atomic
def open_queue(stop: Stop) -> QueueDay:
    """Give out numbers today. Idempotent; a queue that was closed opens again."""
    queue, _new = QueueDay.objects.get_or_create(stop=stop, day=timezone.localdate())
    QueueDay.objects.filter(pk=queue.pk).update(closed_at=None)
    return queue


def close_queue(queue: QueueDay) -> None:
    """Give out no more numbers; whoever has one is still called."""
    QueueDay.objects.filter(pk=queue.pk, closed_at=None).update(closed_at=timezone.now())


def open_today(stop: Stop) -> QueueDay | None:
    """The queue in which one can take a number now."""
    return QueueDay.objects.filter(
        stop=stop, day=timezone.localdate(), closed_at__isnull=True
    ).first()


@transaction.atomic
def take(queue: QueueDay, *, key: uuid.UUID, name: str, phone: str, language: str) -> Ticket:
    """Give the next number. The same form gets the same one, and so does who waits already.

    A form that stayed open, on another day or filled in by the next person, is another one. Raises
    ValidationError('closed' | 'full'), 'waits' for somebody else’s telephone that waits already.
    """
    at = QueueDay.objects.select_for_update().get(pk=queue.pk)
    key = uuid.uuid5(key, f"{at.pk} {phone} {name}")
    if own := at.tickets.filter(key=key).first():
        return own
    waits = at.tickets.filter(phone=phone, state__in=(State.WAITING, State.CALLED))
    if phone and (own := waits.first()):
        if fold(own.name) == fold(name):
            return own
        sentence = _("A number was given to this telephone already. Please ask at the desk.")
        raise ValidationError({"phone": sentence}, code="waits")
    if at.closed_at:
        raise ValidationError(_("No more numbers are given out today."), code="closed")
    if at.last_number >= MOST:
        raise ValidationError(_("All numbers of today are given out."), code="full")
    QueueDay.objects.filter(pk=at.pk).update(last_number=at.last_number + 1)
    return Ticket.objects.create(
        queue=at, number=at.last_number + 1, key=key, name=name, phone=phone, language=language
    )


def before(ticket: Ticket) -> int:
    """How many wait who came earlier."""
    earlier = Ticket.objects.filter(queue=ticket.queue_id, number__lt=ticket.number)
    return earlier.filter(state__in=Ticket.BEFORE).count()


@transaction.atomic
def call_next(queue: QueueDay) -> Ticket | None:
    """Call whoever waits longest; None where nobody does. Two who press at once call two people."""
    QueueDay.objects.select_for_update().get(pk=queue.pk)
    ticket = queue.tickets.filter(state=State.WAITING).order_by("number").first()
    if ticket is None:
        return None
    call(ticket)
    return ticket


@transaction.atomic
def call(ticket: Ticket) -> bool:
    """Call one number, and tell whoever is almost next; whether this call did.

    Raises ValidationError('waits') for a telephone that has another number by now.
    """
    queue = (
        QueueDay.objects.select_for_update().select_related("stop__center").get(pk=ticket.queue_id)
    )
    _refuse_another(ticket)
    if not _move(ticket, State.CALLED, called_at=timezone.now()):
        return False
    waiting = queue.tickets.filter(state=State.WAITING).order_by("number")[:NEAR]
    letters = [_letter(queue, ticket, "queue_now")]
    letters += [_letter(queue, each, "queue_soon") for each in list(waiting)[NEAR - 1 :]]
    write_many([letter for letter in letters if letter.reader.phone])
    return True


@transaction.atomic
def receive(ticket: Ticket) -> bool:
    """Whoever was called is here; whether that was news."""
    return _move(ticket, State.SEEN)


@transaction.atomic
def miss(ticket: Ticket) -> bool:
    """Whoever was called is not here, or goes; whether that was news."""
    return _move(ticket, State.GONE)


@transaction.atomic
def wait_again(ticket: Ticket) -> bool:
    """Put a number back among those who wait; whether that was news.

    Raises ValidationError('waits') for a telephone that has another number by now.
    """
    QueueDay.objects.select_for_update().get(pk=ticket.queue_id)
    _refuse_another(ticket)
    return _move(ticket, State.WAITING, called_at=None)


def forget(now: datetime) -> int:
    """Forget who held the numbers of days that are over; how many."""
    last: date = timezone.localdate(now) - KEPT
    old = Ticket.objects.filter(queue__day__lt=last).exclude(name="", phone="")
    return old.update(name="", phone="")


def forget_numbers_of(participation: Participation) -> int:
    """Forget that somebody held numbers at a stop; how many.

    A family shares a telephone: only those under their own first name.
    """
    person = participation.person
    theirs = Ticket.objects.filter(queue__stop=participation.stop_id, phone=person.phone or None)
    names = fold(person.name).split()
    own = [each.pk for each in theirs if {*fold(each.name).split()} <= {*names}]
    return Ticket.objects.filter(pk__in=own).update(name="", phone="")


def _refuse_another(ticket: Ticket) -> None:
    others = Ticket.objects.filter(queue=ticket.queue_id, phone=ticket.phone).exclude(pk=ticket.pk)
    other = others.filter(state__in=(State.WAITING, State.CALLED)).first()
    if ticket.phone and other:
        sentence = _("This person has taken another number: %(number)s.")
        raise ValidationError(sentence % {"number": other.number}, code="waits")


def _move(ticket: Ticket, to: str, **columns: object) -> bool:
    """Move it; what was written before, and has not left, is true no more."""
    mine = Ticket.objects.filter(pk=ticket.pk)
    if not move_on(mine, Ticket.MOVES, to, version=F("version") + 1, **columns):
        return False
    ticket.refresh_from_db()
    revise(_about(ticket), version=ticket.version)
    return True


def _about(ticket: Ticket) -> str:
    return f"number {ticket.pk}"


def _letter(queue: QueueDay, ticket: Ticket, event: str) -> Letter:
    return Letter(
        key=f"number:{ticket.pk}:{ticket.version}:{event}",
        event=event,
        reader=Reader(None, ticket.phone, "", ticket.language),
        context={
            "number": str(ticket.number),
            "link": ticket_link(ticket),
            "stop": queue.stop.name,
            "center": queue.stop.center.name,
        },
        stop=queue.stop,
        about=_about(ticket),
        version=ticket.version,
        expires_at=timezone.now() + timedelta(hours=2),
    )
