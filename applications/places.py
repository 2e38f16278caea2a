"""The places of a stop: passed on down the waiting list, given back.

Whoever moves one locks the waiting list first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import decision_letters
from applications.models import Application, Move, WaitingList
from applications.moves import move
from applications.refusals import moved_on
from messaging.hours import Calendar, next_moment
from messaging.models import Message
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from people.models import User

State = Application.State
ON_THE_WAY = (Message.State.NEW, Message.State.SENDING, Message.State.PREPARED)


def free_places(stop: Stop) -> int:
    """How many places of the stop nobody has been offered; 0 when more are given than exist."""
    seated = Application.objects.filter(stop=stop, state__in=Application.SEATED).count()
    return max(0, Stop.objects.values_list("places", flat=True).get(pk=stop.pk) - seated)


def full() -> ValidationError:
    """That the stop has no place left."""
    return ValidationError(_("There is no free place left."), code="full")


@transaction.atomic
def fill(stop: Stop, *, after: Move | None = None, by: User | None = None) -> list[Move]:
    """Offer what is free to the waiting list, in its order.

    One place after `after`, every free one without it. A finished stop has nothing left to offer.
    """
    waiting_list = WaitingList.objects.locked(stop)
    free = free_places(stop)
    if not free or waiting_list.stop.state == Stop.State.FINISHED:
        return []
    waiting = Application.objects.filter(stop=stop, state=State.WAITING).order_by("rank")
    turns = list(waiting.values_list("pk", flat=True)[: min(free, 1) if after else free])
    applications = {
        each.pk: each for each in Application.objects.locked().filter(pk__in=turns).order_by("pk")
    }
    return [
        offer(applications[pk], waiting_list, by=by, after=after, event="place_offered")
        for pk in turns
    ]


def offer(
    application: Application,
    waiting_list: WaitingList,
    *,
    by: User | None,
    event: str,
    why: str = "",
    after: Move | None = None,
    undoes: Move | None = None,
) -> Move:
    """Offer a place to somebody whose row is locked, and tell them.

    Its hours begin at the next moment at which one may write.
    """
    until = next_moment(timezone.now(), calendar=Calendar.load()) + timedelta(
        hours=waiting_list.hours_to_confirm
    )
    made = move(
        application, State.ACCEPTED, by=by, why=why, after=after, undoes=undoes, confirm_by=until
    )
    decision_letters.tell(application, event, made)
    return made


def queue(
    application: Application, waiting_list: WaitingList, *, by: User | None, why: str = ""
) -> Move:
    """Put somebody whose row is locked at the end of the waiting list, and tell them where."""
    made = move(application, State.WAITING, by=by, why=why, rank=waiting_list.next_rank())
    decision_letters.tell(
        application, "waiting_list", made, {"rank": str(place_in_line(application))}
    )
    return made


def place_in_line(application: Application) -> int:
    """How many people of the waiting list come before this one, and one."""
    ahead = Application.objects.filter(
        stop=application.stop_id, state=State.WAITING, rank__lt=application.rank or 0
    )
    return ahead.count() + 1


@transaction.atomic
def lapse(stop: Stop, now: datetime) -> int:
    """Pass on the places that nobody has confirmed in time, each to the next of the list; how many.

    Nobody loses a place because of us: the hours of an offer begin when its letter has left.
    """
    hours = timedelta(hours=WaitingList.objects.locked(stop).hours_to_confirm)
    offered = Application.objects.locked().filter(
        stop=stop, state=State.ACCEPTED, confirm_by__lte=now
    )
    untold = not_told(offered, left_before=now - hours)
    silent = [each for each in offered.order_by("pk") if each.pk not in untold]
    for application in sorted(silent, key=lambda each: (each.confirm_by, each.rank or 0, each.pk)):
        left = move(application, State.LAPSED, by=None)
        decision_letters.tell(application, "place_lapsed", left)
        fill(stop, after=left)
    return len(silent)


def not_told(offered: Iterable[Application], *, left_before: datetime) -> set[int]:
    """Those whose offer waits to be sent or left after `left_before`, in no way earlier."""
    moves = Move.objects.filter(application__in=offered, target=State.ACCEPTED).order_by("pk")
    last = {made.application_id: made for made in moves}
    early, late = set(), set()
    letters = Message.objects.filter(key__in=decision_letters.letters_about([*last.values()]))
    for about, state, sent_at in letters.values_list("about", "state", "sent_at"):
        if sent_at and sent_at <= left_before:
            early.add(about)
        elif sent_at or state in ON_THE_WAY:
            late.add(about)
    return {pk for pk in last if decision_letters.subject(pk) in late - early}


@transaction.atomic
def take_back(lapsed: Move, *, by: User, why: str) -> Move:
    """Give a place that was passed on back to whom it was offered first.

    Who has it now waits again, at their old rank. Raises ValidationError('stays') and the sentence
    why not.
    """
    waiting_list = WaitingList.objects.locked(lapsed.stop)
    freed = freed_places(lapsed.stop).get(pk=lapsed.pk)
    hop = next_of(freed)
    involved = [freed.application_id, *([hop.application_id] if hop else [])]
    applications = {
        each.pk: each
        for each in Application.objects.locked().filter(pk__in=involved).order_by("pk")
    }
    if sentence := why_not(freed, free=free_places(lapsed.stop)):
        raise ValidationError(sentence, code="stays")
    if hop:
        taker = applications[hop.application_id]
        back = move(taker, State.WAITING, by=by, why=why, undoes=hop)
        decision_letters.tell(taker, "place_taken_back", back, {"rank": str(place_in_line(taker))})
    return offer(
        applications[freed.application_id],
        waiting_list,
        by=by,
        why=why,
        undoes=freed,
        event="place_offered",
    )


def next_of(freed: Move) -> Move | None:
    """The move by which somebody else took the place that `freed` left."""
    hop: Move | None = getattr(freed, "hop", None)
    return hop


def freed_places(stop: Stop) -> QuerySet[Move]:
    """The moves by which a place of the stop came free, newest first, with those that took it."""
    left = Q(target=State.LAPSED) | Q(target=State.WITHDRAWN, origin__in=Application.SEATED)
    with_all = ("application", "stop", "by", "undone", "hop__application", "hop__undone")
    return Move.objects.filter(left, stop=stop).select_related(*with_all).order_by("-pk")


def why_not(freed: Move, *, free: int) -> str:
    """Why a place cannot go back to whom it was offered first; empty when it can.

    `free` is the number of places that nobody has.
    """
    hop, giver = next_of(freed), freed.application
    if freed.target != State.LAPSED:
        return _("This person has given the place up themselves.")
    if hasattr(freed, "undone") or giver.state != State.LAPSED:
        return _("This has been taken back already.")
    if hop and hop.application.state == State.CONFIRMED:
        return _("The next person has confirmed the place.")
    if hop and (hop.application.state != State.ACCEPTED or hasattr(hop, "undone")):
        return _("The place has moved on since: take the later step back first.")
    return "" if hop or free else _("There is no free place left.")


def expect(application: Application, *states: Application.State) -> None:
    """Raise ValidationError('decided') for a file that is in none of `states` any more."""
    if application.state not in states:
        raise moved_on()
