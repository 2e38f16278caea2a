"""Who may sit where: every refusal is a sentence, and says what else one can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workshops.models import Seat, Workshop
from workshops.seats.audience import fits

if TYPE_CHECKING:
    from people.models import Participation
    from workshops.models.seats import SeatQuerySet

State = Workshop.State


def refuse_when_over(at: Workshop) -> None:
    """Raise ValidationError('cancelled'), 'draft' or 'begun' for what takes nobody any more."""
    if at.state == State.CANCELLED:
        raise ValidationError(_("This workshop does not take place."), code="cancelled")
    if at.state == State.DRAFT:
        raise ValidationError(_("This workshop is not open yet."), code="draft")
    if at.has_begun:
        raise ValidationError(_("This workshop has begun already."), code="begun")


def refuse_when_not_for(at: Workshop, participation: Participation, *, by_staff: bool) -> None:
    """Raise ValidationError('not-for-you'), 'prerequisite' or 'series'.

    The team may put in whom it wants of its stop; one seat a series holds for everybody.
    """
    if participation.stop_id != at.stop_id or not (by_staff or fits(at, participation)):
        raise ValidationError(
            _("This workshop is for other people of the stop."), code="not-for-you"
        )
    held = Seat.objects.filter(participation=participation)
    if at.prerequisite_id and not by_staff:
        before = held.filter(workshop=at.prerequisite_id, state=Seat.State.SEATED)
        if not before.exists():
            sentence = _("This workshop comes after “%(title)s”: please take that one first.")
            title = Workshop.objects.get(pk=at.prerequisite_id).title
            raise ValidationError(sentence, code="prerequisite", params={"title": title})
    if at.series and at.series.one_seat:
        others = held.live().filter(workshop__series=at.series_id).exclude(workshop=at.pk)
        other = others.exclude(workshop__state=State.CANCELLED).select_related("workshop").first()
        if other:
            sentence = _(
                "You have a seat in “%(title)s” of the same series. Leave it first, and this one "
                "can be yours."
            )
            raise ValidationError(sentence, code="series", params={"title": other.workshop.title})


def refuse_when_clashing(at: Workshop, participation: Participation, *, but: int = 0) -> None:
    """Raise ValidationError('clash') when the person sits elsewhere at this hour.

    Waiting elsewhere is no clash; nor is the workshop with the key `but`, which is being left.
    """
    if other := seats_at_the_hour(at, participation).exclude(workshop=but).first():
        sentence = _(
            "You have a seat in “%(title)s” at the same hour. You can swap: that seat is given "
            "back, and you get this one."
        )
        raise ValidationError(sentence, code="clash", params={"title": other.workshop.title})


def seats_at_the_hour(at: Workshop, participation: Participation) -> SeatQuerySet:
    """Seats that this person holds in other workshops while this one is held, in any stop."""
    held = Seat.objects.filter(
        participation__person=participation.person_id,
        state__in=Seat.HOLDING,
        workshop__starts_at__lt=at.ends_at,
        workshop__ends_at__gt=at.starts_at,
    ).exclude(workshop=at.pk)
    return held.exclude(workshop__state=State.CANCELLED).select_related("workshop")


def full(*, queue: bool = False) -> ValidationError:
    """That nothing is free; with `queue`, not even on the waiting list."""
    if queue:
        return ValidationError(_("All seats are taken, and the waiting list is full."), code="full")
    return ValidationError(_("There is no free seat left."), code="full")
