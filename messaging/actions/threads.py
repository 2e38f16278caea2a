"""What the team does with a conversation: attach, hand on, put off, close, read."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import move
from messaging.actions.preferences import follow
from messaging.channels.addresses import OTHER, PHONE, kind_of
from messaging.models import Correspondent, Message, Post, Thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from people.models import User
    from programs.models import Stop

State = Thread.State
MOVES = {
    State.OPEN: {State.SNOOZED, State.CLOSED},
    State.SNOOZED: {State.SNOOZED, State.OPEN, State.CLOSED},
    State.CLOSED: {State.OPEN},
}
LONGEST = timedelta(days=366)


def attach(thread: Thread, *, person: User, stop: Stop, by: User) -> Thread:
    """Say who wrote an unknown thread, and about which stop.

    Gives the one thread of both, which takes it in.

    Whoever writes from there again is known. Raises ValidationError('moved') when somebody else was
    quicker.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        address = (
            Thread.objects.filter(pk=thread.pk).values_list("address", flat=True).first() or ""
        )
        _learn(
            address, person
        )  # before the thread is locked: what arrives takes them in this order too
        with _locked(thread, by=by) as unknown:
            if unknown.person_id is not None or unknown.address != address:
                raise _moved_on()
            into = _taken_in(unknown, person, stop)
    into.refresh_from_db()
    return into


def assign(thread: Thread, *, to: User | None, by: User) -> None:
    """Give it to somebody of its center, or to nobody.

    Raises ValidationError('hands') when it is none of theirs.
    """
    with _locked(thread, by=by) as locked:
        if to is not None and not locked.hands().filter(pk=to.pk).exists():
            raise ValidationError(
                _("This person does not work for the center of this conversation."), code="hands"
            )
        Thread.objects.filter(pk=locked.pk).update(assigned_to=to)


def snooze(thread: Thread, *, until: datetime, by: User) -> None:
    """Put it off; it comes back at that moment, or as soon as the person writes.

    Raises ValidationError('past') or ValidationError('moved').
    """
    if not timezone.now() < until < timezone.now() + LONGEST:
        raise ValidationError(_("Please choose a day to come, within a year."), code="past")
    with _locked(thread, by=by) as locked:
        _move(locked, State.SNOOZED, snoozed_until=until)


def close(thread: Thread, *, seen: int, by: User) -> None:
    """Nothing is left to do, as far as the post `seen`.

    Raises ValidationError('moved') when something came after it.
    """
    with _locked(thread, by=by) as locked:
        if locked.posts.filter(pk__gt=seen).exists():
            raise ValidationError(
                _("The person has written again. Please read it first."), code="moved"
            )
        _move(locked, State.CLOSED, snoozed_until=None, unread=0)


def reopen(thread: Thread, *, by: User) -> None:
    """There is something to do again, or already.

    Raises ValidationError('moved') when it is open.
    """
    with _locked(thread, by=by) as locked:
        _move(locked, State.OPEN, snoozed_until=None)


def mark_read(thread: Thread, *, seen: int, by: User) -> None:
    """Everything up to the post `seen` was read; what came after it stays unread."""
    with _locked(thread, by=by) as locked:
        Thread.objects.filter(pk=locked.pk).update(unread=locked.posts.filter(pk__gt=seen).count())


def mark_unread(thread: Thread, *, by: User) -> None:
    """Somebody should look at it again."""
    with _locked(thread, by=by) as locked:
        Thread.objects.filter(pk=locked.pk).update(unread=Greatest("unread", 1))


@contextmanager
def _locked(thread: Thread, *, by: User) -> Iterator[Thread]:
    """The thread as it is now, to be changed by us alone, in the name of `by`.

    Raises ValidationError('moved') when gone.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        locked = Thread.objects.select_for_update(of=["self"]).filter(pk=thread.pk).first()
        if locked is None:
            raise _moved_on()
        yield locked


def _move(
    thread: Thread, target: Thread.State, *, snoozed_until: datetime | None, **also: int
) -> None:
    if not move(
        Thread.objects.filter(pk=thread.pk), MOVES, target, snoozed_until=snoozed_until, **also
    ):
        raise _moved_on()


def _taken_in(unknown: Thread, person: User, stop: Stop) -> Thread:
    """The one thread of `person` and `stop`, with all of the unknown one, which is gone."""
    into, _new = Thread.objects.get_or_create(person=person, stop=stop)
    into = Thread.objects.select_for_update(of=["self"]).get(pk=into.pk)
    Post.objects.filter(thread=unknown).update(thread=into)
    Message.objects.filter(thread=unknown).update(thread=into, person=person, stop=stop)
    Thread.objects.filter(pk=into.pk).update(
        unread=F("unread") + unknown.unread,
        last_at=Greatest("last_at", unknown.last_at),
        state=State.OPEN,
        snoozed_until=None,
    )
    unknown.delete()
    return into


def _learn(address: str, person: User) -> None:
    """Whoever writes from here from now on is `person`.

    What Meta's name of them refused, their telephone does.
    """
    if person.phone and kind_of(address) is OTHER:
        follow(address, to=person.phone)
    if PHONE.knows(address):
        Correspondent.objects.bulk_create([Correspondent(phone=address)], ignore_conflicts=True)
    known = Correspondent.objects.filter(phone=address) | Correspondent.objects.filter(
        user_id=address
    )
    known.update(person=person)


def _moved_on() -> ValidationError:
    return ValidationError(_("Somebody else was quicker: please look again."), code="moved")
