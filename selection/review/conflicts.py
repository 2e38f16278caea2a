"""Readers off a file for a conflict of interest: they abstain, or a manager keeps them off it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.refusals import in_one_go, moved_on
from selection.models import Decision, Recusal, Review
from selection.review.assignment import Assignments
from selection.review.readers import readers, refuse_strangers

if TYPE_CHECKING:
    from datetime import datetime

    from people.models import User

State = Application.State


def abstain(application: Application, *, by: User, reason: str = "") -> Recusal:
    """Do not read a file; what one had of it goes to somebody else. Idempotent.

    Raises ValidationError('decided') when nobody reads it any more.
    """
    return _put_off(application, reader=by, by=by, reason=reason)


def keep_off(application: Application, *, reader: User, by: User, reason: str = "") -> Recusal:
    """Let somebody of the center not read a file; a verdict of theirs counts no longer. Idempotent.

    The history keeps what they said. Raises ValidationError('stranger') for who does not work in
    the center, 'decided' when nobody reads it any more.
    """
    refuse_strangers(application.stop, reader)
    return _put_off(application, reader=reader, by=by, reason=reason)


def come_back(application: Application, *, by: User) -> None:
    """Take one's abstention back; what was in hand is so again, unless fixed elsewhere. Idempotent.

    Raises ValidationError('read') when somebody else has read the file since, 'decided' when nobody
    reads it any more.
    """
    with pghistory.context(user=by.pk), in_one_go():
        locked = Application.objects.locked().get(pk=application.pk)
        recusal = Recusal.objects.live().abstentions().filter(application=locked, reader=by).first()
        if recusal is None:
            return
        _refuse_when_over(locked)
        since = read_since(locked, recusal.at)
        if since:
            sentence = _("%(name)s has read this file meanwhile.") % {"name": since.reviewer.name}
            raise ValidationError(sentence, code="read")
        _end(recusal, by)
        if recusal.held:
            _give_back(locked, recusal.held, by)


def let_on(application: Application, *, reader: User, by: User) -> None:
    """Let somebody read a file again, whoever had said that they do not. Idempotent."""
    with pghistory.context(user=by.pk), in_one_go():
        locked = Application.objects.locked().get(pk=application.pk)
        for recusal in Recusal.objects.live().filter(application=locked, reader=reader):
            _end(recusal, by)


def carry_over(leaving: Application, staying: Application) -> None:
    """Keep off one file of a person whoever is off their other one, and has not judged this one."""
    reading = staying.reviews.exclude(verdict="").values("reviewer")
    known = Recusal.objects.live().filter(application=staying).values("reader")
    for recusal in (
        Recusal.objects.live()
        .filter(application=leaving)
        .exclude(reader__in=reading)
        .exclude(reader__in=known)
        .select_related("reader", "by")
    ):
        _record(staying, recusal.reader, recusal.by, recusal.reason)


def read_since(application: Application, moment: datetime) -> Review | None:
    """The first verdict on a file since then."""
    given = application.reviews.exclude(verdict="").filter(judged_at__gte=moment)
    return given.select_related("reviewer").order_by("judged_at").first()


def _put_off(application: Application, *, reader: User, by: User, reason: str) -> Recusal:
    with pghistory.context(user=by.pk), in_one_go():
        locked = Application.objects.locked().get(pk=application.pk)
        recusal = Recusal.objects.live().filter(application=locked, reader=reader).first()
        if recusal and (by == reader or not recusal.is_abstention):
            return recusal
        _refuse_when_over(locked)
        if recusal:  # from now on it is not the reader who takes it back
            _end(recusal, by)
        return _record(locked, reader, by, reason)


def _record(application: Application, reader: User, by: User, reason: str) -> Recusal:
    """Write it down, and give what the reader had of the file to the next one."""
    now, taken = timezone.now(), 0
    for review in application.reviews.filter(reviewer=reader):
        if review.verdict and application.state != State.SUBMITTED:
            raise moved_on()
        taken = review.slot
        review.delete()
    recusal = Recusal.objects.create(
        application=application, reader=reader, by=by, reason=reason, held=taken, at=now
    )
    to = _next_reader(application) if taken and application.state == State.SUBMITTED else None
    if to:
        Review.objects.create(application=application, slot=taken, reviewer_id=to, assigned_at=now)
    return recusal


def _give_back(application: Application, slot: int, reader: User) -> None:
    """Put a review back into the hands of its reader, from nobody or from who has not judged it."""
    review = application.reviews.filter(slot=slot).first() or Review(
        application=application, slot=slot
    )
    if not review.verdict and not review.locked:
        review.reviewer = reader
        review.save()


def _end(recusal: Recusal, by: User) -> None:
    recusal.ended_by, recusal.ended_at = by, timezone.now()
    recusal.save()


def _refuse_when_over(application: Application) -> None:
    """It is read before its decision is prepared, and once more where a second look waits."""
    if application.state == State.DECLINED:
        appeal = getattr(application, "appeal", None)
        if appeal is None or appeal.outcome:
            raise moved_on()
    elif application.state != State.SUBMITTED:
        raise moved_on()
    elif Decision.objects.filter(application=application).exists():
        raise ValidationError(
            _("A decision about this file has been prepared meanwhile."), code="decided"
        )


def _next_reader(application: Application) -> int | None:
    """Who takes a file that came free, by the rule by which all are given out; two statements."""
    people = sorted(person.pk for person in readers(application.stop))
    here = Q(application__stop=application.stop_id)
    counts = (
        Review.objects.filter(reviewer__in=people, application__state=State.SUBMITTED)
        .values_list("reviewer")
        .annotate(
            in_hand=Count("pk", filter=Q(verdict="")),
            near=Count("pk", filter=here & Q(application__province=application.province_id)),
            alike=Count("pk", filter=here & Q(application__sector=application.sector_id)),
        )
    )
    table = Assignments(people, load=Counter())
    for person, load, province, sector in counts.order_by():
        table.load[person] = load
        table.kinds[person, "province", application.province_id] = province
        table.kinds[person, "sector", application.sector_id] = sector
    table.holders[application.pk] = {*application.reviews.values_list("reviewer", flat=True)}
    table.keep_off([application.pk])
    return table.next_for(application)
