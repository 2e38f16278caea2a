"""Who may sit where: every refusal is a sentence, and says what else one can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from core.composed import Composed, slot
from people.busy import when_busy
from workshops.models import Arrival, Seat, Workshop
from workshops.seats.audience import fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import Participation

State = Workshop.State
THERE = Arrival.objects.present().filter(seat=OuterRef("pk"), second=False)
LOOKED = Arrival.objects.present().filter(workshop=OuterRef("workshop"))
LIVE_ONES: Composed[Seat] = Composed(
    lambda: (
        Seat.objects.live()
        .filter(participation__person=slot("person"))
        .annotate(missed=ExpressionWrapper(Exists(LOOKED) & ~Exists(THERE), BooleanField()))
        .select_related("workshop")
        .order_by("pk")
    )
)


def refuse_when_over(at: Workshop) -> None:
    """Raise ValidationError('cancelled'), 'draft' or 'begun' for what takes nobody any more."""
    if at.state == State.CANCELLED:
        raise ValidationError(_("This workshop does not take place."), code="cancelled")
    if at.state == State.DRAFT:
        raise ValidationError(_("This workshop is not open yet."), code="draft")
    if at.has_begun:
        raise ValidationError(_("This workshop has begun already."), code="begun")


def refuse_when_not_for(at: Workshop, participation: Participation, *, by_staff: bool) -> None:
    """Raise ValidationError('not-for-you') or 'prerequisite'; the team may put in whom it wants.

    Neither depends on who sits where now: it is asked before the row is locked.
    """
    if participation.stop_id != at.stop_id or not (by_staff or fits(at, participation)):
        raise ValidationError(
            _("This workshop is for other people of the stop."), code="not-for-you"
        )
    if at.prerequisite_id and not by_staff:
        _refuse_without(Workshop.objects.get(pk=at.prerequisite_id), participation)


def _refuse_without(first: Workshop, participation: Participation) -> None:
    """Raise ValidationError('prerequisite') for who sits neither in `first` nor in its series.

    One that is called off asks nothing of anybody.
    """
    if first.state == State.CANCELLED:
        return
    held = Seat.objects.filter(participation=participation, state=Seat.State.SEATED)
    same = Q(workshop=first)
    if first.series_id:
        same |= Q(workshop__series=first.series_id, workshop__state=State.PUBLISHED)
    if not held.filter(same).exists():
        sentence = _("This workshop comes after “%(title)s”: please take that one first.")
        raise ValidationError(sentence, code="prerequisite", params={"title": first.title})


def live_seats(participation: Participation) -> list[Seat]:
    """What this person waits for, is offered or holds in any workshop; whether they `missed` it."""
    return list(LIVE_ONES.rows({"person": participation.person_id}))


def refuse_when_in_series(at: Workshop, theirs: Sequence[Seat]) -> None:
    """Raise ValidationError('series') for who has a seat in it: one a person, for everybody.

    'sat' where that has begun, and is not given back for this one.
    """
    if held := in_the_series(at, theirs):
        begun = any(each.workshop.has_begun for each in held)
        sentence = _(
            "You have a seat in “%(title)s” of the same series, or wait for one: it is one a "
            "person."
        )
        about = {"title": held[0].workshop.title}
        raise ValidationError(sentence, code="sat" if begun else "series", params=about)


def refuse_when_clashing(at: Workshop, theirs: Sequence[Seat]) -> None:
    """Raise ValidationError('clash') when the person sits elsewhere at this hour.

    Waiting elsewhere is no clash. What has begun is not given back: 'busy'.
    """
    held = at_the_hour(at, theirs)
    for each in held:
        if each.workshop.has_begun:
            raise _busy(each.workshop.title)
    if held:
        sentence = _(
            "You have a seat in “%(title)s” at the same hour. You can swap: that seat is given "
            "back, and you get this one."
        )
        raise ValidationError(sentence, code="clash", params={"title": held[0].workshop.title})


def refuse_when_busy(at: Workshop, person: int) -> None:
    """Raise ValidationError('busy') when something of another room keeps this person at this hour.

    Seats are not looked at here: those can be swapped. The person is held by the caller.
    """
    for each in when_busy([person], at.starts_at, at.ends_at):
        if not each.about.startswith("seat ") and each.about != f"workshop {at.pk}":
            raise _busy(each.title)


def _busy(title: str) -> ValidationError:
    sentence = _("You have something else at this hour: %(title)s.")
    return ValidationError(sentence, code="busy", params={"title": title})


def in_the_way(at: Workshop, theirs: Sequence[Seat]) -> list[Seat]:
    """What one gives back for a seat here: held at the same hour, or of the same series."""
    held = (*at_the_hour(at, theirs), *in_the_series(at, theirs))
    return list({seat.pk: seat for seat in held}.values())


def in_the_series(at: Workshop, theirs: Sequence[Seat]) -> list[Seat]:
    """Those of a person's seats that are in the same series, where it is one a person."""
    if at.series is None or not at.series.one_seat:
        return []
    same = (each for each in _elsewhere(at, theirs) if each.workshop.series_id == at.series_id)
    return [each for each in same if not _in_vain(each)]


def _in_vain(seat: Seat) -> bool:
    """Whether somebody waited until it began, or was not there: another date stays open to them."""
    if seat.state not in Seat.HOLDING:
        return seat.workshop.has_begun
    return seat.workshop.has_ended and bool(seat.missed)  # type: ignore[attr-defined]  # above


def at_the_hour(at: Workshop, theirs: Sequence[Seat]) -> list[Seat]:
    """Those of a person's seats that are held in other workshops while this one is held."""
    return [
        each
        for each in _elsewhere(at, theirs)
        if each.state in Seat.HOLDING
        and each.workshop.starts_at < at.ends_at
        and each.workshop.ends_at > at.starts_at
    ]


def _elsewhere(at: Workshop, theirs: Sequence[Seat]) -> list[Seat]:
    others = (each for each in theirs if each.workshop_id != at.pk)
    return [each for each in others if each.workshop.state != State.CANCELLED]


def full(*, queue: bool = False) -> ValidationError:
    """That nothing is free; with `queue`, not even on the waiting list."""
    if queue:
        return ValidationError(_("All seats are taken, and the waiting list is full."), code="full")
    return ValidationError(_("There is no free seat left."), code="full")
